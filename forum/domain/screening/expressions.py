"""From the words of a pattern to the regular expression that finds them in a folded text.

A list may have thousands of patterns, and each is compiled in every process that meets its letters. A class of all
letters of the scripts without spaces takes thirty times as long for that as all the rest, so a pattern without such
letters is told where words end by the marks alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from forum.domain.screening.matching import (
    APOSTROPHE,
    EDGE,
    JOINT,
    MARKS,
    NO_MARKS,
    SPACE,
    SPACELESS,
    STOP,
    fold,
)

_LONG_NUMBER = 6  # digits: a telephone's, which is written with all kinds of signs
# Letters, for a ``*`` in the middle of a word and at the end of one in the middle of a phrase: they bound the work.
_WILDCARD_REACH, _REST_REACH = 40, 100

# Signs that belong to the letter before them, and signs that belong to the letter after them: a match does not
# part the two. Accents, Thai, Lao, Burmese, Hangul (as folding leaves it), Khmer, voiced kana.
_TRAILING = (
    "\u0300-\u036f\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\u0eb0-\u0ebc\u0ec8-\u0ece"
    "\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074"
    "\u1082-\u108d\u108f\u109a-\u109d\u1160-\u11ff\u17b6-\u17d3\u17dd\u3099\u309a"
)
_LEADING = "\u0e40-\u0e44\u0ec0-\u0ec4\u1039\u17d2"
_TRAILING_OF_SPACED = "\u0300-\u036f\u1160-\u11ff"

_LETTER = f"[^{MARKS}{SPACELESS}]"  # of a script that puts spaces between words
_ANY_LETTER = f"[^{MARKS}]"  # the same, beside letters of such scripts only
_IS_SPACED = re.compile(_LETTER).match
_IS_SPACELESS = re.compile(f"[{SPACELESS}]").search


@dataclass(frozen=True)
class Word:
    """A word of a pattern: what stands before, between and after its wildcards, folded (("du", "") for ``du*``), and
    whether the moderator ended a sentence with it."""

    pieces: tuple[str, ...]
    ends_sentence: bool

    @property
    def has_letters(self) -> bool:
        return any(self.pieces)

    @property
    def is_wildcard(self) -> bool:
        return not self.has_letters and len(self.pieces) > 1

    @property
    def costly_wildcards(self) -> int:
        return len(self.pieces) - (1 if self.pieces[-1] else 2)

    def expression(self, letter: str, *, is_last: bool) -> str:
        """``letter`` is the class of what a wildcard stands for."""
        if self.is_wildcard:
            return f"{letter}++"
        # Possessive (``*+``) where it can be: the rest of a word is never given back, so no search goes astray.
        edge = f"{EDGE}?" if letter is _LETTER else ""
        opening = "" if self.pieces[0] else f"(?:{letter}+{edge})?" if edge else f"{letter}*"
        least = 1 if edge else 0
        rest = f"{letter}{{{least},{'' if is_last else _REST_REACH}}}+"
        if edge:
            rest = f"(?:{edge}{rest}|(?!{edge}{letter}))"
        closing = "" if self.pieces[-1] else rest
        wildcard = f"(?:{JOINT}|{edge}{letter}{{0,{_WILDCARD_REACH}}}{edge})"
        return opening + wildcard.join(_piece_expression(piece) for piece in self.pieces if piece) + closing


def read_word(source: str, *, keep_accents: bool) -> Word:
    """``source``, a stretch of a pattern without whitespace, as a ``Word``."""
    pieces = (fold(piece, keep_accents=keep_accents).marked for piece in re.split(r"\*+", source))
    return Word(tuple(pieces), source[-1] in ".!?…")


def anchor(words: Sequence[Word]) -> str:
    """The longest run of letters that stands in ``Folded.letters`` wherever all of ``words`` match."""
    runs = "".join("*".join(word.pieces) for word in words).translate(NO_MARKS)
    return max(runs.split("*"), key=len)


def expression(words: Sequence[Word], *, whole_word: bool) -> str:
    """The regular expression for ``Folded.marked``. Without ``whole_word`` it matches inside words, too."""
    first, last = words[0].pieces[0], words[-1].pieces[-1]
    has_spaceless = any(map(_IS_SPACELESS, (piece for word in words for piece in word.pieces)))
    letter = _LETTER if has_spaceless else _ANY_LETTER
    ends = f"(?!{letter})"
    if not first:
        before = letter
    elif _IS_SPACED(first[0]):
        before = letter if whole_word else ""
    else:
        before = f"[{_LEADING}]"
    if not last:
        end = f"(?![{_TRAILING}])" if has_spaceless else ""
    elif _IS_SPACED(last[-1]):
        end = ends if whole_word else f"(?![{_TRAILING_OF_SPACED}])"
    else:
        end = f"(?![{_TRAILING}])"
    gaps = [_gap_expression(before, after) for before, after in pairwise(words)]
    parts = [word.expression(letter, is_last=False) + gap for word, gap in zip(words, gaps, strict=False)]
    body = "".join(parts) + words[-1].expression(letter, is_last=True) + end
    # What may not stand before is asked behind the first letter: a search for a letter is many times as fast.
    lead = re.escape(first[0]) if first else ""
    return lead + (f"(?<!{before}{lead})" if before else "") + body.removeprefix(lead)


def _gap_expression(before: Word, after: Word) -> str:
    edges = before.pieces[-1][-1:] + after.pieces[0][:1]
    may_touch = any(not _IS_SPACED(edge) for edge in edges)
    stop = STOP if before.ends_sentence else ""
    return f"[{JOINT}{SPACE}{APOSTROPHE}{stop}" + (f"{EDGE}]?" if may_touch else "]")


def _piece_expression(marked: str) -> str:
    """Letters with what may stand between two of them; where the moderator put an apostrophe, one may stand. Between
    the digits of a short number stands nothing that the moderator did not put there: 8.8 is not 88."""
    parts: list[str] = []
    is_long_number = sum(char.isdigit() for char in marked) >= _LONG_NUMBER
    mark = was_spaced = None
    was_digit = False
    for char in marked:
        if char in MARKS:
            mark = char
            continue
        is_spaced = _IS_SPACED(char) is not None
        if parts:
            may_stand = EDGE if is_spaced is not was_spaced else ""
            may_stand += APOSTROPHE if mark == APOSTROPHE else ""
            may_stand += JOINT if mark or is_long_number or not (was_digit and char.isdigit()) else ""
            parts.append(f"[{may_stand}]?" if len(may_stand) > 1 else f"{may_stand}?" if may_stand else "")
        parts.append(re.escape(char))
        mark, was_spaced, was_digit = None, is_spaced, char.isdigit()
    return "".join(parts)
