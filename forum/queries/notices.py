"""Guests' addresses for letters: what their links lead to, and where the letters go. Addresses stay sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import State, shown_to_writer
from forum.domain.guest_notices import NoticeState, notice_state
from forum.models import Comment, GuestNotice, Post
from forum.queries.public import comment_is_public


@dataclass(frozen=True)
class Notice:
    """What whoever holds the link of a letter may know: which post the comment is on and how it stands, never its text
    and the name that was typed. ``is_public``: everybody can read it."""

    post_title: str
    post_language: str
    shown_state: State
    is_public: bool
    is_confirmed: bool
    wants_replies: bool
    is_withdrawn: bool = False


def notice_of(token_hash: str, *, now: datetime) -> Notice | None:
    """What the link leads to; None where it is unknown, over or ended."""
    row = db.session.execute(
        sa.select(
            Post.title,
            Post.language,
            Comment.state,
            comment_is_public(now).label("is_public"),
            GuestNotice.created_at,
            GuestNotice.confirmed_at,
            Comment.wants_replies,
        )
        .select_from(GuestNotice)
        .join(Comment, Comment.id == GuestNotice.comment_id)
        .join(Post, Post.id == Comment.post_id)
        .where(GuestNotice.token_hash == token_hash)
    ).one_or_none()
    if row is None:
        return None
    standing = notice_state(row.created_at, row.confirmed_at, now)
    if standing is NoticeState.OVER:
        return None
    return Notice(
        post_title=row.title,
        post_language=row.language,
        shown_state=shown_to_writer(row.state),
        is_public=row.is_public,
        is_confirmed=standing is NoticeState.CONFIRMED,
        wants_replies=row.wants_replies,
    )


@dataclass(frozen=True)
class Question:
    """What the letter needs that asks at an address whether it is the guest's. Nobody knows yet who reads there: it
    does not even say on which post the comment is."""

    address_sealed: bytes


def question_about(comment_id: int, *, now: datetime) -> Question | None:
    """The question that is still to be asked about a comment; None where there is none any more."""
    row = db.session.execute(
        sa.select(GuestNotice.address_sealed, GuestNotice.created_at, GuestNotice.confirmed_at).where(
            GuestNotice.comment_id == comment_id
        )
    ).one_or_none()
    if row is None or notice_state(row.created_at, row.confirmed_at, now) is not NoticeState.ASKED:
        return None
    return Question(row.address_sealed)


def has_confirmed_notice(comment_id: int) -> bool:
    """Whether a guest has confirmed an address for letters about the comment."""
    confirmed = GuestNotice.confirmed_at.is_not(None)
    statement = sa.select(GuestNotice.comment_id).where(GuestNotice.comment_id == comment_id, confirmed)
    return db.session.scalar(statement) is not None
