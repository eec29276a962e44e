"""Putting jobs into the outbox, in the transaction of the change that causes them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from forum.db import transaction
from forum.models import Job


def enqueue(
    name: str, payload: dict[str, Any], *, run_at: datetime, now: datetime, key: str | None = None
) -> None:
    """Adds a job to the open transaction: ``name`` as registered in ``forum.jobs``, ``payload`` plain JSON.

    A ``key`` makes it unique: a second one under the same key is not added while the first still waits.
    """
    with transaction() as session:
        if key is not None and session.scalar(sa.select(Job.id).where(Job.key == key)) is not None:
            return
        session.add(Job(name=name, payload=payload, key=key, run_at=run_at, created_at=now))
        session.flush()


def cancel(key: str) -> bool:
    """Takes the waiting job with ``key`` out of the outbox; whether there was one that no worker had begun."""
    with transaction() as session:
        result = session.execute(sa.delete(Job).where(Job.key == key, Job.lease.is_(None)))
        return bool(result.rowcount)  # type: ignore[attr-defined]
