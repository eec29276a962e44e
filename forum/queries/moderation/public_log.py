"""The log as anybody may read it, where the site shows it: what was decided and why, never about which comment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.db import db
from forum.domain.actors import ActorKind
from forum.domain.comment_states import DECISION_VERBS, Decision, ReasonCode
from forum.models import LogEntry, Post
from forum.queries.public import post_is_public

# A spammer is told that the comment waits (``domain.comment_states.shown_to_writer``), and could read here that it does
# not: spam is not listed, by whomever it was found, nor that somebody took that back.
SPAM = f"comment.{Decision.SPAM}"
LISTED = (*(verb for verb in DECISION_VERBS if verb != SPAM), "comment.undo")
RULED = ("comment.publish", "comment.keep_back", "comment.flag_up")
WINDOW = 20_000


@dataclass(frozen=True)
class PublicEntry:
    """A decision without its people and without its comment. ``undoes``: the verb of the decision that it took back.
    ``rule`` is the kind of the rule that decided (``words``, never which list), None for a moderator."""

    id: int
    at: datetime
    verb: str
    undoes: str | None
    rule: str | None
    reason_code: ReasonCode | None
    post_slug: str
    post_title: str
    post_language: str


@dataclass(frozen=True)
class PublicPage:
    """A page of the log; ``older``: the entry below which the next one begins, None where nothing is left."""

    entries: Sequence[PublicEntry]
    older: int | None


def public_log(*, now: datetime, before: int | None = None, limit: int = 50) -> PublicPage:
    """Decisions about comments on posts that are public at ``now``, but for spam, newest first, below the entry
    ``before``. One page looks at ``WINDOW`` entries of the log at most. Two statements."""
    newest = db.session.scalar(sa.select(sa.func.max(LogEntry.id))) or 0
    top = newest + 1 if before is None else min(before, newest + 1)
    undone = aliased(LogEntry)
    rows = db.session.execute(
        sa.select(LogEntry, undone.verb, Post.slug, Post.title, Post.language)
        .join(Post, Post.id == LogEntry.post_id)
        .outerjoin(undone, undone.id == LogEntry.undoes_id)
        .where(
            LogEntry.id < top,
            LogEntry.id >= top - WINDOW,
            LogEntry.verb.in_(LISTED + RULED),
            undone.verb.is_distinct_from(SPAM),
            post_is_public(now),
        )
        .order_by(LogEntry.id.desc())
        .limit(limit + 1)
    ).all()
    entries = [_entry(*row) for row in rows[:limit]]
    if len(rows) > limit:
        return PublicPage(entries, entries[-1].id)
    return PublicPage(entries, top - WINDOW if top > WINDOW + 1 else None)


def _entry(entry: LogEntry, undoes: str | None, slug: str, title: str, language: str) -> PublicEntry:
    return PublicEntry(
        id=entry.id,
        at=entry.at,
        verb=entry.verb,
        undoes=undoes,
        rule=entry.actor_name.partition(":")[0] if entry.actor_kind is ActorKind.RULE else None,
        # The reason that holds again after an undo was told when it was given.
        reason_code=None if undoes else entry.reason_code,
        post_slug=slug,
        post_title=title,
        post_language=language,
    )
