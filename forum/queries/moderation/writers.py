"""A writer as the desk knows them: an account, or a guest by the edit code; with all their comments and how they were
decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import State
from forum.domain.sanctions import Writer
from forum.models import Comment, Guest, Post, User
from forum.queries.identities import belongs_to


@dataclass(frozen=True)
class WriterView:
    """``name`` is an account's; "" for a guest, who may type another one each time. ``track``: how many comments stand
    in each state; withdrawn ones count where they stood."""

    writer: Writer
    name: str
    since: datetime
    is_staff: bool
    is_confirmed: bool
    track: dict[State, int]


@dataclass(frozen=True)
class WrittenLine:
    """One of the comments; ``beginning`` is the first part of its source."""

    id: int
    author_name: str
    state: State
    is_withdrawn: bool
    beginning: str
    language: str | None
    created_at: datetime
    post_title: str
    post_language: str


def writer_view(writer: Writer) -> WriterView | None:
    """The writer; None where there is none with that number. Two statements."""
    facts = _account(writer.user_id) if writer.user_id is not None else _guest(writer.guest_id)
    if facts is None:
        return None
    counted = (
        sa.select(Comment.state, sa.func.count()).where(belongs_to(Comment, writer)).group_by(Comment.state)
    )
    track = dict.fromkeys(State, 0) | {State(state): n for state, n in db.session.execute(counted)}
    return WriterView(writer, *facts, track=track)


def _account(user_id: int) -> tuple[str, datetime, bool, bool] | None:
    row = db.session.execute(
        sa.select(User.display_name, User.created_at, User.role, User.confirmed_at).where(User.id == user_id)
    ).one_or_none()
    return (row[0], row[1], row[2].is_staff, row[3] is not None) if row else None


def _guest(guest_id: int | None) -> tuple[str, datetime, bool, bool] | None:
    since = db.session.scalar(sa.select(Guest.created_at).where(Guest.id == guest_id))
    return ("", since, False, True) if since else None


def comments_of(
    writer: Writer, *, before: tuple[datetime, int] | None = None, limit: int = 25
) -> Sequence[WrittenLine]:
    """The writer's comments, newest first, sent before that place: the time and number of the last one seen. One
    statement, in the order of the writers' indexes."""
    statement = (
        sa.select(
            Comment.id,
            Comment.author_name,
            Comment.state,
            Comment.withdrawn_at.is_not(None),
            sa.func.substr(Comment.body, 1, 200),
            Comment.language,
            Comment.created_at,
            Post.title,
            Post.language,
        )
        .join(Post, Post.id == Comment.post_id)
        .where(belongs_to(Comment, writer))
        .order_by(Comment.created_at.desc(), Comment.id.desc())
        .limit(limit)
    )
    if before is not None:
        at, number = before
        place = sa.tuple_(sa.literal(at, Comment.created_at.type), sa.literal(number))
        statement = statement.where(sa.tuple_(Comment.created_at, Comment.id) < place)
    return [WrittenLine(*row) for row in db.session.execute(statement)]
