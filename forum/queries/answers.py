"""Answers of which a writer wants to hear: who that is, and which nobody has told of yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.db import db
from forum.domain.sanctions import Writer
from forum.models import Comment, GuestNotice, Post, User
from forum.queries.identities import belongs_to
from forum.queries.letters import wants_letters
from forum.queries.public import comment_is_public, comment_is_shown

Answered = aliased(Comment, name="answered")


@dataclass(frozen=True)
class Answer:
    """A public comment of which the writer of the one that it answers was not told yet. ``is_told``: it can be; else
    that comment is not public any more, or there is no address that may be written to. An account has its ``email`` and
    its ``name``; a guest an address that is sealed, with the hash by which two are known as equal."""

    id: int
    is_told: bool
    email: str | None
    name: str | None
    address_sealed: bytes | None
    address_hash: str | None


def writers_answered_by(numbers: Iterable[int]) -> Sequence[Writer]:
    """Who wants to hear of any of these comments as of an answer, in one order everywhere. Nobody hears of the own
    ones, and of none twice."""
    rows = db.session.execute(
        sa.select(Answered.user_id, Answered.guest_id)
        .select_from(Comment)
        .join(Answered, Answered.id == Comment.parent_id)
        .where(Comment.id.in_(list(numbers)), _is_news())
        .distinct()
        .order_by(Answered.user_id, Answered.guest_id)
    )
    return [writer for writer in (Writer(*row) for row in rows) if writer != Writer()]


def untold_answers(writer: Writer, *, now: datetime) -> Sequence[Answer]:
    """Public answers to comments of the writer, oldest first."""
    is_told = sa.and_(
        comment_is_shown(Answered), sa.or_(wants_letters(), GuestNotice.confirmed_at.is_not(None))
    )
    rows = db.session.execute(
        sa.select(
            Comment.id,
            sa.func.coalesce(is_told, sa.false()),
            User.email,
            User.display_name,
            GuestNotice.address_sealed,
            GuestNotice.address_hash,
        )
        .select_from(Answered)
        .join(Comment, Comment.parent_id == Answered.id)
        .join(Post, Post.id == Comment.post_id)
        .outerjoin(User, User.id == Answered.user_id)
        .outerjoin(GuestNotice, GuestNotice.comment_id == Answered.id)
        .where(belongs_to(Answered, writer), _is_news(), comment_is_public(now))
        .order_by(Comment.id)
    )
    return [Answer(*row) for row in rows]


def last_told_of_answers(writer: Writer) -> datetime | None:
    """When the writer last had a letter about answers; None: never. An answer of which nobody was told has the time
    at which it was written."""
    statement = (
        sa.select(sa.func.max(Comment.answer_told_at))
        .select_from(Answered)
        .join(Comment, Comment.parent_id == Answered.id)
        .where(
            belongs_to(Answered, writer), Answered.wants_replies, Comment.answer_told_at > Comment.created_at
        )
    )
    return db.session.scalar(statement)


def _is_news() -> sa.ColumnElement[bool]:
    """The comment answers somebody else, who wants to hear of it and has not."""
    is_by_another = sa.or_(
        Answered.user_id.is_distinct_from(Comment.user_id),
        sa.and_(Answered.user_id.is_(None), Answered.guest_id.is_distinct_from(Comment.guest_id)),
    )
    return sa.and_(Answered.wants_replies, Comment.answer_told_at.is_(None), is_by_another)
