"""What the spam score knows, and what it has still to learn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import aliased

from forum.db import db
from forum.domain.actors import ActorKind
from forum.domain.comment_states import State
from forum.domain.markup import comment_text, links_in
from forum.domain.paging import Cursor
from forum.domain.screening import Link
from forum.domain.spam import SAYS, TEACHES, Lesson, Model, Word, features, from_bytes, labels
from forum.models import Comment, CommentRevision, LogEntry, SpamModel

WORDS_FROM = 200
UNDO = "comment.undo"

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


def start_of_newest(n: int, until: int) -> int:
    """The log entry behind which the newest ``n`` decisions that may teach stand, up to the entry ``until``; 0 where
    there are no more than that."""
    if until <= n:
        return 0
    newest = (
        sa.select(LogEntry.id)
        .where(_by_people(TEACHES), LogEntry.id <= until)
        .order_by(LogEntry.id.desc())
        .limit(n)
        .subquery()
    )
    return (db.session.scalar(sa.select(sa.func.min(newest.c.id))) or 1) - 1


@dataclass(frozen=True)
class Stretch:
    """A stretch of the log: the last entry that was looked at, what it teaches, and how many of the texts in it were
    learned before as what they are not, or are what was not learned of them."""

    last: int
    lessons: Sequence[Lesson] = ()
    wrong: int = 0


def lessons_between(after: int, until: int, known: int = 0, limit: int = 500) -> Stretch:
    """What the next ``limit`` decisions and undos teach whose entries are above ``after`` and not above ``until``: of
    each text that was decided on the last word of people that stands, see ``domain.spam.labels``. ``known``: up to
    where the log was learned. What is gone teaches nothing. Three statements."""
    entries = db.session.execute(
        sa.select(LogEntry.id, LogEntry.comment_id)
        .where(LogEntry.id > after, LogEntry.id <= until, _by_people([*SAYS, UNDO]))
        .order_by(LogEntry.id)
        .limit(limit)
    ).all()
    last = entries[-1].id if len(entries) == limit else until
    words = _words({entry.comment_id for entry in entries}, until)
    now, then = labels(words, until=until), labels(words, until=known, undone_until=known)
    wrong = then ^ {label for label in now if label.entry <= known}
    fresh = sorted((one for one in now if after < one.entry <= last), key=lambda one: one.entry)
    texts = _texts({(one.comment_id, one.revision) for one in fresh})
    marked = [(texts.get((one.comment_id, one.revision)), one.is_spam) for one in fresh]
    return Stretch(
        last, [Lesson(marks, is_spam) for marks, is_spam in marked if marks is not None], len(wrong)
    )


def _by_people(verbs: Iterable[str]) -> sa.ColumnElement[bool]:
    return sa.and_(LogEntry.verb.in_(tuple(verbs)), LogEntry.actor_kind == ActorKind.PERSON)


def _words(numbers: set[int], until: int) -> list[Word]:
    """What people said of all texts of these comments, in the order of the log."""
    if not numbers:
        return []
    undoing = aliased(LogEntry)
    rows = db.session.execute(
        sa.select(LogEntry.id, LogEntry.comment_id, LogEntry.verb, LogEntry.after, undoing.id.label("undone"))
        .outerjoin(undoing, undoing.undoes_id == LogEntry.id)
        .where(LogEntry.comment_id.in_(numbers), LogEntry.id <= until, _by_people(SAYS))
        .order_by(LogEntry.id)
    )
    return [Word(row.id, row.comment_id, row.after["revision"], row.verb, row.undone) for row in rows]


def _texts(wanted: set[tuple[int, int]]) -> dict[tuple[int, int], list[str]]:
    """The marks of each text, by comment and revision."""
    if not wanted:
        return {}
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
