"""The beginning of a text, for lists and previews."""

from __future__ import annotations

import re
from itertools import islice

from forum.domain.text.graphemes import each_grapheme

_ELLIPSIS = "…"
_LOOSE_ENDS = " ,;:–—-(«“‘\u200b"
# A full stop ends a sentence before a space; these do anywhere.
_FULL_STOPS = frozenset("。！？។៕။۔؟।")
_STOPS = frozenset(".!?…") | _FULL_STOPS
_CLOSING = frozenset("\"'”’»)」』")
_BORDERS = frozenset(" \u200b\n")
_SPACES = re.compile(r"\s+")


def excerpt(text: str, *, limit: int = 240) -> str:
    """The beginning of ``text`` on one line, at most ``limit`` signs (graphemes), never cut inside one.

    Cut behind a sentence where one ends in the second half, else behind a word, else (Thai, Chinese) anywhere. What was
    cut ends with an ellipsis.
    """
    # Whatever is on display is at the beginning; a long text must not be read to its end for it.
    line = _SPACES.sub(" ", text[: limit * 40]).strip()
    signs = list(islice(each_grapheme(line), limit + 1))
    if len(signs) <= limit and len(text) <= limit * 40:
        return line
    # One place is the ellipsis's, and one the space's before it behind a full sentence.
    head = signs[: limit - 1]
    half = limit // 2
    for end in range(len(head) - 1, half, -1):
        if _ends_sentence(signs, end):
            return f"{''.join(head[:end])} {_ELLIPSIS}"
    for end in range(len(head), half, -1):
        if end < len(signs) and signs[end] in _BORDERS:
            return "".join(head[:end]).rstrip(_LOOSE_ENDS) + _ELLIPSIS
    return "".join(head).rstrip(_LOOSE_ENDS) + _ELLIPSIS


def excerpt_of(text: str, lead: str, *, longest: int = 1000) -> str:
    """What lists show of a post that says ``text``: its ``lead`` where its author has marked one, cut only where it is
    longer than ``longest`` characters; else the beginning of the text."""
    line = _SPACES.sub(" ", lead).strip()
    if line and len(line) <= longest:
        return line
    shown = excerpt(line or text)
    # A sign may be many characters: families of emoji.
    return shown if len(shown) <= longest else excerpt(line or text, limit=longest // 20)


def _ends_sentence(signs: list[str], end: int) -> bool:
    """Whether a sentence ends right before ``end``."""
    last = end - 1
    while last > 0 and signs[last] in _CLOSING:
        last -= 1
    return signs[last] in _FULL_STOPS or (signs[last] in _STOPS and signs[end] == " ")
