"""What was decided together, whenever that was: each entry of the log names its batch from the first one on, so that a
batch which was cut off in the middle is known like any other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import DECISION_VERBS, State
from forum.domain.scopes import Scope
from forum.models import Comment, LogEntry, Post
from forum.queries.moderation.scope import posts_in


@dataclass(frozen=True)
class Member:
    """A comment of the batch as it stands now. ``is_as_decided``: nothing has happened to it since."""

    id: int
    author_name: str
    state: State
    is_as_decided: bool
    post_title: str
    post_language: str


@dataclass(frozen=True)
class Batch:
    """``n`` comments were decided on, of which so many ``stand`` as they were decided: those an undo takes back.
    ``members`` are the first of them."""

    verb: str
    made_by: str
    at: datetime
    n: int
    stand: int
    members: Sequence[Member]

    @property
    def decision(self) -> str:
        return self.verb.partition(".")[2]


def batch_of(name: str, *, scope: Scope, limit: int = 100) -> Batch | None:
    """What was decided together under this name; None where there is nothing of it in the scope. Two statements."""
    stands = LogEntry.version == Comment.version
    entries = (LogEntry.batch == name, LogEntry.verb.in_(DECISION_VERBS), posts_in(scope))
    counts = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(sa.case((stands, 1), else_=0)), 0))
    joined = (Comment, Comment.id == LogEntry.comment_id), (Post, Post.id == Comment.post_id)
    n, stand = db.session.execute(
        counts.select_from(LogEntry).join(*joined[0]).join(*joined[1]).where(*entries)
    ).one()
    if not n:
        return None
    rows = db.session.execute(
        sa.select(
            LogEntry.verb,
            LogEntry.actor_name,
            LogEntry.at,
            Comment.id,
            Comment.author_name,
            Comment.state,
            stands,
            Post.title,
            Post.language,
        )
        .join(*joined[0])
        .join(*joined[1])
        .where(*entries)
        .order_by(LogEntry.id)
        .limit(limit)
    ).all()
    verb, made_by, at = rows[0][:3]
    return Batch(verb, made_by, at, n, stand, [Member(*row[3:]) for row in rows])
