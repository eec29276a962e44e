"""The table of contents of a long text, and the anchors to which it leads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from forum.domain.reading.parts import Heading
from forum.domain.slugs import slugify

LEAST_HEADINGS = 3
# About three minutes of reading: below, scrolling is quicker than choosing.
LEAST_LENGTH = 2_500
# A Chinese sign says about as much as two and a half letters.
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f]")
_HAN_LETTERS = 2.5
# No other id of a page begins so, and no slug holds the sign that numbers those who say the same.
_PREFIX, _AGAIN = "h-", "~"


@dataclass(frozen=True)
class Entry:
    """A heading as it stands in the table, and those of the next level below it."""

    heading: Heading
    below: list[Heading] = field(default_factory=list)


def anchors(texts: Iterable[str]) -> list[str]:
    """The anchor of each heading, from its own words alone: ``h-what-we-found``, in every script. Whatever becomes of
    other headings it stays, but where several say the same: those are numbered in their order (``h-sources~2``)."""
    seen: Counter[str] = Counter()
    found: list[str] = []
    for text in texts:
        slug = slugify(text)
        seen[slug] += 1
        found.append(f"{_PREFIX}{slug}" + (f"{_AGAIN}{seen[slug]}" if seen[slug] > 1 else ""))
    return found


def contents(headings: Sequence[Heading], text: str) -> list[Entry]:
    """The table of contents of a text that says ``text``: the headings of its two highest levels, one below the other.
    Empty where the text is short or has few headings."""
    if len(headings) < LEAST_HEADINGS or _length(text) < LEAST_LENGTH:
        return []
    levels = sorted({heading.level for heading in headings})[:2]
    entries: list[Entry] = []
    for heading in headings:
        if heading.level not in levels or not heading.text:
            continue
        if heading.level == levels[0] or not entries:
            entries.append(Entry(heading))
        else:
            entries[-1].below.append(heading)
    return entries


def _length(text: str) -> float:
    return len(text) + (_HAN_LETTERS - 1) * len(_HAN.findall(text))
