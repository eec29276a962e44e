"""Many at once, in pieces, so that nobody else waits long for the database.

SQLite has one writer, and PostgreSQL keeps the counters' rows for whoever counts: a transaction over a thousand
comments would make readers wait who send a comment. So each piece is a transaction of its own, and between two of them
others get their turn. What is done stands, whatever becomes of the rest, and each item is told what became of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from forum.db import savepoint, transaction
from forum.domain.refusals import Refused, Unavailable
from forum.models import Comment
from forum.operations.comments.counting import lock_counters
from forum.operations.comments.standing import lock_posts

PIECE = 50

Pairs = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Outcome:
    """One item of a bulk decision: decided, or refused with a reason."""

    comment_id: int
    entry_id: int | None
    refusal: Refused | None


def nothing() -> None:
    """How those rest between two pieces whom nobody waits for."""


def one_by_one(
    pairs: Pairs, do: Callable[[int, int], int | None], *, rest: Callable[[], None]
) -> list[Outcome]:
    """What ``do`` makes of each of the ``pairs``, whose first halves are comments' numbers: the number of its log
    entry, None where there is none, or ``Refused``. ``rest`` is called between two pieces. Where the database has no
    time for a later piece, that is the outcome of all that is left; where it has none for the first, ``Unavailable``
    is raised."""
    outcomes: list[Outcome] = []
    for start in range(0, len(pairs), PIECE):
        if start:
            rest()
        try:
            outcomes += _piece(pairs[start : start + PIECE], do)
        except Unavailable as busy:
            if not start:
                raise
            return outcomes + [Outcome(number, None, busy) for number, _ in pairs[start:]]
    return outcomes


def _piece(pairs: Pairs, do: Callable[[int, int], int | None]) -> list[Outcome]:
    outcomes = []
    with transaction() as session:
        numbers = [number for number, _ in pairs]
        lock_posts(session.scalars(sa.select(Comment.post_id).where(Comment.id.in_(numbers)).distinct()))
        lock_counters()
        for number, other in pairs:
            try:
                with savepoint():
                    outcomes.append(Outcome(number, do(number, other), None))
            except Refused as refusal:
                outcomes.append(Outcome(number, None, refusal))
    return outcomes
