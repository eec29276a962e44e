"""The table of contents of a long post, and places that stay where they are."""

import re

import pytest

from forum.domain.markup import render_post
from forum.domain.reading import Heading, laid_out

LONG = "A sentence of some length about a ferry. " * 120


def headings(*texts: str, level: int = 2) -> str:
    return "\n\n".join(f"{'#' * level} {text}\n\nText." for text in texts)


def anchors(source: str) -> list[str]:
    return [
        part.anchor for part in laid_out(render_post(source).html, "en").parts if isinstance(part, Heading)
    ]


def table(source: str) -> list[tuple[str, list[str]]]:
    entries = laid_out(render_post(source).html, "en").contents
    return [(entry.heading.text, [heading.text for heading in entry.below]) for entry in entries]


def test_an_anchor_is_made_of_the_words_of_its_heading() -> None:
    assert anchors(
        headings("What we found", "สิ่งที่เราพบ", "អ្វីដែលយើងរកឃើញ", "我们的发现", "*Ngườ*i & more[^1]")
        + "\n\n[^1]: x"
    ) == [
        "h-what-we-found",
        "h-สิ่งที่เราพบ",
        "h-អ្វីដែលយើងរកឃើញ",
        "h-我们的发现",
        "h-người-more",
    ]


def test_an_anchor_stays_when_other_headings_change_come_and_go() -> None:
    before = anchors(headings("One", "Two", "Sources", "Three"))
    assert anchors(headings("New", "Another one", "Two", "Sources")) == [
        "h-new",
        "h-another-one",
        *before[1:3],
    ]
    assert anchors(headings("Two", level=4)) == [before[1]]


def test_headings_that_say_the_same_are_numbered_and_meet_no_other() -> None:
    found = anchors(headings("Sources", "Sources 2", "Sources", "sources!", "…", "…", "main", "comments"))
    assert found[:4] == ["h-sources", "h-sources-2", "h-sources~2", "h-sources~3"]
    assert len(set(found)) == len(found)
    assert all(anchor.startswith("h-") for anchor in found)


def test_no_id_of_a_page_begins_as_an_anchor_does() -> None:
    from tests.support.sources import files

    ids = {one for page in files("templates", ".html") for one in re.findall(r'\sid="([^"{]*)', page.text)}
    assert "main" in ids
    assert not [one for one in ids if one.startswith("h-")]


@pytest.mark.parametrize(
    ("source", "entries"),
    [
        (headings("One", "Two") + LONG, []),
        (headings("One", "Two", "Three"), []),
        (headings("One", "Two", "Three") + LONG, [("One", []), ("Two", []), ("Three", [])]),
        ("## A\n\n### B\n\n#### C\n\n## D\n\n" + LONG, [("A", ["B"]), ("D", [])]),
        ("### A\n\n#### B\n\n### C\n\n" + LONG, [("A", ["B"]), ("C", [])]),
        ("### Before\n\n## A\n\n### B\n\n" + LONG, [("Before", []), ("A", ["B"])]),
        ("## A\n\n#### C\n\n## D\n\n" + LONG, [("A", ["C"]), ("D", [])]),
        (headings("一", "二", "三") + "移民" * 650, [("一", []), ("二", []), ("三", [])]),
    ],
    ids=[
        "few headings",
        "short",
        "long",
        "two levels",
        "from the second",
        "out of order",
        "skipped",
        "Chinese",
    ],
)
def test_a_long_text_with_three_headings_has_a_table(
    source: str, entries: list[tuple[str, list[str]]]
) -> None:
    assert table(source) == entries
