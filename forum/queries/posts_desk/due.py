"""What is due: posts by the day on which they appear, and those that wait for review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import Actor
from forum.domain.permissions import Owned, may
from forum.domain.post_states import PostState
from forum.models import Post, User
from forum.queries.posts_desk.shelves import is_in_review, shown_state

MOST = 400


@dataclass(frozen=True, slots=True)
class DuePost:
    """A post on the calendar. ``shown`` is a word of ``SHELVES``; ``published_at`` is when it appears or appeared, of
    one in review when it shall, None where nobody has said. ``author`` is None where that account is gone."""

    id: int
    title: str
    language: str
    author: str | None
    submitted_at: datetime | None
    published_at: datetime | None
    shown: str


_DUE = (
    Post.id,
    Post.title,
    Post.language,
    User.display_name.label("author"),
    Post.submitted_at,
    Post.published_at,
    Post.state,
)


def due_within(span: tuple[datetime, datetime], *, by: Actor, now: datetime) -> Sequence[DuePost]:
    """Of the posts that ``by`` may edit, those that appear or appeared from the first time on and before the second,
    in their order; those in review, too, whose author wants them then. ``MOST`` at most. One statement."""
    start, end = span
    is_due = sa.or_(Post.state == PostState.PUBLISHED, is_in_review())
    query = sa.select(*_DUE).where(is_due, Post.published_at >= start, Post.published_at < end)
    return _found(query.order_by(Post.published_at, Post.id), by, now)


def in_review(*, by: Actor, now: datetime) -> Sequence[DuePost]:
    """Of the posts that ``by`` may edit, those that wait for review, the longest first. ``MOST`` at most."""
    return _found(sa.select(*_DUE).where(is_in_review()).order_by(Post.submitted_at, Post.id), by, now)


def _found(query: sa.Select[*tuple[Any, ...]], by: Actor, now: datetime) -> Sequence[DuePost]:
    if not may(by, "posts.edit", Owned(None)):
        query = query.where(Post.author_id == by.user_id)
    rows = db.session.execute(query.outerjoin(User, User.id == Post.author_id).limit(MOST))
    return [
        DuePost(
            row.id,
            row.title,
            row.language,
            row.author,
            row.submitted_at,
            row.published_at,
            shown_state(row.state, row.submitted_at, row.published_at, now),
        )
        for row in rows
    ]
