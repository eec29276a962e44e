"""What a reader takes for one sign: a letter with its marks, a stacked consonant, a flag, a family of emoji.

An approximation of the Unicode rule (UAX #29) that needs nothing but the standard library, made exact for the scripts
of the region: Khmer and Burmese stack a consonant under the one before.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_JOINER = "\u200d"
# Khmer coeng, Burmese and Tai Tham stackers: the consonant that follows is written below.
_STACKERS = frozenset("\u17d2\u1039\u1a60")
# Letters by name that stand with the consonant before like a mark: Thai and Lao am.
_LIKE_MARKS = frozenset("\u0e33\u0eb3\u200c\u200d")


def graphemes(text: str) -> list[str]:
    """``text`` in its signs; joined they are ``text`` again."""
    return list(each_grapheme(text))


def each_grapheme(text: str) -> Iterator[str]:
    """The same one by one, for whoever needs only the beginning of a long text."""
    start = 0
    for at in range(1, len(text)):
        if not _continues(text, start, at):
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def next_border(text: str, at: int) -> int:
    """The first place from ``at`` on at which ``text`` can be cut without cutting a sign; at most its end."""
    while 0 < at < len(text) and _continues(text, at - 1, at):
        at += 1
    return min(at, len(text))


def _continues(text: str, start: int, at: int) -> bool:
    """Whether the character ``at`` belongs to the sign that begins at ``start``."""
    before, char = text[at - 1], text[at]
    if char < "\u0300" and before != "\r":
        return False
    if before < " ":
        return before == "\r" and char == "\n"
    if char in _LIKE_MARKS or _is_modifier(char) or unicodedata.category(char)[0] == "M":
        return True
    if before == _JOINER:
        return unicodedata.category(char) == "So"
    if before in _STACKERS:
        return unicodedata.category(char) == "Lo"
    return _is_regional(before) and _is_regional(char) and at - start == 1


def _is_modifier(char: str) -> bool:
    """A skin colour, or one of the tags that spell the flags of England, Scotland and Wales."""
    return "\U0001f3fb" <= char <= "\U0001f3ff" or "\U000e0020" <= char <= "\U000e007f"


def _is_regional(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"
