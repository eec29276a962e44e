"""What templates and static files must never contain."""

import re

import pytest

from tests.support.sources import Source, files

TEMPLATES = files("templates", ".html", ".txt", ".xml")
PAGES = [template for template in TEMPLATES if template.path.suffix == ".html"]
STATIC = files("static", ".css", ".js", ".svg")

named = pytest.mark.parametrize("template", PAGES, ids=lambda template: template.name)
# Names inside addresses that are no places to fetch from: namespaces and vocabularies.
VOCABULARIES = ("http://www.w3.org/", "https://www.w3.org/", "https://schema.org")


def lines(source: Source, pattern: str) -> list[str]:
    found = re.compile(pattern)
    return [
        f"{source.name}:{number}: {line.strip()}"
        for number, line in enumerate(source.text.splitlines(), 1)
        if found.search(line)
    ]


@named
def test_only_sanitised_columns_are_trusted(template: Source) -> None:
    trusted = re.findall(r"([\w.\[\]'\"()]+)\s*\|\s*safe\b", template.text)
    assert [name for name in trusted if not name.endswith("_html")] == []
    assert not re.search(r"autoescape\s+false|Markup\(", template.text)


@named
def test_no_code_and_no_style_stands_inside_a_page(template: Source) -> None:
    assert lines(template, r"""\s(style|on[a-z]+)\s*=\s*["'{]""") == []
    assert lines(template, r"<style\b") == []
    scripts = re.findall(r"<script\b[^>]*>", template.text)
    assert [s for s in scripts if "src=" not in s and "application/ld+json" not in s] == []
    assert lines(template, r"hx-on|javascript:|hx-vals=['\"]js:") == []


@named
def test_no_address_is_looked_up_for_each_comment(template: Source) -> None:
    """``url_for`` cost a third of a page of 200 comments: inside a thread addresses are made from numbers."""
    inside = re.findall(r"\{%-?\s*for\b.*?\{%-?\s*endfor", template.text, re.DOTALL)
    about_comments = "comments" in template.name or "moderation" in template.name
    guilty = [
        loop for loop in inside if "url_for" in loop and (about_comments or "comment" in loop.split("%}")[0])
    ]
    assert guilty == []


@pytest.mark.parametrize("source", [*PAGES, *STATIC], ids=lambda source: source.name)
def test_nothing_is_fetched_from_elsewhere(source: Source) -> None:
    text = source.text
    for name in VOCABULARIES:
        text = text.replace(name, "")
    fetches = (
        r"""(?:src|srcset|data|poster)\s*=\s*["'](?:https?:)?//[^"']+|<link\b[^>]*href=["'](?:https?:)?//[^"']+"""
        r"""|url\(\s*["']?(?:https?:)?//[^)]+|@import[^;]*(?:https?:)?//[^;]+"""
        r"""|(?:fetch|import|open)\(\s*["'`](?:https?:)?//[^"'`]+"""
    )
    assert re.findall(fetches, text) == []


def test_words_that_people_see_go_through_gettext() -> None:
    """A heading or a button with plain letters in it was forgotten."""
    forgotten = [
        f"{template.name}: {words.strip()}"
        for template in PAGES
        for words in re.findall(
            r"<(?:h[1-6]|button|label|legend|title|summary|th)\b[^>]*>([^<{]*[A-Za-z]{2,}[^<{]*)<",
            re.sub(r"\{#.*?#\}", "", template.text, flags=re.DOTALL),
        )
    ]
    assert forgotten == []
