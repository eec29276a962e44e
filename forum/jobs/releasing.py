"""The job that brings back what waits aside, when its writer's mute is over or lifted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from forum.adapters import clock
from forum.jobs.outside import Outside
from forum.operations.moderation import unmuting


def release_muted(payload: dict[str, Any], outside: Outside, now: datetime) -> None:
    """What waits aside and whose writer is muted no longer joins the queue, some of it at a time."""
    unmuting.release_muted(now=now, rest=clock.rest)
