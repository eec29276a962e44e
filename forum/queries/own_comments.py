"""A writer's own comments, with everything that a writer may know about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import Actor
from forum.domain.appeals import is_used_up
from forum.domain.comment_states import MAX_RESUBMISSIONS, ReasonCode, State, shown_to_writer
from forum.domain.diff import NO_CHANGE, Changed
from forum.domain.markup import comment_text
from forum.domain.sanctions import effects_of
from forum.domain.text import excerpt
from forum.models import Comment, Guest, GuestNotice, Post
from forum.queries.appeals import OwnAppeal, own_appeals
from forum.queries.identities import belongs_to
from forum.queries.moderation.rejections import standing_rejections
from forum.queries.own_outcomes import causes_of_waiting, changes_by_moderators
from forum.queries.public import comment_is_public, post_is_public
from forum.queries.sanctions import sanctions_on


@dataclass(frozen=True)
class OwnComment:
    """One comment as its writer sees it. ``reason_code`` and ``note`` are of the last rejection; ``waits_because`` are
    the content-free codes of ``domain.screening.causes_of_wait``. ``change`` is what a moderator changed in the
    writer's last text or name, where the text now is a moderator's. ``has_notice``: a guest gave an address for
    letters.
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
    previous_state: State | None
    version: int
    resubmissions: int
    is_withdrawn: bool
    created_at: datetime
    guest_code_hash: str | None
    has_notice: bool
    notice_is_confirmed: bool
    wants_replies: bool
    reason_code: ReasonCode | None = None
    note: str = ""
    appeal: OwnAppeal | None = None
    waits_because: tuple[str, ...] = ()
    change: Changed = NO_CHANGE

    @property
    def beginning(self) -> str:
        """The first words of its text."""
        return excerpt(comment_text(self.body_html), limit=120)

    @property
    def was_rejected(self) -> bool:
        """It is rejected, or was when it came into the trash: its writer goes on reading why."""
        return State.REJECTED in (self.state, self.previous_state)

    @property
    def tries_left(self) -> int:
        """How often its writer may correct it and send it again, now that it was rejected; 0 in any other state."""
        is_rejected = self.state is State.REJECTED and not self.is_withdrawn
        return max(0, MAX_RESUBMISSIONS - self.resubmissions) if is_rejected else 0

    @property
    def may_edit(self) -> bool:
        """It waits or is approved, and its post can be read: its writer may correct it, as often as they like."""
        return self.post_is_public and not self.is_withdrawn and self.shown_state is not State.REJECTED

    @property
    def shown_state(self) -> State:
        return shown_to_writer(self.state)

    @property
    def is_settled(self) -> bool:
        """It was taken back, or is not published and cannot be sent again: its text stays as it is."""
        return self.is_withdrawn or (self.shown_state is State.REJECTED and not self.tries_left)

    @property
    def may_hear_of_replies(self) -> bool:
        """Somebody may answer, and there is somewhere to write to: an account, or an address that a guest gave."""
        has_address = self.has_notice or self.guest_code_hash is None
        return has_address and not self.is_withdrawn and self.shown_state is not State.REJECTED

    @property
    def may_appeal(self) -> bool:
        """Rejected, and nobody has been asked to decide again who could have answered."""
        is_rejected = self.state is State.REJECTED and not self.is_withdrawn
        return is_rejected and (self.appeal is None or not is_used_up(self.appeal.outcome))


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
        Comment.previous_state,
        Comment.version,
        Comment.resubmissions,
        Comment.withdrawn_at.is_not(None),
        Comment.created_at,
        Guest.code_hash,
        GuestNotice.comment_id.is_not(None),
        GuestNotice.confirmed_at.is_not(None),
        Comment.wants_replies,
    )


def own_comment(comment_id: int, *, by: Actor, now: datetime) -> OwnComment | None:
    """The comment, for its writer only."""
    rows = db.session.execute(_own(by, now).where(Comment.id == comment_id)).all()
    return next(iter(_explained(rows, by=by, now=now)), None)


@dataclass(frozen=True)
class OwnPage:
    """A page of a writer's comments, newest first; ``older`` is the number below which the next one begins, None on
    the last."""

    comments: Sequence[OwnComment]
    older: int | None = None


def own_comments(*, by: Actor, now: datetime, before: int | None = None, size: int = 20) -> OwnPage:
    """The writer's comments below the number ``before``, withdrawn ones too. Five statements at most."""
    statement = _own(by, now).order_by(Comment.id.desc()).limit(size + 1)
    if before is not None:
        statement = statement.where(Comment.id < before)
    rows = db.session.execute(statement).all()
    comments = _explained(rows[:size], by=by, now=now)
    return OwnPage(comments, comments[-1].id if len(rows) > size else None)


def _explained(rows: Sequence[sa.Row[*tuple[Any, ...]]], *, by: Actor, now: datetime) -> list[OwnComment]:
    """The rows with why they stand as they do."""
    comments = [OwnComment(*row) for row in rows]
    is_muted = any(one.state is State.SPAM for one in comments) and effects_of(sanctions_on(by), now).mutes
    waiting = [one.id for one in comments if one.shown_state is State.PENDING]
    causes = causes_of_waiting(waiting, is_muted=is_muted)
    rejections = standing_rejections([one.id for one in comments if one.was_rejected])
    everything = [one.id for one in comments]
    appeals, changes = own_appeals(everything), changes_by_moderators(everything)
    return [
        replace(
            one,
            reason_code=rejections[one.id].reason_code if one.id in rejections else None,
            note=rejections[one.id].note if one.id in rejections else "",
            appeal=appeals.get(one.id),
            waits_because=causes.get(one.id, ()),
            change=changes.get(one.id, NO_CHANGE),
        )
        for one in comments
    ]


def _own(by: Actor, now: datetime) -> Any:
    return (
        sa.select(*_columns(now))
        .join(Post, Post.id == Comment.post_id)
        .outerjoin(Guest, Guest.id == Comment.guest_id)
        .outerjoin(GuestNotice, GuestNotice.comment_id == Comment.id)
        .where(belongs_to(Comment, by))
    )
