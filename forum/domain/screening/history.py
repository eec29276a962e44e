"""History: a writer of whose comments many were rejected lately."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from forum.domain.screening.findings import Finding, Severity

DAYS = 7  # how far back the rule looks
ENOUGH = 3  # decided comments; fewer say nothing about a person
SHARE = 0.3


@dataclass(frozen=True)
class HistoryFacts:
    """What became of this *confirmed identity's* comments of the last ``DAYS`` days: how many a person approved or
    rejected, and how many of those were rejected. Spam counts as rejected, and ``spam`` says how many that are; what is
    in the trash does not count. For anybody else all are 0."""

    decided: int = 0
    rejected: int = 0
    spam: int = 0


def find_by_history(facts: HistoryFacts) -> Iterator[Finding]:
    """At most one finding, ``history``, that holds; its score is the share that was rejected."""
    if facts.decided >= ENOUGH and facts.rejected >= SHARE * facts.decided:
        score = round(facts.rejected / facts.decided, 2)
        yield Finding("history", Severity.HOLD, score=score, detail={**asdict(facts), "days": DAYS})


def tells_nothing_new(detail: dict[str, Any]) -> bool:
    """Whether a finding of this rule can be told to the writer: what they know to be rejected would have held, too.
    Comments marked as spam look to them as if they waited."""
    told = detail.get("rejected", 0) - detail.get("spam", 0)
    return bool(told >= SHARE * detail.get("decided", 0))
