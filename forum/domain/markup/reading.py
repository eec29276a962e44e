"""What safe HTML says: as plain text for search, screening and excerpts, and where its links lead."""

from __future__ import annotations

import re

from forum.domain.markup.tags import pieces, unescape
from forum.domain.markup.vocabulary import Vocabulary

LINK = re.compile(r'(?P<opening><a href="(?P<address>[^"]*)"[^>]*>)(?P<shown>.*?)</a>', re.DOTALL)
_ADDRESS = re.compile(r'<(?:a|img) (?:[a-z]+="[^"]*" )*?(?:href|src)="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_EMPTY_LINES = re.compile(r"\s*\n\s*\n\s*")
_SPACES_AT_LINE_ENDS = re.compile(r"[ \t]*+\n[ \t]*+")
_LINES = frozenset({"br", "li", "tr", "dt", "dd", "caption", "figcaption"})


def plain_text(html: str, vocabulary: Vocabulary) -> str:
    """The text of safe ``html``: blocks with an empty line between them, lines and list items on a line
    each, without the marks of footnotes."""
    said: list[str] = []
    is_verbatim = is_footnote_mark = False
    for piece in pieces(html, vocabulary):
        if isinstance(piece, str):
            text = "" if is_footnote_mark else unescape(piece)
            said.append(text if is_verbatim else text.replace("\n", " "))
        elif piece.name == "a":
            is_footnote_mark = not piece.is_closing and piece.attributes.get("href", "").startswith("#")
        elif piece.name in _LINES:
            said.append("" if piece.is_closing else "\n")
        elif piece.name in ("td", "th"):
            said.append(" ")
        elif piece.name in vocabulary.blocks:
            said.append("\n\n")
            is_verbatim = piece.name == "pre" and not piece.is_closing
    return _EMPTY_LINES.sub("\n\n", _SPACES_AT_LINE_ENDS.sub("\n", "".join(said))).strip()


def links_in(html: str) -> tuple[tuple[str, str], ...]:
    """The links of safe ``html`` in order, each as the address it leads to and the text that shows."""
    return tuple((unescape(link["address"]), shown_text(link["shown"])) for link in LINK.finditer(html))


def addresses_in(html: str) -> tuple[str, ...]:
    """All addresses to which safe ``html`` links or from which it shows a picture, in order, each once."""
    return tuple(dict.fromkeys(unescape(found[1]) for found in _ADDRESS.finditer(html)))


def shown_text(html: str) -> str:
    """What the inside of a link shows."""
    return unescape(_TAG.sub("", html))
