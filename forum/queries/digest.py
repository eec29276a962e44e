"""The state of the queues at one moment, for the moderators' daily letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from forum.db import db
from forum.models import Comment
from forum.queries.desk import oldest_pending
from forum.queries.moderation.queue import queue_counts


@dataclass(frozen=True)
class Waiting:
    """One queue: how many comments wait in it, and how long the first of them has."""

    n: int
    oldest: timedelta


@dataclass(frozen=True)
class Digest:
    """What waits for a person. None: nothing does."""

    pending: Waiting | None
    second_look: Waiting | None

    @property
    def total(self) -> int:
        return sum(queue.n for queue in (self.pending, self.second_look) if queue is not None)


def digest_at(now: datetime) -> Digest:
    """The queues as they stand at ``now``. Three statements, however much waits."""
    counts = queue_counts()
    second_look = (
        sa.select(Comment.review_requested_at)
        .where(Comment.review_reason.is_not(None))
        .order_by(Comment.review_requested_at)
        .limit(1)
    )
    return Digest(
        pending=_waiting(counts["pending"], oldest_pending(), now),
        second_look=_waiting(counts["second_look"], db.session.scalar(second_look), now),
    )


def _waiting(n: int, since: datetime | None, now: datetime) -> Waiting | None:
    return Waiting(n, now - since) if n and since is not None else None
