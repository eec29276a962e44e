"""The place in a text at which it says what was asked for, with the words marked, cut from the text as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from forum.domain.text.excerpts import excerpt
from forum.domain.text.graphemes import each_grapheme, next_border
from forum.domain.text.search_terms import UNSPACED, UNSPACED_SIGNS, Phrase, plain_signs

ELLIPSIS = "…"
# A text is looked through in stretches, each with the end of the one before, so that the beginning costs little and
# nothing that stands across a border is missed.
STRETCH, OVERLAP = 480, 80
_LETTER = f"[^\\s{UNSPACED_SIGNS}]"
_DOUBLED = ("\u0e40\u0e40", "\u0ec0\u0ec0")  # two signs that are read as one


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; ``is_hit``: it is what was asked for."""

    text: str
    is_hit: bool = False


def marked(text: str, phrases: Sequence[Phrase]) -> list[Piece]:
    """The whole of a short text, in pieces."""
    units, hits, _ = _looked_at(text, phrases)
    return _pieces(units, hits)


def passage(text: str, phrases: Sequence[Phrase], *, limit: int = 200) -> list[Piece]:
    """About ``limit`` signs of ``text`` around the first place where most of the phrases stand close together, never
    cut within a sign; its beginning where none does."""
    best: tuple[int, str, bool, bool] | None = None
    for start, end in _stretches(text):
        signs = plain_signs(text[start:end])
        held = sum(bool(_pattern(phrase).search(signs)) for phrase in phrases)
        if not held or (best is not None and held <= best[0]):
            continue
        held = _looked_at(text[start:end], phrases)[2]
        if held and (best is None or held > best[0]):
            more = next_border(text, end + STRETCH)  # room behind words that stand at the end of the stretch
            best = held, text[start:more], start > 0, more < len(text)
            if held == len(phrases):
                break
    if best is None:
        return [Piece(excerpt(text, limit=limit))] if text else []
    _, found, has_before, has_after = best
    return _cut(found, phrases, limit, has_before, has_after)


def _cut(text: str, phrases: Sequence[Phrase], limit: int, has_before: bool, has_after: bool) -> list[Piece]:
    units, hits, _ = _looked_at(text, phrases)
    first = hits.index(True)
    start = _fullest(hits, first, limit)
    # From the beginning of a word, where there are words; and from that of the text, where it is not far.
    start = max(0, min(first, start) - limit // 4)
    if not has_before and start < limit // 8:
        start = 0
    elif start:
        start = next((at + 1 for at in range(start, min(start + 25, first)) if units[at].isspace()), start)
    end = min(len(units), start + limit)
    if end < len(units) or has_after:
        end = next((at for at in range(end - 1, max(end - 25, start + 1), -1) if units[at].isspace()), end)
    pieces = _pieces(units[start:end], hits[start:end])
    if start or has_before:
        pieces = [Piece(ELLIPSIS), *pieces]
    if end < len(units) or has_after:
        pieces = [*pieces, Piece(ELLIPSIS)]
    return pieces


def _fullest(hits: Sequence[bool], first: int, limit: int) -> int:
    """Where to begin so that most of what was asked for is shown; as early as possible."""
    room = limit - limit // 3
    best, most = first, -1
    inside = sum(hits[first : first + room])
    for at in range(first, len(hits)):
        if inside > most:
            best, most = at, inside
        inside += (hits[at + room] if at + room < len(hits) else 0) - hits[at]
    return best


def _pieces(units: Sequence[str], hits: Sequence[bool]) -> list[Piece]:
    runs = groupby(zip(hits, units, strict=True), key=lambda pair: pair[0])
    texts = ((re.sub(r"\s+", " ", "".join(unit for _, unit in run)), is_hit) for is_hit, run in runs)
    return [Piece(text, is_hit) for text, is_hit in texts if text]


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while True:
        end = next_border(text, start + STRETCH)
        yield start, end
        if end >= len(text):
            return
        start = next_border(text, end - OVERLAP)


def _looked_at(text: str, phrases: Sequence[Phrase]) -> tuple[list[str], list[bool], int]:
    """The signs of ``text``, which of them are asked for, and how many of the phrases are there."""
    units = list(_units(text))
    owners: list[int] = []
    signs = []
    for number, unit in enumerate(units):
        plain = _plain(unit)
        signs.append(plain)
        owners += [number] * len(plain)
    line, hits, held = "".join(signs), [False] * len(units), 0
    for phrase in phrases:
        there = False
        for match in _pattern(phrase).finditer(line):
            start, end = match.span()
            first, last = owners[start], owners[end - 1]
            # A row of signs must not begin or end within one. Words are told by the letters around them.
            begins_whole = not UNSPACED.match(line[start]) or start == 0 or owners[start - 1] != first
            ends_whole = not UNSPACED.match(line[end - 1]) or end == len(owners) or owners[end] != last
            if begins_whole and (ends_whole or phrase.is_open):
                hits[first : last + 1] = [True] * (last + 1 - first)
                there = True
        held += there
    return units, hits, held


def _units(text: str) -> Iterator[str]:
    before = ""
    for sign in each_grapheme(text):
        if before + sign[:1] in _DOUBLED:
            yield before + sign
            before = ""
            continue
        if before:
            yield before
            before = ""
        border = UNSPACED.search(sign)
        if border and border.start():  # a mark on a letter of another script is a word of its own
            yield sign[: border.start()]
            sign = sign[border.start() :]
        before = sign
    if before:
        yield before


@lru_cache(maxsize=20_000)
def _plain(sign: str) -> str:
    return plain_signs(sign) if not sign.isspace() else " "


@lru_cache(maxsize=500)
def _pattern(phrase: Phrase) -> re.Pattern[str]:
    """What the phrase looks like in ``plain_signs``."""
    parts = []
    for run in phrase.runs:
        if UNSPACED.match(run):
            parts.append(re.escape(run))
        else:
            parts.append(f"(?<!{_LETTER}){re.escape(run)}(?!{_LETTER})")
    if phrase.is_open and not UNSPACED.match(phrase.runs[-1]):
        parts[-1] = f"(?<!{_LETTER}){re.escape(phrase.runs[-1])}{_LETTER}*"
    return re.compile(r"\s*".join(parts))
