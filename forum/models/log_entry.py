"""The log: who did what, when and why. Append-only, by the database's own word on both engines."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base, Json, UtcDateTime
from forum.domain.actors import ActorKind
from forum.domain.comment_states import ReasonCode
from forum.models.columns import one_of, word_enum


class LogEntry(Base):
    """One event. It names things by number without foreign keys, so that it outlives them, keeps the actor's name
    when the account goes, never holds a comment's text, and of a reader's name nothing by which a person can be found.

    ``before`` and ``after`` are a comment's standing as facts: folding ``after`` over a comment's entries gives its
    state. An undo is an entry of its own that names the one it takes back; an entry is taken back once at most.
    ``waited_seconds`` is how long the comment had waited when a person decided about it, None for anything else.
    """

    __tablename__ = "log_entry"
    __table_args__ = (
        one_of("actor_kind", ActorKind, "actor_kind"),
        one_of("reason_code", ReasonCode, "reason_code"),
        sa.Index("ix_log_entry_comment", "comment_id", "id"),
        sa.Index("ix_log_entry_batch", "batch"),
        sa.Index("ix_log_entry_newest", "at", "id"),
        sa.Index(
            "ix_log_entry_waited",
            "at",
            "waited_seconds",
            sqlite_where=sa.text("waited_seconds IS NOT NULL"),
            postgresql_where=sa.text("waited_seconds IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_kind: Mapped[ActorKind] = mapped_column(word_enum(ActorKind))
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(sa.String(80))
    verb: Mapped[str] = mapped_column(sa.String(64))
    comment_id: Mapped[int | None]
    post_id: Mapped[int | None]
    user_id: Mapped[int | None]
    before: Mapped[dict[str, Any] | None] = mapped_column(Json)
    after: Mapped[dict[str, Any] | None] = mapped_column(Json)
    version: Mapped[int | None]
    reason_code: Mapped[ReasonCode | None] = mapped_column(word_enum(ReasonCode))
    note: Mapped[str] = mapped_column(sa.String(500), default="")
    batch: Mapped[str | None] = mapped_column(sa.String(32))
    undoes_id: Mapped[int | None] = mapped_column(unique=True)
    waited_seconds: Mapped[int | None]
    facts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
