"""What a worker does with the outbox: takes a job, is done with it, or puts it back.

Each verb here is a transaction of its own, so that a worker that dies between two of them loses nothing: the job's
lease runs out and another worker takes it. Hence a job may run twice, and none is ever lost.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forum.db import transaction
from forum.models import Job
from forum.queries.jobs import job_is_due, recurring_key

MAX_TRIES = 8
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
KEPT_FAILED = timedelta(days=30)
MAX_ERROR = 500


@dataclass(frozen=True)
class ClaimedJob:
    """A job that ``worker`` has until its lease runs out. ``attempt`` counts from 1."""

    id: int
    name: str
    payload: dict[str, Any]
    attempt: int
    worker: str


def claim_job(worker: str, *, now: datetime, lease_seconds: int) -> ClaimedJob | None:
    """Takes the job that has been due longest, for ``lease_seconds``; None where nothing is due, or others were faster.

    ``worker`` is a name of at most 32 characters that no other worker has. On PostgreSQL workers step past each
    other's rows; the UPDATE's WHERE decides the race on any database. Whoever claims a job takes its key off: it can
    no longer be cancelled, and what is decided from now on gets a job of its own. A job that took its worker down with
    it ``MAX_TRIES`` times is given up.
    """
    with transaction() as session:
        while (job := _longest_due(session, now)) is not None:
            if job.attempts < MAX_TRIES:
                claimed = _change(
                    session,
                    sa.and_(Job.id == job.id, job_is_due(now)),
                    lease=worker,
                    leased_until=now + timedelta(seconds=lease_seconds),
                    attempts=job.attempts + 1,
                    key=None,
                )
                return (
                    ClaimedJob(job.id, job.name, job.payload, job.attempts + 1, worker) if claimed else None
                )
            _change(session, Job.id == job.id, **_given_up("its worker died each time", now))
        return None


def _longest_due(session: Session, now: datetime) -> sa.Row[Any] | None:
    return session.execute(
        sa.select(Job.id, Job.name, Job.payload, Job.attempts)
        .where(job_is_due(now))
        .order_by(Job.run_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()


def _given_up(error: str, now: datetime) -> dict[str, Any]:
    return {"failed_at": now, "last_error": error, "lease": None, "leased_until": None, "key": None}


def finish_job(job: ClaimedJob) -> bool:
    """The job is done and leaves the outbox; False where its lease ran out and another worker has it now."""
    with transaction() as session:
        result = session.execute(sa.delete(Job).where(Job.id == job.id, Job.lease == job.worker))
        return bool(result.rowcount)  # type: ignore[attr-defined]


def fail_job(job: ClaimedJob, error: str, *, now: datetime, jitter: float) -> bool:
    """Puts the job back for a later try, or gives it up after the last; True where it was given up.

    ``error`` says what went wrong and names no person. ``jitter`` (0 to 1) spreads the tries of jobs that failed
    together. Does nothing where the lease ran out and another worker has the job now.
    """
    error = error[:MAX_ERROR]
    gives_up = job.attempt >= MAX_TRIES
    later = {
        "run_at": now + wait_before_retry(job.attempt, jitter),
        "last_error": error,
        "lease": None,
        "leased_until": None,
    }
    with transaction() as session:
        ours = sa.and_(Job.id == job.id, Job.lease == job.worker)
        _change(session, ours, **(_given_up(error, now) if gives_up else later))
    return gives_up


def wait_before_retry(attempt: int, jitter: float) -> timedelta:
    """How long after the failed try number ``attempt`` (from 1) the next one comes: a minute, four times as long each
    time, at most six hours; and up to a fifth more by ``jitter`` (0 to 1)."""
    wait: timedelta = min(FIRST_WAIT * 4 ** min(attempt - 1, MAX_TRIES), LONGEST_WAIT)
    return wait * (1 + jitter / 5)


def retry_failed(*, now: datetime) -> int:
    """Lets every job that was given up start again, its tries counted anew; returns how many there were."""
    with transaction() as session:
        return _change(session, Job.failed_at.is_not(None), failed_at=None, attempts=0, run_at=now)


def forget_failed(*, now: datetime) -> int:
    """Deletes the jobs that were given up ``KEPT_FAILED`` ago: a payload may hold an address. How many there were."""
    with transaction() as session:
        result = session.execute(sa.delete(Job).where(Job.failed_at <= now - KEPT_FAILED))
        return int(result.rowcount)  # type: ignore[attr-defined]


def schedule_job(name: str, *, run_at: datetime, now: datetime) -> None:
    """Makes sure that exactly one recurring job called ``name`` waits, for ``run_at``. One that waits for another time
    to come is moved there; one that is due already is left alone."""
    key = recurring_key(name)
    # Two workers at the same moment on PostgreSQL: the UNIQUE key lets one of them in.
    with contextlib.suppress(IntegrityError), transaction() as session:
        waiting = session.scalar(sa.select(Job).where(Job.key == key).with_for_update())
        if waiting is None:
            session.add(Job(name=name, payload={}, key=key, run_at=run_at, created_at=now))
        elif waiting.run_at > now:
            waiting.run_at = run_at


def _change(session: Session, where: sa.ColumnElement[bool], **values: Any) -> int:
    result = session.execute(
        sa.update(Job).where(where).values(**values).execution_options(synchronize_session=False)
    )
    return int(result.rowcount)  # type: ignore[attr-defined]
