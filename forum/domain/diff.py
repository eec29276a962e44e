"""What changed between two texts, word by word; in scripts without spaces, sign by sign."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from forum.domain.text import graphemes

# Thai, Lao, Burmese, Khmer, Kana and Han are written without spaces between words.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
# Comparing takes time with the square of this. Two texts with more changes are compared line by line, and if that is
# too much as well, one simply stands for the other: a person who reads more changes than these reads both texts anyway.
MAX_CHANGES = 500


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Passage:
    """A run of text that stayed, came or went."""

    change: Change
    text: str


@dataclass(frozen=True)
class Changed:
    """What changed in a comment: in its text, and in the name that stands with it; nothing where it is the same."""

    text: Sequence[Passage] = ()
    name: Sequence[Passage] = ()

    def __bool__(self) -> bool:
        return bool(self.text or self.name)


NO_CHANGE = Changed()


@dataclass
class _Step:
    """What went and came, and then stayed the same."""

    removed: str = ""
    added: str = ""
    same: str = ""


def difference(old: str, new: str) -> list[Passage]:
    """The passages that lead from ``old`` to ``new``, in reading order; removed before added. Takes well below a second
    for two comments, whatever they are."""
    for split in (words_of, lines_of):
        before, after = split(old), split(new)
        kept = common_tokens(before, after)
        if kept is not None:
            return _passages(_joined(_steps(before, after, kept)))
    return _passages([_Step(old, new)])


def changed(old: tuple[str, str], new: tuple[str, str]) -> Changed:
    """What leads from one text and name to another."""
    text, name = (difference(was, now) if was != now else () for was, now in zip(old, new, strict=True))
    return Changed(text, name)


def words_of(text: str) -> list[str]:
    """Words, signs of unspaced scripts, runs of white space, and whatever else stands by itself; joined they are
    ``text`` again."""
    tokens: list[str] = []
    for kind, group in groupby(graphemes(text), _kind):
        signs = list(group)
        tokens.extend(["".join(signs)] if kind else signs)
    return tokens


def _kind(sign: str) -> str:
    if sign.isspace():
        return "space"
    return "word" if sign[0].isalnum() and not UNSPACED.match(sign) else ""


def lines_of(text: str) -> list[str]:
    """Lines with their ends; joined they are ``text`` again."""
    return text.splitlines(keepends=True)


def common_tokens(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]] | None:
    """The places (in ``before``, in ``after``) of a longest row of tokens that both have; None where more than
    ``MAX_CHANGES`` tokens came or went.

    The greedy way of Myers ("An O(ND) difference algorithm", 1986): how far one gets with d changes on each diagonal,
    for d = 0, 1, 2 …; then the way back.
    """
    reached = {1: 0}
    history: list[dict[int, int]] = []
    for changes in range(MAX_CHANGES + 1):
        history.append(dict(reached))
        for diagonal in range(-changes, changes + 1, 2):
            neighbour = _from(reached, diagonal, changes)
            at = reached[neighbour] + (1 if neighbour < diagonal else 0)
            while at < len(before) and at - diagonal < len(after) and before[at] == after[at - diagonal]:
                at += 1
            reached[diagonal] = at
            if at >= len(before) and at - diagonal >= len(after):
                return _way_back(history, len(before), len(after))
    return None


def _from(reached: dict[int, int], diagonal: int, changes: int) -> int:
    """The neighbouring diagonal from which one gets further onto this one: by an addition or by a removal."""
    if diagonal == -changes:
        return diagonal + 1
    if diagonal != changes and reached[diagonal - 1] < reached[diagonal + 1]:
        return diagonal + 1
    return diagonal - 1


def _way_back(history: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    kept = []
    for changes in range(len(history) - 1, -1, -1):
        before = _from(history[changes], x - y, changes)
        from_x = history[changes][before]
        from_y = from_x - before
        while x > from_x and y > from_y:
            x, y = x - 1, y - 1
            kept.append((x, y))
        x, y = from_x, from_y
    return kept[::-1]


def _steps(before: Sequence[str], after: Sequence[str], kept: list[tuple[int, int]]) -> list[_Step]:
    steps = [_Step()]
    x = y = 0
    for to_x, to_y in [*kept, (len(before), len(after))]:
        if to_x > x or to_y > y:
            steps.append(_Step("".join(before[x:to_x]), "".join(after[y:to_y])))
        steps[-1].same += "".join(before[to_x : to_x + 1])
        x, y = to_x + 1, to_y + 1
    return steps


def _joined(steps: list[_Step]) -> list[_Step]:
    """White space that stayed between two changes belongs to them: nobody reads word by word."""
    joined = steps[:1]
    for step in steps[1:]:
        last = joined[-1]
        if (last.removed or last.added) and last.same.isspace():
            last.removed += last.same + step.removed
            last.added += last.same + step.added
            last.same = step.same
        else:
            joined.append(step)
    return joined


def _passages(steps: list[_Step]) -> list[Passage]:
    passages = []
    for step in steps:
        passages.append(Passage(Change.REMOVED, step.removed))
        passages.append(Passage(Change.ADDED, step.added))
        passages.append(Passage(Change.SAME, step.same))
    return [passage for passage in passages if passage.text]
