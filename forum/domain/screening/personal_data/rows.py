"""Numbers in a row: digits with gaps between them, and where in a row one number ends and the next begins.

People write two numbers a space apart, hours behind a number, the number of a room before it. A row is therefore cut
into the numbers that each are one by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from string import ascii_letters

from forum.domain.screening.personal_data.sheet import Span

_GROUP = re.compile(r"\d+")
_SPACES = "[ \u200b]"
_APART = re.compile(r"[ \u200b/()]")
_CLEARLY = re.compile(rf"/|{_SPACES}-{_SPACES}|  |\)[^(]*\(")
_MOST_GROUPS = 7  # of one number among others: "+33 6 12 34 56 78"
_LONGEST_WORD = 32
_HEXADECIMAL = re.compile(r"abcd|[a-f]{4,}\Z")
# In capitals, and no code of a thing: TEL0812345678 is a number, INV0812345678 is an invoice.
_NAMES_OF_PHONES = frozenset({"tel", "line", "call", "cell", "cel", "mob", "imo", "zalo", "wa", "tg", "id"})
_EXTENSIONS = frozenset({"x", "ext"})


@dataclass(frozen=True)
class Row:
    """Where the digits stand that ``sheet`` has between two places, in groups."""

    sheet: str
    start: int
    end: int

    @cached_property
    def spans(self) -> list[Span]:
        """Of the groups, in the sheet."""
        return [match.span() for match in _GROUP.finditer(self.sheet, self.start, self.end)]

    @cached_property
    def groups(self) -> list[str]:
        """The digits of each group."""
        return [self.sheet[start:end] for start, end in self.spans]

    def gap(self, before: int) -> str:
        """What stands between this group and the one before it."""
        return self.sheet[self.spans[before - 1][1] : self.spans[before][0]]

    def text(self, first: int, behind: int) -> str:
        """These groups as they are written."""
        return self.sheet[self.spans[first][0] : self.spans[behind - 1][1]]

    def has_plus(self, first: int) -> bool:
        """Whether a plus stands before this group; it can before the first alone."""
        return first == 0 and "+" in self.sheet[self.start : self.spans[0][0]]

    def span(self, first: int, behind: int) -> Span:
        """Where these groups stand, with the plus before them and with brackets that close."""
        start = self.spans[first][0] if first else self.start
        end = self.spans[behind - 1][1]
        opened = start if first == 0 else start - 1
        if self.sheet[opened] == "(" and ")" in self.sheet[start:end]:
            start = opened
        text = self.sheet[start:end]
        if text.count("(") > text.count(")"):
            if text.startswith("(") and text.count("(") == 1:
                start += 1
            elif self.sheet.startswith(")", end):
                end += 1
        return start, end

    def touches_a_code(self, first: int, behind: int) -> bool:
        """Whether letters touch these groups as in the codes of things and in hashes. Words that touch them do not
        count."""
        return (first == 0 and self._is_behind_a_code) or (
            behind == len(self.spans) and self._is_before_a_code
        )

    @cached_property
    def _is_behind_a_code(self) -> bool:
        before = self.sheet[max(0, self.start - _LONGEST_WORD - 1) : self.start]
        rest = before.rstrip(ascii_letters)
        word = before[len(rest) :]
        is_short = len(word) <= 4 and word.isupper() and word.lower() not in _NAMES_OF_PHONES
        return word == "v" or is_short or (bool(word) and rest[-1:].isdigit())

    @cached_property
    def _is_before_a_code(self) -> bool:
        behind = self.sheet[self.end : self.end + _LONGEST_WORD + 1]
        rest = behind.lstrip(ascii_letters)
        word = behind[: len(behind) - len(rest)].lower()
        return bool(_HEXADECIMAL.match(word)) or (
            word != "" and word not in _EXTENSIONS and rest[:1].isdigit()
        )


def numbers(row: Row, is_one: Callable[[Row, int, int], bool], lengths: range) -> Iterator[tuple[int, int]]:
    """The groups (first, one behind the last) of each number in the row, in order and apart, the longest from the left.
    ``lengths`` are how many digits a number may have; ``is_one`` says whether groups are a number by themselves. Takes
    time in proportion to the row.
    """
    count, done, first = len(row.groups), 0, 0
    digits = [0, *accumulate(map(len, row.groups))]
    while first < count:
        behind = first
        if digits[min(first + _MOST_GROUPS, count)] - digits[first] >= lengths.start:
            behind = _longest(row, first, is_one, lengths) if _may_begin(row, first, done) else first
        if behind > first:
            yield first, behind
            done = behind
        first = max(behind, first + 1)


def _longest(row: Row, first: int, is_one: Callable[[Row, int, int], bool], lengths: range) -> int:
    longest, digits = first, 0
    for behind, group in enumerate(row.groups[first : first + _MOST_GROUPS], first + 1):
        digits += len(group)
        if digits >= lengths.stop:
            break
        if digits in lengths and _may_end(row, first, behind) and is_one(row, first, behind):
            longest = behind
    return longest


def _may_begin(row: Row, first: int, done: int) -> bool:
    """A number begins at a gap that is no mere hyphen or point, or where another has just ended."""
    if first == 0:
        return True
    gap = row.gap(first)
    return bool(_APART.search(gap)) or (first == done and "." not in gap)


def _may_end(row: Row, first: int, behind: int) -> bool:
    if row.touches_a_code(first, behind):
        return False
    return behind == len(row.spans) or row.gap(behind) != "."


def segments(row: Row, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What stands between the numbers that were ``taken`` and between gaps that are clearly meant to part."""
    ends = {behind for _first, behind in taken}
    starts = {first for first, _behind in taken}
    first = 0
    for at in range(1, len(row.groups) + 1):
        if at == len(row.groups) or at in starts or at in ends or _CLEARLY.search(row.gap(at)):
            if (first, at) not in taken:
                yield first, at
            first = at
