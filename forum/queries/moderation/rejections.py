"""The rejection that holds."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.db import db
from forum.domain.comment_states import Decision
from forum.models import LogEntry


def standing_rejection(comment_id: int, *, but: int | None = None) -> LogEntry | None:
    """The newest decision that rejected the comment and was not taken back, the entry ``but`` passed over."""
    undoing = aliased(LogEntry)
    return db.session.scalar(
        sa.select(LogEntry)
        .outerjoin(undoing, undoing.undoes_id == LogEntry.id)
        .where(
            LogEntry.comment_id == comment_id,
            LogEntry.id != (but or 0),
            LogEntry.verb == f"comment.{Decision.REJECT}",
            undoing.id.is_(None),
        )
        .order_by(LogEntry.id.desc())
        .limit(1)
    )
