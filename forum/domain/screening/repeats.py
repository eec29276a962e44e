"""Repeats: the same text again, by the same writer or by several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from forum.domain.screening.findings import Finding, Severity

_SAME_WRITER = 1
_OTHER_WRITERS = 2


@dataclass(frozen=True)
class RepeatFacts:
    """How many *other* comments of the last days carry the same text (by ``forum.domain.text.text_hash``):
    this writer's own, and everybody else's."""

    same_writer: int
    other_writers: int


def find_repeats(facts: RepeatFacts) -> Iterator[Finding]:
    """At most one finding, ``repeats``, that holds: one's own text a second time, or two others' a third
    time. One other writer may well have said the same."""
    if facts.same_writer >= _SAME_WRITER or facts.other_writers >= _OTHER_WRITERS:
        yield Finding("repeats", Severity.HOLD, detail=asdict(facts))
