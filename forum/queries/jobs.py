"""What waits in the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.models import Job


def job_is_due(now: datetime) -> sa.ColumnElement[bool]:
    """Its time has come, it has not failed for good, and no worker has it, or the worker that had it let its lease
    run out."""
    return sa.and_(
        Job.failed_at.is_(None),
        Job.run_at <= now,
        sa.or_(Job.lease.is_(None), Job.leased_until <= now),
    )


def has_due_job(now: datetime) -> bool:
    """Whether there is anything to do: what an idle worker asks, without taking the write lock."""
    return db.session.scalar(sa.select(Job.id).where(job_is_due(now)).limit(1)) is not None


def recurring_key(name: str) -> str:
    """The key under which the next run of the recurring job ``name`` waits."""
    return f"every:{name}"


def next_run(name: str) -> datetime | None:
    """When the recurring job ``name`` shall run next; None where it does not wait."""
    return db.session.scalar(sa.select(Job.run_at).where(Job.key == recurring_key(name)))


@dataclass(frozen=True)
class FailedJob:
    """A job that was given up: what went wrong, without whom it was about."""

    id: int
    name: str
    attempts: int
    last_error: str
    failed_at: datetime | None


def failed_jobs(limit: int = 50) -> list[FailedJob]:
    """The jobs that failed for good, newest first."""
    rows = db.session.scalars(
        sa.select(Job)
        .where(Job.failed_at.is_not(None))
        .order_by(Job.failed_at.desc(), Job.id.desc())
        .limit(limit)
    )
    return [FailedJob(row.id, row.name, row.attempts, row.last_error, row.failed_at) for row in rows]
