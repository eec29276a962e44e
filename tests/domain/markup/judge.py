"""The judge: two parsers that the sanitiser does not use read its output, by a list written down here once more."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

import html5lib
import lxml.html

from forum.domain.markup import MarkupRefused

Made = TypeVar("Made")

READERS_TAGS = {
    "a", "b", "blockquote", "br", "code", "del", "em", "hr", "i", "ins", "kbd", "li", "ol", "p", "pre", "q", "s",
    "strong", "sub", "sup", "ul",
}  # fmt: skip
AUTHORS_TAGS = READERS_TAGS | {
    "caption", "cite", "dd", "dfn", "dl", "dt", "figcaption", "figure", "h2", "h3", "h4", "img", "mark", "small",
    "table", "tbody", "td", "th", "thead", "tr", "var",
}  # fmt: skip
READERS_ATTRIBUTES = {"a": {"href", "rel"}, "ol": {"start"}}
AUTHORS_ATTRIBUTES = {
    "a": {"href", "rel", "id"},
    "ol": {"start", "id"},
    **{name: {"id"} for name in ("p", "h2", "h3", "h4", "ul", "blockquote", "table", "figure", "pre", "dl")},
    "li": {"id"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
NUMERIC = {"start", "colspan", "rowspan"}


def complaints(html: str, *, for_author: bool = False) -> list[str]:
    """What is wrong with ``html``; nothing, if it is safe, well formed, and the same thing to both parsers."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    by_html5lib = list(parser.parseFragment(html).iter())[1:]
    by_lxml = [
        element
        for root in lxml.html.fragments_fromstring(html)
        if not isinstance(root, str)
        for element in root.iter()
    ]
    found = [f"not well formed: {code}" for _, code, _ in parser.errors]
    for element in [*by_html5lib, *by_lxml]:
        found += _complaints_about(element.tag, dict(element.attrib), for_author)
    if [element.tag for element in by_html5lib] != [element.tag for element in by_lxml]:
        found.append("the parsers disagree")
    return found


def made(make: Callable[[str], Made], source: str, *refusals: str) -> Made | None:
    """What ``make`` makes of ``source``; None if it refuses it with one of the codes ``refusals``."""
    try:
        return make(source)
    except MarkupRefused as refusal:
        if refusal.code not in refusals:
            raise
        return None


def _complaints_about(tag, attributes, for_author):
    if tag not in (AUTHORS_TAGS if for_author else READERS_TAGS):
        yield f"element {tag}"
        return
    allowed = (AUTHORS_ATTRIBUTES if for_author else READERS_ATTRIBUTES).get(tag, set())
    for name, value in attributes.items():
        if name not in allowed:
            yield f"attribute {name} on {tag}"
        elif name in NUMERIC and not (value.isascii() and value.isdigit()):
            yield f"{name} is {value!r}"
        elif name == "id" and not value.startswith(("fn-", "fnref-")) and value != "more":
            yield f"id is {value!r}"
    if tag == "a":
        yield from _complaints_about_link(attributes.get("href", ""), attributes.get("rel"), for_author)
    if tag == "img" and not _is_picture(attributes.get("src", "")):
        yield f"src is {attributes.get('src')!r}"


def _complaints_about_link(href, rel, for_author):
    if _is_web(href):
        expected = "noopener noreferrer" if for_author else "nofollow ugc noopener noreferrer"
    elif for_author and (_is_here(href) or _is_mail(href) or href.startswith(("#fn-", "#fnref-"))):
        expected = None
    else:
        yield f"href is {href!r}"
        return
    if rel != expected:
        yield f"rel is {rel!r} for {href!r}"


def _is_clean(address):
    hostile = (
        char for char in address if char in "\\\"'<>`" or char.isspace() or unicodedata.category(char) == "Cc"
    )
    return len(address) <= 2000 and not any(hostile)


def _is_web(address):
    parts = urlsplit(address)
    has_host = bool(parts.hostname) and "@" not in parts.netloc and "%" not in parts.netloc
    return _is_clean(address) and address.startswith(("http://", "https://")) and has_host


def _is_here(address):
    return _is_clean(address) and address.startswith("/") and not address.startswith("//")


def _is_mail(address):
    return _is_clean(address) and address.startswith("mailto:") and "@" in address


def _is_picture(address):
    return _is_here(address) or (_is_web(address) and address.startswith("https://"))
