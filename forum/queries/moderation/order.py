"""What stands in a queue, in which order, and a stretch of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from forum.domain.comment_states import State
from forum.models import Comment

# What waits is shown oldest first, so that nobody waits for ever; what is done newest first.
OLDEST_FIRST = frozenset({"pending", "second_look", "flagged", "appeals", "muted"})
# In these, comments may wait since a later time than that by which the queue is ordered: who wrote first is read
# first, whatever came between.
WAITING = frozenset({"pending", "muted"})
# Queues beside the states: the time by which they are ordered, and the column that is set in what stands in them.
BESIDE = {
    "second_look": (Comment.review_requested_at, Comment.review_reason),
    "flagged": (Comment.flagged_at, Comment.flagged_at),
    "appeals": (Comment.appealed_at, Comment.appealed_at),
}


@dataclass(frozen=True)
class Order:
    """By ``at``, then by number."""

    at: sa.ColumnElement[datetime]
    oldest_first: bool

    @property
    def by(self) -> tuple[Any, Any]:
        direction = sa.asc if self.oldest_first else sa.desc
        return direction(self.at), direction(Comment.id)

    def behind(self, place: tuple[datetime, int]) -> sa.ColumnElement[bool]:
        """What comes after ``place``."""
        here = sa.tuple_(self.at, Comment.id)
        there = sa.tuple_(sa.literal(place[0], self.at.type), sa.literal(place[1]))
        return here > there if self.oldest_first else here < there


@dataclass(frozen=True)
class Stretch:
    """The first ``n`` comments in ``order`` for which the ``conditions`` hold: an index leads to them."""

    order: Order
    conditions: Sequence[sa.ColumnElement[bool]]
    n: int

    def backwards(self, *more: sa.ColumnElement[Any]) -> sa.Select[Any]:
        """The last place of the stretch, and ``more`` about it."""
        first = sa.select(self.order.at, Comment.id).where(*self.conditions).order_by(*self.order.by)
        at, number = first.limit(self.n).subquery().c
        last_first = sa.desc if self.order.oldest_first else sa.asc
        return sa.select(at, number, *more).order_by(last_first(at), last_first(number)).limit(1)


@dataclass(frozen=True)
class Looked:
    """How far a stretch goes: how many comments it has, and the place of the last (any, where it has none)."""

    n: int = 0
    end: tuple[datetime, int] = (datetime.min.replace(tzinfo=UTC), 0)


def order_of(queue: str) -> Order:
    """The order in which a queue is shown."""
    if queue in BESIDE:
        return Order(BESIDE[queue][0], True)  # type: ignore[arg-type]
    return Order(Comment.created_at, queue in OLDEST_FIRST)  # type: ignore[arg-type]


def order_of_arrival(queue: str) -> sa.ColumnElement[datetime]:
    """When what stands in a queue came into it."""
    return Comment.waits_since if queue in WAITING else order_of(queue).at  # type: ignore[return-value]


def waits_in(queue: str) -> sa.ColumnElement[bool]:
    """What ``stands_in`` says of a queue in which comments wait since a time that is stored (``Comment.waits_since``),
    said so that the index of that time leads to them."""
    return sa.and_(Comment.waits_since.is_not(None), Comment.is_muted.is_(queue == "muted"))


def stands_in(queue: str) -> sa.ColumnElement[bool]:
    """What holds for each comment in the queue."""
    if queue in BESIDE:
        return BESIDE[queue][1].is_not(None)
    if queue in ("pending", "muted"):
        waits = sa.and_(Comment.state == State.PENDING, Comment.withdrawn_at.is_(None))
        return sa.and_(waits, Comment.is_muted.is_(queue == "muted"))
    return sa.and_(Comment.state == State(queue), Comment.withdrawn_at.is_(None))
