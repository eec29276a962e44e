"""From HTML to a tree, and what an element looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from forum.domain.markup.bounds import MarkupRefused
from forum.domain.markup.hrefs import safe_href
from forum.domain.markup.vocabulary import words

# Nested deeper than anybody writes; the rest of the work may then go down the tree by itself.
MAX_DEPTH = 100

# Gone with everything in it: none of it was written to be read, or it is the page's and not the text's.
NOT_TEXT = words(
    "applet area audio base button canvas colgroup col datalist embed frame frameset head iframe input link map math"
    " menu meta nav noframes noscript object param script select style svg template textarea title video xml"
)
BLOCKS = words(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
_BODY = re.compile(r"<body[\s>]", re.IGNORECASE)
# Word's conditional comments that other programs take for text.
_CONDITIONS = re.compile(r"<!\[(?:if\b[^<>]{0,100}|endif)\]>", re.IGNORECASE)
# Cocoa (Pages, Notes, TextEdit) says what a letter looks like by classes of its own: span.s1 {font: bold 12px Arial}
_COCOA_RULE = re.compile(r"\b(?:span|p|li)\.((?:s|p|li)\d+)\s*\{([^{}]{0,1000})\}")


def read_tree(html: str) -> HtmlElement | None:
    """The body of what was copied; None where there is nothing. Raises ``MarkupRefused("too_much_output")``."""
    # The parser opens a body by itself only before elements that it knows: not before <nav> and <article>.
    source = html if _BODY.search(html) else f"<body>{html}"
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_CONDITIONS.sub("", source).encode(), parser)
    except etree.ParserError:
        return None
    except etree.XMLSyntaxError as error:
        if "xcessive depth" in str(error):
            raise MarkupRefused("too_much_output") from None
        return None
    if root is None:
        return None
    looks = _looks_by_class(root)
    body: HtmlElement | None = root.find(".//body")
    if body is None:
        return None
    _prepare(body, looks)
    return body


def _looks_by_class(root: HtmlElement) -> dict[str, str]:
    sheets = "\n".join(style.text or "" for style in root.iter("style"))
    return dict(_COCOA_RULE.findall(sheets))


def _prepare(body: HtmlElement, looks: dict[str, str]) -> None:
    """Takes out what is no text, and gives classes of Cocoa's their style. Raises ``MarkupRefused``."""
    depth = 0
    gone: list[HtmlElement] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        if depth > MAX_DEPTH:
            raise MarkupRefused("too_much_output")
        if tag_of(element) in NOT_TEXT or _is_hidden(element):
            gone.append(element)
        elif looks and (look := looks.get(element.get("class", ""))):
            element.set("style", f"{look};{element.get('style', '')}")
    for element in gone:
        drop(element)


def drop(element: HtmlElement) -> None:
    """Takes the element out of its tree and leaves the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail
    before = element.getprevious()
    parent.remove(element)
    if tail:
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail


def tag_of(element: HtmlElement) -> str:
    """The name of the element; "" for what is none."""
    return element.tag if isinstance(element.tag, str) else ""


def style_of(element: HtmlElement) -> dict[str, str]:
    """The declarations of the element's own style, in small letters."""
    style = element.get("style")
    if not style:
        return {}
    pairs = (declaration.partition(":") for declaration in style.lower().split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if value}


def _is_hidden(element: HtmlElement) -> bool:
    if element.get("hidden") is not None:
        return True
    style = element.get("style", "")
    if "none" not in style and "mso-hide" not in style:
        return False
    looks = style_of(element)
    return looks.get("display") == "none" or looks.get("mso-hide") == "all"


def classes_of(element: HtmlElement) -> str:
    return element.get("class") or ""


def children_of(element: HtmlElement) -> Iterator[str | HtmlElement]:
    """What stands in the element, in order: texts and elements."""
    if element.text:
        yield element.text
    for child in element:
        yield child
        if child.tail:
            yield child.tail


def link_of(element: HtmlElement) -> str | None:
    """Where a link leads, as an author's link may; None for one that leads nowhere. Google's detour is taken out."""
    href = (element.get("href") or "").strip()
    parts = _split(href)
    if parts and parts[0] in ("www.google.com", "google.com") and parts[1] == "/url":
        straight = parse_qs(parts[2])
        href = next(iter(straight.get("q") or straight.get("url") or [href]))
    return safe_href(href, for_author=True)


def _split(href: str) -> tuple[str, str, str] | None:
    try:
        parts = urlsplit(href)
        return (parts.hostname or "", parts.path, parts.query)
    except ValueError:
        return None
