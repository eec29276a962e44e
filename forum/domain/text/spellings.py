"""One word, typed in several ways that look the same on paper: which of them is the usual one.

One table for search and for word lists. It works on text in NFC or, sign by sign, in NFKD, before or behind the
folding of other things.
"""

from __future__ import annotations

import re
from collections.abc import Callable

# Signs on and around one letter stand in any order in a careless text, and look the same. The usual order of each
# script, from the letter outwards; signs of one rank stay in the order in which they were typed.
_RANKS = {
    sign: rank
    for rank, signs in (
        # Thai and Lao: a vowel above or below, then the tone (or the sign of silence), then the ring of am.
        (0, "\u0e31\u0e34-\u0e3a\u0eb1\u0eb4-\u0eba\u0ebb"),
        (1, "\u0e48-\u0e4c\u0ec8-\u0ecc"),
        (2, "\u0e4d\u0ecd"),
        # Khmer: what is stacked below (ro, which goes around it, last), shifters, vowels (first those in front), signs.
        (2, "\u17c9\u17ca"),
        (3, "\u17c1-\u17c3"),
        (4, "\u17b6-\u17c0\u17c4\u17c5"),
        (5, "\u17c6-\u17c8\u17cb-\u17d1\u17dd"),
        # Burmese: medials, the vowel in front, vowels above and below, the others, the ring, the killer, tones.
        (1, "\u103b"),
        (2, "\u103c"),
        (3, "\u103d"),
        (4, "\u103e"),
        (5, "\u1031"),
        (6, "\u102d\u102e\u1032"),
        (7, "\u102f\u1030"),
        (8, "\u102b\u102c"),
        (9, "\u1036"),
        (10, "\u103a"),
        (11, "\u1037"),
        (12, "\u1038"),
    )
    for sign in re.sub(
        "(.)-(.)", lambda ends: "".join(map(chr, range(ord(ends[1]), ord(ends[2]) + 1))), signs
    )
}
_STACKED_RO = "\u17d2\u179a"
_UNIT = re.compile("\u17d2[\u1780-\u17a2]|.", re.DOTALL)


def _rank(unit: str) -> int:
    return int(unit == _STACKED_RO) if len(unit) == 2 else _RANKS[unit]


def _in_order(signs: re.Match[str]) -> str:
    return "".join(sorted(_UNIT.findall(signs[0]), key=_rank))


# What stands for what, in this order.
SPELLINGS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile("[\u17b4\u17b5]+"), ""),  # vowels that are not to be written
    (
        re.compile(
            "[\u0e31\u0e34-\u0e3a\u0e48-\u0e4d]{2,}"
            "|[\u0eb1\u0eb4-\u0ebb\u0ec8-\u0ecd]{2,}"
            "|(?:\u17d2[\u1780-\u17a2]|[\u17b6-\u17d1\u17dd]){2,}"
            "|[\u102b-\u1032\u1036-\u1038\u103a-\u103e]{2,}"
        ),
        _in_order,
    ),
    (re.compile("\u0e34\u0e4d"), "\u0e36"),
    (re.compile("\u0e40\u0e40"), "\u0e41"),
    (re.compile("\u0ec0\u0ec0"), "\u0ec1"),
    # Khmer: vowels in two parts, the two stacked letters that look alike, a shifter under a vowel above, which looks
    # like the vowel u.
    (re.compile("\u17c1\u17b8"), "\u17be"),
    (re.compile("\u17c1\u17b6"), "\u17c4"),
    (re.compile("\u17d2\u178a"), "\u17d2\u178f"),
    (re.compile("\u17c9(?=[\u17b7-\u17ba\u17be])|\u17bb(?=[\u17b7-\u17ba])"), "\u17ca"),
    # Burmese: the letter and the vowel that look alike, before a killer.
    (re.compile("\u1025(?=\u103a)"), "\u1009"),
)


# A stretch of a text, from one position to another, and how many characters have taken its place.
Stretch = tuple[int, int, int]


def respelt(text: str, moved: Callable[[list[Stretch]], None] = lambda stretches: None) -> str:
    """``text`` in the usual spelling. For whoever keeps account of its characters, ``moved`` is told of each step that
    changed something: the stretches of the text before this step in which it did."""
    if text.isascii():
        return text
    for spelling, usual in SPELLINGS:
        pieces: list[str] = []
        stretches: list[Stretch] = []
        copied = 0
        for found in spelling.finditer(text):
            other = usual(found) if callable(usual) else usual
            if other != found[0]:
                start, end = found.span()
                pieces += text[copied:start], other
                stretches.append((start, end, len(other)))
                copied = end
        if stretches:
            text = "".join(pieces) + text[copied:]
            moved(stretches)
    return text
