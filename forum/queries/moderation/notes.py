"""Moderators' notes about a writer, for the writer's own page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.domain.sanctions import Writer
from forum.models import StaffNote
from forum.queries.identities import belongs_to


@dataclass(frozen=True)
class Note:
    """A note; ``made_by_id`` is the account of who wrote it, None where that is gone. ``is_about_person``: it is about
    the writer and not about one comment."""

    id: int
    text: str
    made_by: str
    made_by_id: int | None
    created_at: datetime
    is_about_person: bool


def notes_about(writer: Writer, *, limit: int = 100) -> Sequence[Note]:
    """The newest notes about the writer, newest first. One statement."""
    rows = db.session.scalars(
        sa.select(StaffNote).where(belongs_to(StaffNote, writer)).order_by(StaffNote.id.desc()).limit(limit)
    )
    return [Note(row.id, row.body, row.made_by, row.made_by_id, row.created_at, True) for row in rows]
