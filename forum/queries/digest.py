"""The state of the queues at one moment, for the moderators' daily letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from forum.db import db
from forum.domain.scopes import WHOLE_SITE, Scope
from forum.models import Comment, Post
from forum.queries.desk import oldest_pending
from forum.queries.moderation.order import stands_in
from forum.queries.moderation.queue import queue_counts_of
from forum.queries.moderation.scope import posts_in


@dataclass(frozen=True)
class Waiting:
    """One queue: how many comments wait in it, and how long the first of them has."""

    n: int
    oldest: timedelta


@dataclass(frozen=True)
class Digest:
    """What waits for a person. None: nothing does. What readers flagged mostly waits in one of the first two queues,
    too; ``flagged_only``: how many do in neither, since what a muted writer sends waits aside."""

    pending: Waiting | None
    second_look: Waiting | None
    appeals: Waiting | None = None
    flagged: Waiting | None = None
    flagged_only: int = 0

    @property
    def total(self) -> int:
        """How many comments wait, each counted once."""
        queues = (self.pending, self.second_look, self.appeals)
        return sum(queue.n for queue in queues if queue is not None) + self.flagged_only


def digest_at(now: datetime, scope: Scope = WHOLE_SITE) -> Digest:
    """The queues of the scope as they stand at ``now``. A handful of statements, however much waits."""
    counts = queue_counts_of(scope)
    return Digest(
        pending=_waiting(counts["pending"], oldest_pending(scope), now),
        second_look=_waiting(counts["second_look"], _first(Comment.review_requested_at, scope), now),
        appeals=_waiting(counts["appeals"], _first(Comment.appealed_at, scope), now),
        flagged=_waiting(counts["flagged"], _first(Comment.flagged_at, scope), now),
        flagged_only=_flagged_only(scope) if counts["flagged"] else 0,
    )


def _flagged_only(scope: Scope) -> int:
    """How many comments stand in the queue of flagged ones and in no other that the letter counts."""
    others = sa.or_(*(stands_in(queue) for queue in ("pending", "second_look", "appeals")))
    flagged = sa.select(sa.func.count(Comment.id)).where(stands_in("flagged"), sa.not_(others))
    if not scope.is_whole_site:
        flagged = flagged.join(Post, Post.id == Comment.post_id).where(posts_in(scope))
    return db.session.scalar(flagged) or 0


def _first(since: InstrumentedAttribute[datetime | None], scope: Scope) -> datetime | None:
    """The earliest of the times by which a queue is ordered; it has an index of its own."""
    times = sa.select(since).where(since.is_not(None)).order_by(since).limit(1)
    if not scope.is_whole_site:
        times = times.join(Post, Post.id == Comment.post_id).where(posts_in(scope))
    return db.session.scalar(times)


def _waiting(n: int, since: datetime | None, now: datetime) -> Waiting | None:
    return Waiting(n, now - since) if n and since is not None else None
