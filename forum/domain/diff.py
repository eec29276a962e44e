"""What changed between two texts, word by word; in scripts without spaces, letter group by letter group."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Words with their marks; of Thai, Lao, Burmese, Khmer, Kana and Han each letter with the marks that belong to it.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+|\s+|.", re.DOTALL)
# Beyond this many tokens a word diff costs more than it tells; the texts are then compared line by line.
MAX_TOKENS = 6_000


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Passage:
    """A run of text that stayed, came or went."""

    change: Change
    text: str


def difference(old: str, new: str) -> list[Passage]:
    """The passages that lead from ``old`` to ``new``, in reading order; removed before added."""
    before, after = _tokens(old), _tokens(new)
    if max(len(before), len(after)) > MAX_TOKENS:
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    passages: list[Passage] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if tag == "equal":
            passages.append(Passage(Change.SAME, "".join(before[i1:i2])))
            continue
        if i2 > i1:
            passages.append(Passage(Change.REMOVED, "".join(before[i1:i2])))
        if j2 > j1:
            passages.append(Passage(Change.ADDED, "".join(after[j1:j2])))
    return passages


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)
