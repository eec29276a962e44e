"""What the spam score knows, and what it has still to learn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import aliased

from forum.db import db
from forum.domain.actors import ActorKind
from forum.domain.comment_states import Decision, State
from forum.domain.markup import comment_text, links_in
from forum.domain.paging import Cursor
from forum.domain.screening import Link
from forum.domain.spam import Lesson, Model, features, from_bytes
from forum.models import Comment, CommentRevision, LogEntry, SpamModel

# What a decision teaches; any other teaches nothing, for it says other things than "spam" or "not".
TEACHES = {f"comment.{Decision.APPROVE}": False, f"comment.{Decision.SPAM}": True}

WORDS_FROM = 200

_Stamp = tuple[int, datetime]
# A process reads the weights again only when the stored ones have changed.
_read: WeakKeyDictionary[Engine, tuple[_Stamp, Model | None]] = WeakKeyDictionary()


def current_model() -> Model | None:
    """The site's model, not to be changed; None where there is none that can be read. One tiny statement, and a second
    one only when another model was stored since."""
    row = db.session.execute(sa.select(SpamModel.version, SpamModel.updated_at)).one_or_none()
    if row is None:
        return None
    stamp = row.version, row.updated_at
    known = _read.get(db.engine)
    if known is None or known[0] != stamp:
        weights = db.session.scalar(sa.select(SpamModel.weights))
        known = _read[db.engine] = stamp, from_bytes(weights or b"")
    return known[1]


def stamp_of_model() -> list[object] | None:
    """Which model is stored now, as JSON can say it; None where there is none."""
    row = db.session.execute(sa.select(SpamModel.version, SpamModel.updated_at)).one_or_none()
    return [row.version, row.updated_at.isoformat()] if row is not None else None


@dataclass(frozen=True)
class Waiting:
    """A comment that waits, with the score that is stored."""

    id: int
    created_at: datetime
    revision: int
    body_html: str
    author_name: str
    score: float | None


def waiting_behind(place: Cursor | None, *, limit: int) -> list[Waiting]:
    """The next comments that wait, oldest first. One statement."""
    here = sa.tuple_(Comment.created_at, Comment.id)
    behind = (
        [here > sa.tuple_(sa.literal(place.at, Comment.created_at.type), sa.literal(place.id))]
        if place is not None
        else []
    )
    rows = db.session.execute(
        sa.select(
            Comment.id,
            Comment.created_at,
            Comment.current_revision,
            Comment.body_html,
            Comment.author_name,
            Comment.spam_score,
        )
        .where(Comment.state == State.PENDING, Comment.withdrawn_at.is_(None), *behind)
        .order_by(Comment.created_at, Comment.id)
        .limit(limit)
    )
    return [Waiting(*row) for row in rows]


def stored_model() -> SpamModel | None:
    """The stored row, as it is now."""
    return db.session.scalar(sa.select(SpamModel).execution_options(populate_existing=True))


def last_entry_by(at: datetime) -> int:
    """The number of the newest log entry that is not younger than ``at``; 0 where there is none."""
    newest = sa.select(LogEntry.id).where(LogEntry.at <= at).order_by(LogEntry.at.desc(), LogEntry.id.desc())
    return db.session.scalar(newest.limit(1)) or 0


def decisions_by(until: int) -> int:
    """How many decisions up to the log entry ``until`` teach something."""
    return db.session.scalar(sa.select(sa.func.count()).where(*_teaching(0, until))) or 0


@dataclass(frozen=True)
class Stretch:
    """A stretch of the log: the last entry that was looked at (None: there are no more), and what it teaches."""

    last: int | None
    lessons: Sequence[Lesson] = ()


def lessons_between(after: int, until: int, *, limit: int = 500) -> Stretch:
    """What the next ``limit`` decisions teach whose entries are above ``after`` and not above ``until``: those made by
    people and not taken back, each with the text that was decided on. What is gone teaches nothing. Two statements."""
    entries = db.session.execute(
        sa.select(LogEntry.id, LogEntry.comment_id, LogEntry.verb, LogEntry.after)
        .where(*_teaching(after, until))
        .order_by(LogEntry.id)
        .limit(limit)
    ).all()
    if not entries:
        return Stretch(None)
    texts = _texts({(entry.comment_id, entry.after["revision"]) for entry in entries})
    known = [(texts.get((entry.comment_id, entry.after["revision"])), entry.verb) for entry in entries]
    lessons = [Lesson(marks, TEACHES[verb]) for marks, verb in known if marks is not None]
    return Stretch(entries[-1].id, lessons)


def _teaching(after: int, until: int) -> list[sa.ColumnElement[bool]]:
    undoing = aliased(LogEntry)
    return [
        LogEntry.id > after,
        LogEntry.id <= until,
        LogEntry.verb.in_(TEACHES),
        LogEntry.actor_kind == ActorKind.PERSON,
        ~sa.exists().where(undoing.undoes_id == LogEntry.id),
    ]


def _texts(wanted: set[tuple[int, int]]) -> dict[tuple[int, int], list[str]]:
    """The marks of each text, by comment and revision."""
    numbers = {comment_id for comment_id, _ in wanted}
    rows = db.session.execute(
        sa.select(
            CommentRevision.comment_id,
            CommentRevision.number,
            CommentRevision.body_html,
            sa.func.coalesce(CommentRevision.author_name, Comment.author_name).label("author_name"),
        )
        .join(Comment, Comment.id == CommentRevision.comment_id)
        .where(CommentRevision.comment_id.in_(numbers))
    )
    return {
        (row.comment_id, row.number): marks_of(row.body_html, row.author_name)
        for row in rows
        if (row.comment_id, row.number) in wanted
    }


def marks_of(html: str, name: str) -> list[str]:
    """The marks of a comment by its stored HTML and its writer's name."""
    links = [Link(href, text) for href, text in links_in(html)]
    return features(comment_text(html), name=name, links=links)


@dataclass(frozen=True)
class Knowledge:
    """What the spam score knows: from how many decisions, since when it has not changed, and the words that weigh most
    among those of the newest decided comments, with their weights: for spam above 0, against it below."""

    spam: int
    ham: int
    is_ready: bool
    updated_at: datetime
    words: Sequence[tuple[str, float]]


def knowledge() -> Knowledge | None:
    """What the site's model knows; None where there is none that can be read. Its buckets have no words: they are taken
    from the newest ``WORDS_FROM`` decided comments, those that at least three of them share. Three statements."""
    model = current_model()
    if model is None:
        return None
    newest = sa.select(sa.func.max(Comment.id)).scalar_subquery()
    rows = db.session.execute(
        sa.select(Comment.body_html, Comment.author_name)
        .where(
            Comment.id > newest - 10_000,
            Comment.state.in_((State.APPROVED, State.SPAM)),
            Comment.decided_at.is_not(None),
        )
        .order_by(Comment.id.desc())
        .limit(WORDS_FROM)
    )
    seen = Counter(mark for row in rows for mark in marks_of(row.body_html, row.author_name))
    weighed = model.strongest([mark for mark, n in seen.items() if n >= 3], len(seen))
    words = [*[one for one in weighed if one[1] > 0][:8], *[one for one in weighed if one[1] < 0][:8]]
    at = db.session.scalar(sa.select(SpamModel.updated_at))
    assert at is not None
    return Knowledge(model.spam, model.ham, model.is_ready, at, words)
