"""Jobs and outbox in one: what shall happen later, written in the transaction that decided it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base, Json, UtcDateTime


class Job(Base):
    """A job by name with its facts. ``lease`` names the worker that has it until ``leased_until``; a worker that dies
    lets the lease run out and another takes over. A done job is deleted; one that failed too often stays with
    ``failed_at`` for a person to see. ``key`` makes a job unique and lets it be cancelled."""

    __tablename__ = "job"
    __table_args__ = (
        sa.CheckConstraint("attempts >= 0", name="attempts"),
        sa.CheckConstraint("(lease IS NULL) = (leased_until IS NULL)", name="lease"),
        sa.Index("ix_job_due", "failed_at", "run_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(64))
    payload: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    key: Mapped[str | None] = mapped_column(sa.String(120), unique=True)
    run_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    lease: Mapped[str | None] = mapped_column(sa.String(32))
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str] = mapped_column(sa.String(500), default="")
    failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
