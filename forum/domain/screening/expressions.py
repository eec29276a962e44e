"""From the words of a pattern to the regular expression that finds them in a folded text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from forum.domain.screening.matching import APOSTROPHE, JOINT, MARKS, NO_MARKS, SPACE, SPACELESS, STOP, fold

_WILDCARD_REACH = 40  # letters, for a ``*`` in the middle of a word: it bounds the work of a search

# Signs that belong to the letter before them, and signs that belong to the letter after them: a match does not
# part the two. Accents, Thai, Lao, Burmese, Hangul (as folding leaves it), Khmer, voiced kana.
_TRAILING = (
    "\u0300-\u036f\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\u0eb0-\u0ebc\u0ec8-\u0ece"
    "\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074"
    "\u1082-\u108d\u108f\u109a-\u109d\u1160-\u11ff\u17b6-\u17d3\u17dd\u3099\u309a"
)
_LEADING = "\u0e40-\u0e44\u0ec0-\u0ec4\u1039\u17d2"

_LETTER = f"[^{MARKS}{SPACELESS}]"  # of a script that puts spaces between words
_WORD_STARTS, _WORD_ENDS = f"(?<!{_LETTER})", f"(?!{_LETTER})"
_IS_SPACED = re.compile(_LETTER).match
_JOINT_OR_NOTHING = f"{JOINT}?"
_APOSTROPHE_OR_NOTHING = f"[{JOINT}{APOSTROPHE}]?"


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

    @property
    def expression(self) -> str:
        if self.is_wildcard:
            return f"{_LETTER}++"
        # Possessive (``*+``) where it can be: the rest of a word is never given back, so no search goes astray.
        opening = "" if self.pieces[0] else f"{_LETTER}*"
        closing = "" if self.pieces[-1] else f"{_LETTER}*+"
        wildcard = f"(?:{JOINT}|{_LETTER}{{0,{_WILDCARD_REACH}}})"
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
    start = f"(?<![{_LEADING}])" if first else _WORD_STARTS
    end = f"(?![{_TRAILING}])"
    if whole_word and first and _IS_SPACED(first[0]):
        start += _WORD_STARTS
    if whole_word and last and _IS_SPACED(last[-1]):
        end += _WORD_ENDS
    gaps = [_gap_expression(before, after) for before, after in pairwise(words)]
    body = "".join(word.expression + gap for word, gap in zip(words, [*gaps, ""], strict=True))
    return start + body + end


def _gap_expression(before: Word, after: Word) -> str:
    edges = before.pieces[-1][-1:] + after.pieces[0][:1]
    may_touch = any(not _IS_SPACED(edge) for edge in edges)
    stop = STOP if before.ends_sentence else ""
    return f"[{JOINT}{SPACE}{APOSTROPHE}{stop}]" + ("?" if may_touch else "")


def _piece_expression(marked: str) -> str:
    """Letters with what may stand between two of them; where the moderator put an apostrophe, one may stand."""
    parts: list[str] = []
    for before, char in pairwise(JOINT + marked):
        if char in MARKS:
            continue
        parts += [_APOSTROPHE_OR_NOTHING if before == APOSTROPHE else _JOINT_OR_NOTHING, re.escape(char)]
    return "".join(parts[1:])
