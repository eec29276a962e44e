"""What came from readers and writers about the items of a queue: open flags, and the appeals that wait."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.db import db
from forum.domain.comment_states import ReasonCode
from forum.domain.flags import FlagOutcome, FlagReason, FlagRecord
from forum.models import Appeal, Comment, Flag, LogEntry, Post
from forum.queries.appeals import DECIDER_HAS_OTHERS


@dataclass(frozen=True)
class OpenFlag:
    """A flag on which nobody has decided. ``record`` is what moderators made of the reader's other flags: how far to
    rely on it, and all that a moderator learns of who sent it. ``is_guest``: without an account."""

    reason: FlagReason
    detail: str
    weight: float
    created_at: datetime
    is_guest: bool
    record: FlagRecord


@dataclass(frozen=True)
class OpenAppeal:
    """An appeal that waits for an answer, with the decision that it is against. ``has_others``: somebody other than who
    decided then, and than the writer, is there to answer."""

    text: str
    created_at: datetime
    against_user_id: int | None
    decided_by: str | None
    decided_at: datetime | None
    reason_code: ReasonCode | None
    note: str
    has_others: bool

    def is_barred(self, user_id: int | None) -> bool:
        """Whether the account may not answer it, because it is against a decision of its own."""
        return self.has_others and user_id is not None and self.against_user_id == user_id


def open_flags(numbers: Sequence[int]) -> dict[int, list[OpenFlag]]:
    """The open flags of these comments, oldest first. One statement; none where there are no numbers."""
    if not numbers:
        return {}
    other = aliased(Flag)

    def decided(outcome: FlagOutcome) -> sa.ColumnElement[int]:
        # Each by its index: asked for both at once, a database may look at all flags there are.
        by_account, by_guest = (
            sa.select(sa.func.count())
            .select_from(other)
            .where(getattr(other, who) == getattr(Flag, who), other.outcome == outcome)
            .scalar_subquery()
            for who in ("user_id", "guest_id")
        )
        return by_account + by_guest

    rows = db.session.execute(
        sa.select(Flag, decided(FlagOutcome.AGREED), decided(FlagOutcome.DISAGREED))
        .where(Flag.comment_id.in_(numbers), Flag.outcome.is_(None))
        .order_by(Flag.id)
    )
    found: dict[int, list[OpenFlag]] = defaultdict(list)
    for flag, agreed, disagreed in rows:
        one = OpenFlag(
            flag.reason,
            flag.detail,
            flag.weight,
            flag.created_at,
            flag.user_id is None,
            FlagRecord(agreed, disagreed),
        )
        found[flag.comment_id].append(one)
    return found


def open_appeals(numbers: Sequence[int]) -> dict[int, OpenAppeal]:
    """The appeals of these comments that wait. One statement; none where there are no numbers."""
    if not numbers:
        return {}
    rows = db.session.execute(
        sa.select(
            Appeal.comment_id,
            Appeal.text,
            Appeal.created_at,
            Appeal.against_user_id,
            LogEntry.actor_name,
            LogEntry.at,
            LogEntry.reason_code,
            sa.func.coalesce(LogEntry.note, ""),
            DECIDER_HAS_OTHERS,
        )
        .join(Comment, Comment.id == Appeal.comment_id)
        .join(Post, Post.id == Comment.post_id)
        .outerjoin(LogEntry, LogEntry.id == Appeal.against_id)
        .where(Appeal.comment_id.in_(numbers), Appeal.outcome.is_(None))
    )
    return {row[0]: OpenAppeal(*row[1:]) for row in rows}
