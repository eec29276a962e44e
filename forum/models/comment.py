"""Comments, the texts they had, and what screening found in each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.db import Base, CodeText, CodeWord, Json, UtcDateTime
from forum.domain.comment_states import MAX_RESUBMISSIONS, ReviewReason, State
from forum.domain.screening import Severity
from forum.domain.spam import LOOKS_LIKE_SPAM
from forum.models.columns import one_of, word_enum
from forum.models.post import Post

QUEUE_ORDER = ("state", "created_at", "id")
ASKED_OF_EACH = ("withdrawn_at", "is_muted", "spam_score", "waits_since", "post_id", "current_revision")
LIKELY_SPAM = f"state = 'pending' AND withdrawn_at IS NULL AND spam_score >= {LOOKS_LIKE_SPAM}"


def _queue_index(name: str, *first: str, only: str = "") -> sa.Index:
    """A queue in its order. What was taken back stands in none, and must not be in the way at the head of one; that
    it was not, and what filters ask about each comment, is in the index too, so that nobody looks into the table for
    it."""
    waits = sa.text("withdrawn_at IS NULL" + (f" AND {only}" if only else ""))
    columns = [*first, *QUEUE_ORDER, *(name for name in ASKED_OF_EACH if name not in first)]
    return sa.Index(name, *columns, sqlite_where=waits, postgresql_where=waits)


def _beside_index(name: str, at: str, is_in: str | None = None) -> sa.Index:
    """An index of the few rows in which ``is_in`` (if None: the time ``at``) is set, with what most filters ask of
    each: whoever walks it need not open the comments."""
    some = sa.text(f"{is_in or at} IS NOT NULL")
    return sa.Index(name, at, "id", "post_id", "current_revision", sqlite_where=some, postgresql_where=some)


def _writer_index(name: str, column: str) -> sa.Index:
    """Somebody's comments. By its condition it serves nobody who asks for no writer; PostgreSQL would jump from one to
    the next in it, where a queue is walked."""
    some = sa.text(f"{column} IS NOT NULL")
    return sa.Index(name, column, "created_at", sqlite_where=some, postgresql_where=some)


class Comment(Base):
    """A comment as it stands. ``version`` moves with every change of any kind: a decision names the version it saw.

    ``body`` and ``body_html`` are those of ``current_revision``. ``hidden_ancestors`` counts the comments above that
    hide their replies, ``public_descendants`` the public comments below (a tombstone stands while there are any).
    A comment has one writer: an account, a guest, or nobody any more (an account that went).
    ``flagged_at``, ``appealed_at`` and ``is_muted`` are what ``domain.comment_states.Standing`` says of flags, appeals
    and muting. ``waits_since`` is since when it waits for a decision, beside the queue too; None where it does not.
    ``spam_score`` is the local model's (0 to 1; None: not scored). ``wants_replies``: its writer wants a
    letter when somebody answers; ``answer_told_at`` is when the writer whom this comment answers had that letter (the
    time of sending, where it is settled that none comes). ``appeared_in`` is the stamp of its post with which it last
    became public; None: it never did, or nobody noted it. ``edited_by_moderator_at``: the text that stands is a
    moderator's, since then; None where it is its writer's.
    """

    __tablename__ = "comment"
    __table_args__ = (
        one_of("state", State, "state"),
        one_of("previous_state", [s for s in State if s is not State.TRASHED], "previous_state"),
        one_of("review_reason", ReviewReason, "review_reason"),
        sa.CheckConstraint("(state = 'trashed') = (previous_state IS NOT NULL)", name="trashed_remembers"),
        sa.CheckConstraint(
            "(review_reason IS NULL) = (review_requested_at IS NULL)", name="review_has_a_reason"
        ),
        sa.CheckConstraint(
            "review_reason IS NULL OR (state = 'approved' AND withdrawn_at IS NULL)", name="review_of_public"
        ),
        sa.CheckConstraint("NOT (hides_replies AND state = 'approved')", name="public_hides_nothing"),
        sa.CheckConstraint(
            "flagged_at IS NULL OR (state IN ('approved', 'pending') AND withdrawn_at IS NULL)",
            name="flagged",
        ),
        sa.CheckConstraint(
            "appealed_at IS NULL OR (state = 'rejected' AND withdrawn_at IS NULL)", name="appealed"
        ),
        sa.CheckConstraint("NOT is_muted OR state = 'pending'", name="muted"),
        sa.CheckConstraint(
            "waits_since IS NULL OR (state = 'pending' AND withdrawn_at IS NULL)", name="waits"
        ),
        sa.CheckConstraint("spam_score IS NULL OR spam_score BETWEEN 0 AND 1", name="spam_score"),
        sa.CheckConstraint("user_id IS NULL OR guest_id IS NULL", name="one_writer"),
        sa.CheckConstraint(f"resubmissions BETWEEN 0 AND {MAX_RESUBMISSIONS}", name="resubmissions"),
        sa.CheckConstraint("version >= 1 AND current_revision >= 1", name="numbers"),
        sa.CheckConstraint("hidden_ancestors >= 0 AND public_descendants >= 0", name="thread_counts"),
        sa.CheckConstraint("(parent_id IS NULL) = (depth = 0)", name="roots"),
        sa.Index("ix_comment_thread", "post_id", "path"),
        _queue_index("ix_comment_queue"),
        _queue_index("ix_comment_post_queue", "post_id"),
        # By its condition it serves nobody who asks for no language; SQLite would jump from one to the next in it.
        _queue_index("ix_comment_language_queue", "language", only="language IS NOT NULL"),
        _beside_index("ix_comment_second_look", "review_requested_at", "review_reason"),
        sa.Index(
            "ix_comment_likely_spam",
            "created_at",
            "id",
            "is_muted",
            sqlite_where=sa.text(LIKELY_SPAM),
            postgresql_where=sa.text(LIKELY_SPAM),
        ),
        *(_beside_index(f"ix_comment_{name}", f"{name}_at") for name in ("flagged", "appealed")),
        sa.Index(
            "ix_comment_waits",
            "waits_since",
            "id",
            "is_muted",
            sqlite_where=sa.text("waits_since IS NOT NULL"),
            postgresql_where=sa.text("waits_since IS NOT NULL"),
        ),
        _writer_index("ix_comment_user", "user_id"),
        _writer_index("ix_comment_guest", "guest_id"),
        sa.Index("ix_comment_text", "text_hash", "created_at"),
        sa.Index("ix_comment_parent", "parent_id"),
        sa.Index("ix_comment_author_name", "author_name"),
        sa.Index("ix_comment_news", "post_id", "appeared_in"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(sa.ForeignKey("post.id", ondelete="CASCADE"))
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("comment.id"))
    path: Mapped[str] = mapped_column(CodeText)
    depth: Mapped[int] = mapped_column(default=0)

    state: Mapped[State] = mapped_column(word_enum(State))
    previous_state: Mapped[State | None] = mapped_column(word_enum(State))
    review_reason: Mapped[ReviewReason | None] = mapped_column(word_enum(ReviewReason))
    review_requested_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hides_replies: Mapped[bool] = mapped_column(default=False)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    resubmissions: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    current_revision: Mapped[int] = mapped_column(default=1)
    flagged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    appealed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_muted: Mapped[bool] = mapped_column(default=False)
    waits_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    spam_score: Mapped[float | None]
    wants_replies: Mapped[bool] = mapped_column(default=False)
    answer_told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    appeared_in: Mapped[int | None]
    hidden_ancestors: Mapped[int] = mapped_column(default=0)
    public_descendants: Mapped[int] = mapped_column(default=0)

    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    guest_id: Mapped[int | None] = mapped_column(sa.ForeignKey("guest.id", ondelete="SET NULL"))
    author_name: Mapped[str] = mapped_column(sa.String(80))
    is_staff: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str | None] = mapped_column(sa.String(16))
    body: Mapped[str] = mapped_column(sa.Text)
    body_html: Mapped[str] = mapped_column(sa.Text)
    sanitiser_version: Mapped[int]
    text_hash: Mapped[str] = mapped_column(sa.String(64))
    submission_key: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    edited_by_moderator_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    post: Mapped[Post] = relationship(lazy="raise")
    findings: Mapped[list[Finding]] = relationship(lazy="raise", order_by="Finding.id")


class CommentRevision(Base):
    """One text of a comment. A decision on revision n never publishes revision n+1.

    ``author_name`` is the name that stands with this text; None: the comment's own. Set where a redaction changed the
    name, so that undoing it knows what stood there before.
    """

    __tablename__ = "comment_revision"

    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str] = mapped_column(sa.Text)
    body_html: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_moderator: Mapped[bool] = mapped_column(default=False)
    author_name: Mapped[str | None] = mapped_column(sa.String(80))


class Finding(Base):
    """What one rule found in one revision. ``matched`` and the span are for moderators only."""

    __tablename__ = "finding"
    __table_args__ = (
        one_of("severity", Severity, "severity"),
        sa.CheckConstraint("(span_start IS NULL) = (span_end IS NULL)", name="span"),
        sa.Index("ix_finding_comment", "comment_id", "revision", "rule"),
        sa.Index("ix_finding_rule", "rule", "comment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(sa.ForeignKey("comment.id", ondelete="CASCADE"))
    revision: Mapped[int]
    rule: Mapped[str] = mapped_column(CodeWord)
    severity: Mapped[Severity] = mapped_column(word_enum(Severity))
    field: Mapped[str] = mapped_column(sa.String(16), default="body")
    span_start: Mapped[int | None]
    span_end: Mapped[int | None]
    matched: Mapped[str] = mapped_column(sa.String(500), default="")
    score: Mapped[float | None]
    detail: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
