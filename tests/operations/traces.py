"""What a verb leaves behind: entries of the log, jobs in the outbox."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from forum.db import db
from forum.models import Job, LogEntry


def logged() -> Sequence[LogEntry]:
    """The log from its beginning. Needs an application context."""
    return db.session.scalars(sa.select(LogEntry).order_by(LogEntry.id)).all()


def waiting(name: str) -> list[dict[str, Any]]:
    """What the waiting jobs of this name are about, oldest first. Needs an application context."""
    return list(db.session.scalars(sa.select(Job.payload).where(Job.name == name).order_by(Job.id)))
