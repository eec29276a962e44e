"""Readers' flags: what one reader has reported, and what together is open about a comment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import Actor
from forum.domain.flags import FlagOutcome, FlagReason, FlagRecord
from forum.models import Comment, Flag, Post
from forum.queries.identities import belongs_to, belongs_to_either
from forum.queries.public import comment_is_public


@dataclass(frozen=True)
class Flaggable:
    """A public comment as the form that reports it shows it. ``is_own``: the reader wrote it, by account or as
    the guest of the same browser; ``opens_here``: as who they are now, so that its receipt opens."""

    id: int
    author_name: str
    body_html: str
    language: str | None
    post_slug: str
    post_title: str
    post_language: str
    is_own: bool
    opens_here: bool


@dataclass(frozen=True)
class Report:
    """One flag as the reader who sent it sees it: never the comment's text, which may be gone by then. ``outcome``
    None: nobody has decided yet, or the reader did not want to hear."""

    comment_id: int
    post_slug: str
    post_title: str
    post_language: str
    reason: FlagReason
    wants_outcome: bool
    created_at: datetime
    outcome: FlagOutcome | None


def flaggable(comment_id: int, *, by: Actor, now: datetime) -> Flaggable | None:
    """The comment, if readers can see it at ``now``."""
    row = db.session.execute(
        sa.select(
            Comment.id,
            Comment.author_name,
            Comment.body_html,
            Comment.language,
            Post.slug,
            Post.title,
            Post.language,
            sa.func.coalesce(belongs_to_either(Comment, by), sa.false()),
            sa.func.coalesce(belongs_to(Comment, by), sa.false()),
        )
        .join(Post, Post.id == Comment.post_id)
        .where(Comment.id == comment_id, comment_is_public(now))
    ).one_or_none()
    return Flaggable(*row) if row is not None else None


def has_flagged(comment_id: int, *, by: Actor) -> bool:
    """Whether the reader has flagged the comment already, by account or as the guest of the same browser."""
    sent = sa.select(Flag.id).where(Flag.comment_id == comment_id, belongs_to_either(Flag, by))
    return db.session.scalar(sent.limit(1)) is not None


def record_of(by: Actor) -> FlagRecord:
    """What moderators made of the reader's flags so far."""
    rows = db.session.execute(
        sa.select(Flag.outcome, sa.func.count().label("n"))
        .where(belongs_to(Flag, by), Flag.outcome.is_not(None))
        .group_by(Flag.outcome)
    )
    n = {row.outcome: row.n for row in rows}
    return FlagRecord(n.get(FlagOutcome.AGREED, 0), n.get(FlagOutcome.DISAGREED, 0))


def has_open_flags(comment_id: int) -> bool:
    """Whether the comment has flags on which nobody has decided, whatever they weigh."""
    sent = sa.select(Flag.id).where(Flag.comment_id == comment_id, Flag.outcome.is_(None))
    return db.session.scalar(sent.limit(1)) is not None


def open_weight(comment_id: int) -> float:
    """What the flags of the comment on which nobody has decided weigh together."""
    weight = sa.select(sa.func.sum(Flag.weight)).where(Flag.comment_id == comment_id, Flag.outcome.is_(None))
    return db.session.scalar(weight) or 0.0


def dismissals_of(comment_id: int) -> int:
    """How often a moderator has looked at flags of the comment and kept it public."""
    decisions = sa.select(sa.func.count(sa.distinct(Flag.entry_id))).where(
        Flag.comment_id == comment_id, Flag.outcome == FlagOutcome.DISAGREED
    )
    return db.session.scalar(decisions) or 0


def own_reports(*, by: Actor, before: int | None = None, limit: int = 20) -> Sequence[tuple[int, Report]]:
    """The reader's flags with their numbers, newest first, below the number ``before``."""
    statement = (
        sa.select(Flag, Post.slug, Post.title, Post.language)
        .join(Comment, Comment.id == Flag.comment_id)
        .join(Post, Post.id == Comment.post_id)
        .where(belongs_to_either(Flag, by))
        .order_by(Flag.id.desc())
        .limit(limit)
    )
    if before is not None:
        statement = statement.where(Flag.id < before)
    return [
        (
            flag.id,
            Report(
                flag.comment_id,
                slug,
                title,
                language,
                flag.reason,
                flag.wants_outcome,
                flag.created_at,
                flag.outcome if flag.wants_outcome else None,
            ),
        )
        for flag, slug, title, language in db.session.execute(statement)
    ]
