"""The job that teaches the spam score."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from forum.jobs.outside import Outside
from forum.operations.spam import learning


def learn_from_decisions(payload: dict[str, Any], outside: Outside, now: datetime) -> None:
    """Learns from the moderators' decisions since the last time."""
    learning.learn_from_decisions(now=now)
