"""The jobs that teach the spam score, and ask it anew."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from forum.adapters import clock
from forum.jobs.outside import Outside
from forum.operations.spam import learning, rescoring


def learn_from_decisions(payload: dict[str, Any], outside: Outside, now: datetime) -> None:
    """Learns from the moderators' decisions since the last time; what was learned is asked about all that waits."""
    if learning.learn_from_decisions(now=now):
        rescoring.begin_rescoring(now=now)


def score_waiting(payload: dict[str, Any], outside: Outside, now: datetime) -> None:
    """Scores what waits anew, some of it at a time."""
    rescoring.go_on_rescoring(payload, now=now, rest=clock.rest)
