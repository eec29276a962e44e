"""A text made even for the finders, without moving a single character."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

Span = tuple[int, int]

_LAST = 0x20000  # behind it come ideographs alone
COVER = "\x00"  # what stands where something was found already: no letter, no digit, no space
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # letters and signs that show nothing
# Digits on keys: the digit, a selector, a frame around it.
_FRAMES = "\ufe0e\ufe0f\u20e3"
# Other signs that people type for these: wide ones, and dashes of every length.
_SIGNS = {
    "＠": "@",
    "﹫": "@",
    "．": ".",
    "（": "(",
    "）": ")",
    "＋": "+",
    "／": "/",
    "＃": "#",
    "－": "-",
    "−": "-",
}


@cache
def _table() -> dict[int, str]:
    table = {ord(char): plain for char, plain in _SIGNS.items()}
    for code in range(0x80, _LAST):
        category = unicodedata.category(chr(code))
        if category == "Nd":
            table[code] = str(unicodedata.decimal(chr(code)))
        elif category == "No" and unicodedata.decomposition(chr(code)).startswith("<circle>"):
            digit = unicodedata.digit(chr(code), None)
            if digit is not None:
                table[code] = str(digit)
        elif category == "Pd":
            table.setdefault(code, "-")
        elif category == "Zs":
            table[code] = " "
        elif category == "Cf":
            table[code] = "\u200b"
    table |= dict.fromkeys(map(ord, _BLANK), " ") | dict.fromkeys(map(ord, _FRAMES), "\u200b")
    for code in range(0xFF21, 0xFF5B):  # wide Latin letters
        table.setdefault(code, unicodedata.normalize("NFKC", chr(code)))
    return table


def evened(text: str) -> str:
    """``text`` with the digits of all scripts as 0 to 9, one kind of dash and of space, and one sign for what has no
    width; as long as before, so that a place in one is the same place in the other."""
    return text if text.isascii() else text.translate(_table())


def without(sheet: str, spans: Iterable[Span]) -> str:
    """``sheet`` with the spans covered."""
    parts: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if start < done:
            continue
        parts += (sheet[done:start], COVER * (end - start))
        done = end
    return "".join((*parts, sheet[done:]))
