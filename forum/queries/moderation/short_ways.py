"""The short way through a queue, where there is one.

A queue is walked in its order, by its index, and each comment is looked at until a page is full. A filter that few
comments pass would have that walk to the end; such a filter names those few instead, and only they are looked at.
Which way is the shorter is counted, never guessed, and counting ends where it is no short way any more. Where
a count cannot end early, the first of the queue are glanced at before: if so many of them pass that all cannot be few,
nobody counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from forum.db import db
from forum.domain.tallies import TALLIES
from forum.models import Comment, Post
from forum.queries.moderation.narrowing import Narrowing, Numbers
from forum.queries.moderation.order import Looked, Stretch

# So many comments are looked at one by one rather than walking the queue; on so many posts.
FEW = 4_000
FEW_POSTS = 400
# Of the first in the queue that are glanced at, so many pass a filter that is common.
GLANCE, COMMON = 500, 6


def ways(
    narrowed: Sequence[Narrowing],
    queue: str,
    in_queue: sa.ColumnElement[bool],
    stretches: Sequence[Stretch],
) -> tuple[list[Looked], Numbers | None]:
    """How far each of the ``stretches`` goes; and the comments of which all that pass are a part, where they are few
    enough to be looked at one by one, None where every filter lets too many pass. ``in_queue``: what holds for each
    comment of ``queue``. One statement."""
    counts = {
        place: list(_counts(place, one, queue, stretches[0]))
        for place, one in enumerate(narrowed)
        if (queue in TALLIES if one.posts is not None else one.numbers is not None)
    }
    parts = [part for some in counts.values() for part in some]
    nowhere = sa.cast(sa.null(), stretches[0].order.at.type)
    asked = sa.union_all(
        *(_end(-1 - i, stretch) for i, stretch in enumerate(stretches)),
        *(sa.select(nowhere, *part.subquery().c) for part in parts),
    )
    looked = [Looked()] * len(stretches)
    counted: dict[int, list[tuple[int, int]]] = {place: [] for place in counts}
    for at, place, number, n in db.session.execute(asked):
        if place < 0:
            looked[-1 - place] = Looked(n, (at, number))
        else:
            counted[place].append((number, n))
    best = min(counted, key=lambda place: _size(counted[place]), default=None)
    if best is None or _size(counted[best]) > FEW:
        return looked, None
    return looked, _numbers(narrowed[best], [post for post, _ in counted[best] if post], in_queue)


def _end(place: int, stretch: Stretch) -> sa.Select[Any]:
    end = stretch.backwards(sa.literal(place).label("place"), sa.func.count().over().label("n")).subquery()
    return sa.select(end.c[0], end.c.place, end.c[1], end.c.n)


def _counts(place: int, one: Narrowing, queue: str, stretch: Stretch) -> Iterator[sa.Select[int, int, int]]:
    """How many comments may pass a filter, in rows of its place, a post (0: whatever the post) and a number; more than
    few where it is common. ``stretch``: the first that are walked without it."""
    of_place = sa.literal(place).label("place")
    is_rare = _passing(one, stretch) < COMMON if one.counts_whole else sa.true()
    if one.posts is not None:
        n: InstrumentedAttribute[int] = getattr(Post, f"{queue}_count")
        posts = sa.select(Post.id, n).where(one.posts, n > 0, is_rare).limit(FEW_POSTS + 1)
        yield sa.select(of_place, *posts.subquery().c)
    if one.numbers is not None:
        counted = sa.select(sa.func.count()).select_from(one.numbers.limit(FEW + 1).subquery())
        n_or_many = sa.case((is_rare, counted.scalar_subquery()), else_=FEW + 1)
        yield sa.select(of_place, sa.literal(0).label("post"), n_or_many.label("n"))


def _passing(one: Narrowing, stretch: Stretch) -> sa.ScalarSelect[int]:
    """How many of the first in the stretch pass the filter. They are looked at once, however often it is asked."""
    passes = sa.case((one.condition, 1), else_=0).label("passes")
    first = sa.select(passes).where(*stretch.conditions).order_by(*stretch.order.by).limit(GLANCE).subquery()
    passing = sa.select(sa.func.coalesce(sa.func.sum(first.c.passes), 0).label("n"))
    return sa.select(passing.cte("glanced").prefix_with("MATERIALIZED").c.n).scalar_subquery()


def _size(counted: list[tuple[int, int]]) -> int:
    """The comments together; more than few where there are too many posts."""
    return sum(n for _, n in counted) if len(counted) <= FEW_POSTS else FEW + 1


def _numbers(one: Narrowing, posts: list[int], in_queue: sa.ColumnElement[bool]) -> Numbers:
    parts: list[sa.Select[int]] = []
    if one.numbers is not None:
        # A limit that is never reached says how few they are to who plans the question.
        parts.append(sa.select(one.numbers.limit(FEW).subquery().c[0]))
    if one.posts is not None:
        parts.append(sa.select(Comment.id).where(Comment.post_id.in_(posts), in_queue))
    return parts[0] if len(parts) == 1 else sa.union_all(*parts)
