"""Reading pages as a person with a screen reader, or a browser that trusts nobody, would."""

from __future__ import annotations

import re
from hashlib import sha256

import html5lib
from lxml import html
from lxml.html import HtmlElement
from werkzeug.wrappers import Response

# Attributes that name other elements of the page by id.
REFERENCES = (
    "for",
    "aria-describedby",
    "aria-labelledby",
    "aria-controls",
    "aria-owns",
    "list",
    "form",
    "headers",
)
FIELDS = (
    "//input[not(@type='hidden' or @type='submit' or @type='button' or @type='reset')]|//select|//textarea"
)
_TOKEN = re.compile(r'(name="csrf_token" value=")[\w.-]+')
# What was found wrong with the pages that were looked at in this process, by the hash of their text.
_problems: dict[bytes, list[str]] = {}
LOADS = (
    ("script", "src"),
    ("img", "src"),
    ("img", "srcset"),
    ("source", "src"),
    ("iframe", "src"),
    ("video", "src"),
)


def is_page(response: Response) -> bool:
    """A whole HTML page that people see: not a fragment, not a feed, not the few words of a redirect."""
    if 300 <= response.status_code < 400:
        return False
    start = response.get_data()[:200].lstrip().lower()
    return response.mimetype == "text/html" and start.startswith(b"<!doctype")


def inspect_page(response: Response) -> HtmlElement:
    """Everything that must hold for every page; returns the parsed page for the test's own questions.

    Valid HTML in UTF-8 with a language; one h1, with which the title begins; no id twice, no reference to an id that
    is not there; every field labelled, every button and link named, every picture described; a token in every POST
    form; no inline script or style; nothing loaded from elsewhere.
    """
    text = response.get_data(as_text=True)
    assert is_page(response), f"not a whole page: {response.status} {response.content_type} {text[:200]!r}"
    page = parsed(text)
    # Only the tokens of its forms differ from one time to the next that a page is asked for; and most are looked at
    # twice, where they are opened and where a test asks them something.
    known = sha256(_TOKEN.sub(r"\1one", text).encode()).digest()
    if known not in _problems:
        found = [*_syntax(text), *_head(page), *_ids(page), *_names(page), *_forms(page), *_walls(page)]
        _problems[known] = found
    problems = _problems[known]
    assert not problems, "\n".join(["the page is not well:", *problems])
    return page


def parsed(text: str) -> HtmlElement:
    return html.document_fromstring(text)


def text_of(element: HtmlElement) -> str:
    """What is read there, with single spaces."""
    return " ".join(element.text_content().split())


def _syntax(text: str) -> list[str]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(text)
    lines = text.splitlines()
    return [
        f"{code} in line {line}: {lines[line - 1].strip()[:120]!r}" for (line, _), code, _ in parser.errors
    ]


def _head(page: HtmlElement) -> list[str]:
    problems = []
    if not page.get("lang"):
        problems.append("the page names no language")
    headings = [text_of(heading) for heading in page.iter("h1")]
    title = " ".join((page.findtext(".//title") or "").split())
    if len(headings) != 1:
        problems.append(f"{len(headings)} h1 instead of one: {headings}")
    elif not headings[0] or not title.startswith(headings[0]):
        problems.append(f"the title {title!r} does not begin with the heading {headings[0]!r}")
    if not page.xpath("//meta[@name='viewport']"):
        problems.append("no viewport for small screens")
    return problems


def _ids(page: HtmlElement) -> list[str]:
    ids = [element.get("id") for element in page.xpath("//*[@id]")]
    problems = [
        f"the id {one!r} is there twice" for one in sorted({one for one in ids if ids.count(one) > 1})
    ]
    for attribute in REFERENCES:
        for element in page.xpath(f"//*[@{attribute}]"):
            if attribute == "headers" and element.tag not in ("td", "th"):
                continue
            problems += [
                f"{_shown(element)} names the id {name!r}, which is not there"
                for name in element.get(attribute).split()
                if name not in ids
            ]
    return problems + [
        f"{_shown(link)} leads to nothing on this page"
        for link in page.xpath("//a[starts-with(@href, '#')]")
        if link.get("href") not in ("#", "#top") and link.get("href")[1:] not in ids
    ]


def _names(page: HtmlElement) -> list[str]:
    labelled = {label.get("for") for label in page.iter("label") if text_of(label)}
    problems = []
    for element in page.xpath(FIELDS):
        wrapped = any(text_of(label) for label in element.iterancestors("label"))
        if not (wrapped or element.get("id") in labelled or _has_aria_name(element)):
            problems.append(f"{_shown(element)} has no label")
    for element in page.xpath("//button|//a[@href]|//summary"):
        described = any(picture.get("alt") for picture in element.iter("img"))
        if not (text_of(element) or described or _has_aria_name(element)):
            problems.append(f"{_shown(element)} has no name")
    problems += [f"{_shown(image)} has no alt" for image in page.iter("img") if image.get("alt") is None]
    return problems


def _has_aria_name(element: HtmlElement) -> bool:
    return bool((element.get("aria-label") or element.get("aria-labelledby") or "").strip())


def _forms(page: HtmlElement) -> list[str]:
    problems = []
    for form in page.iter("form"):
        if form.get("method", "get").lower() != "post":
            continue
        tokens = [field.get("value") for field in form.iter("input") if field.get("name") == "csrf_token"]
        if len(tokens) != 1 or not tokens[0]:
            problems.append(f"{_shown(form)} carries {len(tokens)} tokens instead of one")
    return problems


def _walls(page: HtmlElement) -> list[str]:
    problems = [
        f"{_shown(script)} is inline"
        for script in page.iter("script")
        if not script.get("src") and script.get("type") not in ("application/ld+json", "application/json")
    ]
    problems += ["a style element" for _ in page.iter("style")]
    for element in page.xpath("//*"):
        for name in element.attrib:
            if name == "style" or re.fullmatch(r"on[a-z]+", name):
                problems.append(f"{_shown(element)} has inline {name}")
    for tag, attribute in LOADS:
        for element in page.xpath(f"//{tag}[@{attribute}]"):
            if re.match(r"(https?:)?//", element.get(attribute)):
                problems.append(f"{_shown(element)} is loaded from elsewhere")
    for link in page.iter("link"):
        loads = {"stylesheet", "icon", "preload", "modulepreload", "manifest"} & set(
            link.get("rel", "").split()
        )
        if loads and re.match(r"(https?:)?//", link.get("href", "")):
            problems.append(f"{_shown(link)} is loaded from elsewhere")
    return problems


def _shown(element: HtmlElement) -> str:
    attributes = " ".join(f'{name}="{value[:60]}"' for name, value in element.attrib.items())
    return f"<{element.tag}{' ' if attributes else ''}{attributes}>"
