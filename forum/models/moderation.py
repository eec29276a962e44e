"""What moderators keep beside the comments: claims, sanctions, notes, their areas, the sentences for their reasons."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base, UtcDateTime
from forum.domain.comment_states import ReasonCode
from forum.domain.sanctions import SanctionKind
from forum.models.columns import one_of, word_enum

_ONE_WRITER = "(user_id IS NULL) <> (guest_id IS NULL)"


class Claim(Base):
    """A moderator looks at a comment. Over at ``expires_at``, whatever happens; nobody needs to take it away."""

    __tablename__ = "claim"
    __table_args__ = (sa.Index("ix_claim_over", "expires_at"),)

    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), index=True)
    claimed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Sanction(Base):
    """A sanction on one writer, an account or a guest. It holds until ``ends_at`` (None: no end) or until it is lifted;
    a warning has no end and holds until it is acknowledged. Rows stay: they are the writer's history. Who made and who
    lifted it is kept by name, like in the log."""

    __tablename__ = "sanction"
    __table_args__ = (
        one_of("kind", SanctionKind, "kind"),
        sa.CheckConstraint(_ONE_WRITER, name="one_writer"),
        sa.CheckConstraint("acknowledged_at IS NULL OR kind = 'warn'", name="acknowledged"),
        sa.CheckConstraint("kind <> 'mute' OR ends_at IS NOT NULL", name="mute_ends"),
        sa.CheckConstraint("kind <> 'warn' OR ends_at IS NULL", name="warn_stays"),
        sa.Index("ix_sanction_user", "user_id", "id"),
        sa.Index("ix_sanction_guest", "guest_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"))
    guest_id: Mapped[int | None] = mapped_column(sa.ForeignKey("guest.id", ondelete="CASCADE"))
    kind: Mapped[SanctionKind] = mapped_column(word_enum(SanctionKind))
    reason: Mapped[str] = mapped_column(sa.String(500))
    made_by: Mapped[str] = mapped_column(sa.String(80))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lifted_by: Mapped[str | None] = mapped_column(sa.String(80))


class StaffNote(Base):
    """A note for other moderators about a comment, or about a writer. No writer ever sees it."""

    __tablename__ = "staff_note"
    __table_args__ = (
        sa.CheckConstraint(
            "(comment_id IS NOT NULL AND user_id IS NULL AND guest_id IS NULL) "
            f"OR (comment_id IS NULL AND {_ONE_WRITER})",
            name="one_subject",
        ),
        sa.Index("ix_staff_note_comment", "comment_id", "id"),
        sa.Index("ix_staff_note_user", "user_id", "id"),
        sa.Index("ix_staff_note_guest", "guest_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"))
    guest_id: Mapped[int | None] = mapped_column(sa.ForeignKey("guest.id", ondelete="CASCADE"))
    body: Mapped[str] = mapped_column(sa.String(1000))
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    made_by: Mapped[str] = mapped_column(sa.String(80))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ModeratedCategory(Base):
    """A category that a moderator looks after. A moderator without any looks after the whole site."""

    __tablename__ = "moderated_category"

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    category_id: Mapped[int] = mapped_column(
        sa.ForeignKey("category.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class ReasonSentence(Base):
    """How a rejection's reason is told in one language, in the site's own words; without one, Forum's own stand."""

    __tablename__ = "reason_sentence"
    __table_args__ = (one_of("code", ReasonCode, "code"),)

    code: Mapped[ReasonCode] = mapped_column(word_enum(ReasonCode), primary_key=True)
    language: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    sentence: Mapped[str] = mapped_column(sa.String(500))
