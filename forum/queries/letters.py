"""What letters are about, and to whom they go. No letter ever needs a comment's text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import Actor, ActorKind
from forum.domain.comment_states import MAX_RESUBMISSIONS, ReasonCode, State
from forum.domain.letters import Change
from forum.domain.post_states import PostState
from forum.domain.reasons import Told
from forum.domain.roles import Role
from forum.domain.scopes import Scope, scope_of
from forum.models import Comment, GuestNotice, LogEntry, Post, User
from forum.queries.moderation.scope import areas_of_each
from forum.queries.public import comment_is_public, post_is_public

# Among the facts of a log entry: what the comment's writer knew before it, where that is not how the comment stood.
UNTOLD_SINCE = "untold_since"


@dataclass(frozen=True)
class Outcome:
    """What a comment's writer is told. ``reason_code`` and ``note`` are those of the log entry that the letter is
    about; ``tries_left`` says how often a rejected comment may still be sent again. An account has its number
    (``user_id``), its ``email`` and a ``writer`` (its name); a guest an address that is sealed, and no name: anybody
    could have typed it. ``language`` is the comment's; ``told`` the site's own sentence for the reason, None where it
    has none.
    ``is_public``: everybody can read the comment; where it is approved and not public, ``post_is_public`` tells whether
    that is because of its post or of what it answers."""

    user_id: int | None
    email: str | None
    writer: str
    state: State
    is_withdrawn: bool
    is_public: bool
    post_is_public: bool
    reason_code: ReasonCode | None
    note: str
    tries_left: int
    address_sealed: bytes | None = None
    language: str | None = None
    told: Told | None = None


def outcome_of(comment_id: int, *, entry_id: int, now: datetime) -> Outcome | None:
    """The outcome for the writer of a comment; None where nobody can be told: the comment or the account is gone or
    shut, the account wants no letters, or the account's or the guest's address was never confirmed."""
    row = db.session.execute(
        sa.select(
            User.id,
            User.email,
            User.display_name,
            Comment.state,
            Comment.withdrawn_at,
            comment_is_public(now).label("is_public"),
            post_is_public(now).label("post_is_public"),
            LogEntry.reason_code,
            LogEntry.note,
            Comment.resubmissions,
            GuestNotice.address_sealed,
            Comment.language,
        )
        .select_from(Comment)
        .join(Post, Post.id == Comment.post_id)
        .outerjoin(User, User.id == Comment.user_id)
        .outerjoin(GuestNotice, GuestNotice.comment_id == Comment.id)
        .outerjoin(LogEntry, sa.and_(LogEntry.id == entry_id, LogEntry.comment_id == Comment.id))
        .where(Comment.id == comment_id, sa.or_(wants_letters(), GuestNotice.confirmed_at.is_not(None)))
    ).first()
    if row is None:
        return None
    return Outcome(
        user_id=row.id,
        email=row.email,
        writer=row.display_name or "",
        state=row.state,
        is_withdrawn=row.withdrawn_at is not None,
        is_public=row.is_public,
        post_is_public=row.post_is_public,
        reason_code=row.reason_code,
        note=row.note or "",
        tries_left=MAX_RESUBMISSIONS - row.resubmissions,
        address_sealed=row.address_sealed,
        language=row.language,
    )


@dataclass(frozen=True)
class Returned:
    """A post that was sent back, as its author is told."""

    email: str
    author: str
    note: str


def returned_post(post_id: int, *, returned_at: datetime) -> Returned | None:
    """The post that was sent back at ``returned_at``; None where it is not so any more, or nobody can be told."""
    row = db.session.execute(
        sa.select(User.email, User.display_name, Post.return_note)
        .join(User, User.id == Post.author_id)
        .where(
            Post.id == post_id,
            Post.state == PostState.DRAFT,
            Post.submitted_at.is_(None),
            Post.returned_at == returned_at,
            can_be_written_to(),
        )
    ).one_or_none()
    return Returned(*row) if row else None


def last_change(comment_id: int) -> tuple[Change, datetime] | None:
    """The last change of how the comment stands, and when it was; None where it stands as it came. One statement."""
    row = db.session.execute(
        sa.select(LogEntry.before, LogEntry.after, LogEntry.facts, LogEntry.at)
        .where(LogEntry.comment_id == comment_id, LogEntry.before.is_not(None), LogEntry.after.is_not(None))
        .order_by(LogEntry.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    before, after = State(row.before["state"]), State(row.after["state"])
    known = State(row.facts[UNTOLD_SINCE]) if UNTOLD_SINCE in row.facts else before
    return Change(known, before, after), row.at


def wants_letters() -> sa.ColumnElement[bool]:
    """An account that can be written to and wants letters about its comments."""
    return sa.and_(can_be_written_to(), User.wants_letters)


def takes_letters(user_id: int) -> bool | None:
    """Whether the account wants letters about its comments; None where there is no such account."""
    return db.session.scalar(sa.select(User.wants_letters).where(User.id == user_id))


def can_be_written_to() -> sa.ColumnElement[bool]:
    """An account that is in use and whose address its owner has confirmed."""
    return sa.and_(User.active, User.confirmed_at.is_not(None))


def moderators() -> Sequence[tuple[int, str, Scope]]:
    """Number, address and scope of everybody who looks after the queues and can be written to. Two statements."""
    rows = db.session.execute(
        sa.select(User.id, User.email, User.role)
        .where(User.role.in_((Role.MODERATOR, Role.ADMINISTRATOR)), can_be_written_to())
        .order_by(User.id)
    ).all()
    areas = areas_of_each(row.id for row in rows)
    people = [
        (row, Actor(ActorKind.PERSON, "", row.id, row.role, categories=areas.get(row.id))) for row in rows
    ]
    return [(row.id, row.email, scope_of(actor, authors_moderate_own=False)) for row, actor in people]
