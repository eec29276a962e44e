"""What readers flag, and what rejected writers appeal against."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base, UtcDateTime
from forum.domain.appeals import AppealOutcome
from forum.domain.flags import FlagOutcome, FlagReason
from forum.models.columns import one_of, word_enum


def _one_each(who: str) -> sa.Index:
    """One flag per reader and comment. Without the flags of others, so that the index looks worth its while to who
    counts a reader's flags."""
    theirs = sa.text(f"{who}_id IS NOT NULL")
    columns = (f"{who}_id", "comment_id")
    return sa.Index(f"ix_flag_{who}", *columns, unique=True, sqlite_where=theirs, postgresql_where=theirs)


class Flag(Base):
    """One reader's report of one public comment. ``weight`` is what it counted when it came (see ``domain.flags``).
    ``outcome`` and ``entry_id`` (of the log) come with the decision that looked at it; an undo takes them away again.
    """

    __tablename__ = "flag"
    __table_args__ = (
        one_of("reason", FlagReason, "reason"),
        one_of("outcome", FlagOutcome, "outcome"),
        sa.CheckConstraint("(outcome IS NULL) = (entry_id IS NULL)", name="decided"),
        sa.CheckConstraint("weight >= 0", name="weight"),
        sa.CheckConstraint("user_id IS NULL OR guest_id IS NULL", name="one_reader"),
        *(_one_each(who) for who in ("user", "guest")),
        sa.Index("ix_flag_comment", "comment_id", "id"),
        sa.Index("ix_flag_entry", "entry_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    guest_id: Mapped[int | None] = mapped_column(sa.ForeignKey("guest.id", ondelete="SET NULL"))
    reason: Mapped[FlagReason] = mapped_column(word_enum(FlagReason))
    detail: Mapped[str] = mapped_column(sa.String(500), default="")
    weight: Mapped[float]
    wants_outcome: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[FlagOutcome | None] = mapped_column(word_enum(FlagOutcome))
    entry_id: Mapped[int | None]


class Appeal(Base):
    """The one appeal that a comment may have; one that was dropped gives way to the next. ``against_id`` is the log
    entry of the rejection, ``against_user_id`` who decided it then: somebody else answers, where there is somebody
    else. ``answer`` is told to the writer."""

    __tablename__ = "appeal"
    __table_args__ = (
        one_of("outcome", AppealOutcome, "outcome"),
        sa.CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name="answered"),
    )

    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True)
    text: Mapped[str] = mapped_column(sa.String(2000), default="")
    against_id: Mapped[int]
    against_user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[AppealOutcome | None] = mapped_column(word_enum(AppealOutcome))
    answer: Mapped[str] = mapped_column(sa.String(500), default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    entry_id: Mapped[int | None]
