"""The rejections that hold."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.db import db
from forum.domain.comment_states import Decision
from forum.models import LogEntry


def standing_rejection(comment_id: int, *, but: int | None = None) -> LogEntry | None:
    """The newest decision that rejected the comment and was not taken back, the entry ``but`` passed over."""
    newest_first = _standing().where(LogEntry.comment_id == comment_id, LogEntry.id != (but or 0))
    return db.session.scalar(newest_first.limit(1))


def standing_rejections(ids: Collection[int]) -> dict[int, LogEntry]:
    """The same of each comment that has one."""
    if not ids:
        return {}
    entries: dict[int, LogEntry] = {}
    for entry in db.session.scalars(_standing().where(LogEntry.comment_id.in_(ids))):
        assert entry.comment_id is not None
        entries.setdefault(entry.comment_id, entry)
    return entries


def _standing() -> sa.Select[LogEntry]:
    """Decisions that rejected and were not taken back, newest first."""
    undoing = aliased(LogEntry)
    return (
        sa.select(LogEntry)
        .outerjoin(undoing, undoing.undoes_id == LogEntry.id)
        .where(LogEntry.verb == f"comment.{Decision.REJECT}", undoing.id.is_(None))
        .order_by(LogEntry.id.desc())
    )
