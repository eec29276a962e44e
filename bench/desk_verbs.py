"""What is measured of the desk's verbs. Each puts back what it did, and only the verb itself is timed and counted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Engine

BULKS = (50, 200, 1_000)
_NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@dataclass
class Taken:
    """What something took: milliseconds, and statements without those that open and close transactions."""

    ms: float = 0.0
    statements: int = 0

    def each(self, n: int) -> Taken:
        """The same for one of ``n``."""
        return Taken(self.ms / n, round(self.statements / n))


@contextmanager
def timed() -> Iterator[Taken]:
    """Times and counts what happens meanwhile; the figures stand in it afterwards."""
    taken = Taken()

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        taken.statements += not statement.lstrip().upper().startswith(_NOT_COUNTED)

    event.listen(Engine, "before_cursor_execute", note)
    began = time.perf_counter()
    try:
        yield taken
    finally:
        taken.ms = (time.perf_counter() - began) * 1000
        event.remove(Engine, "before_cursor_execute", note)


@dataclass(frozen=True)
class Verb:
    """A name, what it takes ``by`` somebody, and how often it is measured."""

    name: str
    take: Callable[[Any], Taken]
    rounds: int = 9


def verbs() -> list[Verb]:
    """All of them. Where fewer comments wait than a bulk wants, it takes all that wait; it is told for each comment."""
    bulks = [
        Verb(f"each of a bulk of {n:,}", partial(_bulk, n=n), rounds=9 if n <= 200 else 3) for n in BULKS
    ]
    most = BULKS[-1]
    undone = Verb(f"each, taken back with a bulk of {most:,}", partial(_bulk_undone, n=most), rounds=3)
    return [
        Verb("a decision", _decision),
        Verb("a rejection with a sentence", _rejection),
        Verb("its undo", _undo),
        *bulks,
        undone,
    ]


def _decision(by: Any) -> Taken:
    taken, done = _decided(by)
    _take_back(by, done)
    return taken


def _rejection(by: Any) -> Taken:
    taken, done = _decided(by, rejecting=True)
    _take_back(by, done)
    return taken


def _undo(by: Any) -> Taken:
    _, done = _decided(by)
    return _take_back(by, done)


def _decided(by: Any, *, rejecting: bool = False) -> tuple[Taken, int]:
    from forum.adapters import clock
    from forum.domain.comment_states import Decision, ReasonCode
    from forum.operations.moderation.deciding import Choice, decide

    ((number, version),) = _waiting(1)
    choice = Choice(Decision.APPROVE)
    if rejecting:
        choice = Choice(
            Decision.REJECT, reason_code=ReasonCode.OFF_TOPIC, note="Please stay with the subject."
        )
    with timed() as taken:
        done = decide(number, choice, seen=version, by=by, now=clock.now())
    assert done.entry is not None
    return taken, done.entry.id


def _take_back(by: Any, entry: int) -> Taken:
    from forum.adapters import clock
    from forum.operations.moderation.undoing import undo

    with timed() as taken:
        undo(entry, by=by, now=clock.now())
    return taken


def _bulk(by: Any, n: int) -> Taken:
    from forum.adapters import clock
    from forum.operations.moderation.undoing import undo_batch

    taken, batch, count = _decided_many(by, n)
    undo_batch(batch, by=by, now=clock.now())
    return taken.each(count)


def _bulk_undone(by: Any, n: int) -> Taken:
    from forum.adapters import clock
    from forum.operations.moderation.undoing import undo_batch

    _, batch, count = _decided_many(by, n)
    with timed() as taken:
        undo_batch(batch, by=by, now=clock.now())
    return taken.each(count)


def _decided_many(by: Any, n: int) -> tuple[Taken, Any, int]:
    from forum.adapters import clock
    from forum.domain.comment_states import Decision
    from forum.operations.moderation.deciding import Choice, decide_many

    items = _waiting(n)
    with timed() as taken:
        batch, _ = decide_many(items, Choice(Decision.SPAM), by=by, now=clock.now())
    return taken, batch, len(items)


def _waiting(n: int) -> list[tuple[int, int]]:
    """Numbers and versions of the comments at the head of the queue."""
    from forum.db import db
    from forum.domain.comment_states import State
    from forum.models import Comment

    rows = db.session.execute(
        sa.select(Comment.id, Comment.version)
        .where(Comment.state == State.PENDING, Comment.withdrawn_at.is_(None))
        .order_by(Comment.created_at, Comment.id)
        .limit(n)
    )
    return [(number, version) for number, version in rows]
