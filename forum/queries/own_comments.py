"""A writer's own comments, with everything that a writer may know about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import Actor
from forum.domain.comment_states import ReasonCode, State, shown_to_writer
from forum.domain.screening import Finding as ScreeningFinding
from forum.domain.screening import reader_code
from forum.models import Comment, Finding, Guest, GuestNotice, Post
from forum.queries.appeals import OwnAppeal, own_appeal
from forum.queries.identities import belongs_to
from forum.queries.moderation.rejections import standing_rejection
from forum.queries.public import comment_is_public, post_is_public


@dataclass(frozen=True)
class OwnComment:
    """One comment as its writer sees it. ``reason_code`` and ``note`` are of the last rejection; ``waits_because`` are
    the content-free codes of ``domain.screening.reader_code``. ``appeal`` is
    known of one comment, not in lists. ``has_notice``: a guest gave an address for letters.
    ``is_public``: everybody can read it; where it is approved and not public, ``post_is_public`` tells whether that is
    because of its post or of what it answers."""

    id: int
    post_id: int
    parent_id: int | None
    post_slug: str
    post_title: str
    post_language: str
    is_public: bool
    post_is_public: bool
    author_name: str
    body: str
    body_html: str
    language: str | None
    state: State
    version: int
    resubmissions: int
    is_withdrawn: bool
    created_at: datetime
    guest_code_hash: str | None
    has_notice: bool
    notice_is_confirmed: bool
    reason_code: ReasonCode | None = None
    note: str = ""
    appeal: OwnAppeal | None = None
    waits_because: tuple[str, ...] = ()

    @property
    def shown_state(self) -> State:
        return shown_to_writer(self.state)

    @property
    def may_appeal(self) -> bool:
        """Rejected, and nobody has been asked to decide again."""
        return self.state is State.REJECTED and not self.is_withdrawn and self.appeal is None


def _columns(now: datetime) -> tuple[Any, ...]:
    return (
        Comment.id,
        Comment.post_id,
        Comment.parent_id,
        Post.slug,
        Post.title,
        Post.language,
        comment_is_public(now),
        post_is_public(now),
        Comment.author_name,
        Comment.body,
        Comment.body_html,
        Comment.language,
        Comment.state,
        Comment.version,
        Comment.resubmissions,
        Comment.withdrawn_at.is_not(None),
        Comment.created_at,
        Guest.code_hash,
        GuestNotice.comment_id.is_not(None),
        GuestNotice.confirmed_at.is_not(None),
    )


def own_comment(comment_id: int, *, by: Actor, now: datetime) -> OwnComment | None:
    """The comment, for its writer only."""
    row = db.session.execute(_own(by, now).where(Comment.id == comment_id)).one_or_none()
    if row is None:
        return None
    comment = OwnComment(*row)
    reason = standing_rejection(comment.id) if comment.state is State.REJECTED else None
    return replace(
        comment,
        reason_code=reason.reason_code if reason else None,
        note=reason.note if reason else "",
        appeal=own_appeal(comment.id),
        waits_because=_waits_because(comment.id) if comment.shown_state is State.PENDING else (),
    )


def own_comments(
    *, by: Actor, now: datetime, before: int | None = None, limit: int = 20
) -> Sequence[OwnComment]:
    """The writer's comments, newest first, below the number ``before``; withdrawn ones too."""
    statement = _own(by, now).order_by(Comment.id.desc()).limit(limit)
    if before is not None:
        statement = statement.where(Comment.id < before)
    return [OwnComment(*row) for row in db.session.execute(statement)]


def _own(by: Actor, now: datetime) -> Any:
    return (
        sa.select(*_columns(now))
        .join(Post, Post.id == Comment.post_id)
        .outerjoin(Guest, Guest.id == Comment.guest_id)
        .outerjoin(GuestNotice, GuestNotice.comment_id == Comment.id)
        .where(belongs_to(Comment, by))
    )


def _waits_because(comment_id: int) -> tuple[str, ...]:
    rows = db.session.scalars(
        sa.select(Finding)
        .join(Comment, Comment.id == Finding.comment_id)
        .where(
            Finding.comment_id == comment_id,
            Finding.revision == Comment.current_revision,
            Finding.severity == "hold",
        )
        .order_by(Finding.id)
    )
    codes = (
        reader_code(ScreeningFinding(row.rule, row.severity, row.field, detail=row.detail)) for row in rows
    )
    return tuple(dict.fromkeys(codes))
