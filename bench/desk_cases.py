"""What is measured of the desk: pages by their addresses, and verbs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa

BULK = 50
# Of the vocabulary of the made-up texts and of the demo content.
FREQUENT, RARE, NEVER = "the", "ferry boat", "unheardof"


@dataclass(frozen=True)
class Case:
    """One page."""

    name: str
    address: str


@dataclass(frozen=True)
class Places:
    """Where the pages of the large site are: cursors by queue and place, a comment, a post with many pending."""

    cursors: dict[tuple[str, str], str]
    comment: int
    post: str
    guest: int
    name: str
    rare_word: str


def places_of() -> Places:
    """The places, asked from the open database."""
    from forum.db import db
    from forum.domain.comment_states import State
    from forum.models import Comment, Post
    from forum.queries.moderation.cursors import write_cursor
    from forum.queries.moderation.order import order_of, stands_in
    from forum.queries.moderation.queue import QUEUES

    cursors = {}
    for queue in QUEUES:
        order = order_of(queue)
        places = db.session.execute(
            sa.select(order.at, Comment.id).where(stands_in(queue)).order_by(*order.by)
        ).all()
        for name, number in (("page 40", 975), ("middle", len(places) // 2), ("last", len(places) - 20)):
            if 0 < number < len(places):
                cursors[queue, name] = write_cursor(*places[number])
    waiting = sa.select(Comment).where(Comment.state == State.PENDING).order_by(Comment.id.desc()).limit(1)
    comment = db.session.scalars(waiting).one()
    post = db.session.scalars(sa.select(Post.slug).order_by(Post.pending_count.desc()).limit(1)).one()
    assert comment.guest_id is not None
    return Places(cursors, comment.id, post, comment.guest_id, comment.author_name, comment.body.split()[-1])


def pages(at: Places) -> Iterator[Case]:
    """Each queue from its first page to its last, each filter on what waits and on what is public, one comment."""
    from forum.queries.moderation.queue import QUEUES

    for queue in QUEUES:
        yield _case(f"{queue}, page 1", state=queue)
        for place in ("page 40", "middle", "last"):
            if (queue, place) in at.cursors:
                yield _case(f"{queue}, {place}", state=queue, after=at.cursors[queue, place])
    filters: dict[str, dict[str, str]] = {
        "language en": {"language": "en"},
        "language lo": {"language": "lo"},
        "post": {"post": at.post},
        "category": {"category": "blog"},
        "rule of all": {"rule": "mode"},
        "rule of some": {"rule": "words:1"},
        "rule of few": {"rule": "words:5"},
        "writer by name": {"writer": at.name},
        "writer by number": {"writer": f"guest:{at.guest}"},
        "a name that nobody has": {"writer": "Nobody"},
        "a frequent word": {"q": FREQUENT},
        "two words": {"q": RARE},
        "a rare word": {"q": at.rare_word},
        "a word that nobody wrote": {"q": NEVER},
        "a Thai word": {"q": "ขอบคุณ"},
        "one Chinese sign": {"q": "我"},
        "all together": {"q": FREQUENT, "language": "en", "category": "blog", "rule": "mode"},
    }
    for queue in ("pending", "approved"):
        for name, facts in filters.items():
            yield _case(f"{queue}, {name}", state=queue, **facts)
            if queue == "pending" and (queue, "middle") in at.cursors:
                yield _case(
                    f"{queue}, {name}, middle", state=queue, after=at.cursors[queue, "middle"], **facts
                )
    yield Case("one comment", f"/desk/comments/{at.comment}")


def _case(name: str, **facts: str) -> Case:
    return Case(name, f"/desk/moderation?{urlencode(facts)}")


def verbs() -> list[tuple[str, Callable[[Any], float]]]:
    """What changes something: a name, and what it takes ``by`` somebody, in ms. Each puts back what it did."""
    return [
        ("a decision", _decision),
        ("a rejection with a sentence", _rejection),
        ("its undo", _undo),
        (f"a bulk decision, of {BULK}", _bulk),
    ]


def _decision(by: Any) -> float:
    took, done = _decided(by)
    _take_back(by, done)
    return took


def _rejection(by: Any) -> float:
    took, done = _decided(by, rejecting=True)
    _take_back(by, done)
    return took


def _undo(by: Any) -> float:
    _, done = _decided(by)
    return _take_back(by, done)


def _decided(by: Any, *, rejecting: bool = False) -> tuple[float, int]:
    from forum.adapters import clock
    from forum.domain.comment_states import Decision, ReasonCode
    from forum.operations.moderation.deciding import Choice, decide

    ((number, version),) = _waiting(1)
    choice = Choice(Decision.APPROVE)
    if rejecting:
        choice = Choice(
            Decision.REJECT, reason_code=ReasonCode.OFF_TOPIC, note="Please stay with the subject."
        )
    began = time.perf_counter()
    done = decide(number, choice, seen=version, by=by, now=clock.now())
    took = (time.perf_counter() - began) * 1000
    assert done.entry is not None
    return took, done.entry.id


def _take_back(by: Any, entry: int) -> float:
    from forum.adapters import clock
    from forum.operations.moderation.undoing import undo

    began = time.perf_counter()
    undo(entry, by=by, now=clock.now())
    return (time.perf_counter() - began) * 1000


def _bulk(by: Any) -> float:
    from forum.adapters import clock
    from forum.domain.comment_states import Decision
    from forum.operations.moderation.deciding import Choice, decide_many
    from forum.operations.moderation.undoing import undo_batch

    items = _waiting(BULK)
    began = time.perf_counter()
    batch, _ = decide_many(items, Choice(Decision.SPAM), by=by, now=clock.now())
    took = (time.perf_counter() - began) * 1000
    undo_batch(batch, by=by, now=clock.now())
    return took


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
