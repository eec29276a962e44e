"""What has happened to a queue since somebody began to look at it. The same number of statements whatever is shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa

from forum.db import db
from forum.domain.scopes import Scope
from forum.models import Comment, Post
from forum.queries.moderation.items import Item, filled, shown
from forum.queries.moderation.narrowing import Filters, narrowings
from forum.queries.moderation.order import OLDEST_FIRST, WAITING, order_of_arrival, stands_in, waits_in
from forum.queries.moderation.queue import counts_and_places, queue_counts_of
from forum.queries.moderation.scope import narrowed_to, posts_in

# More new ones than these are not counted.
MANY = 100
# Longer than anybody may take from the moment since which a comment waits, when their request begins, to the moment in
# which others see it: two seconds for the check outside, five for a lock, and a batch of a thousand takes twenty locks.
OVERLAP = timedelta(minutes=2)
# So many are named that came within the overlap.
MOST_KNOWN = 100


@dataclass(frozen=True)
class Mark:
    """How far somebody has seen a queue: what came into it after ``since`` (aware) is new to them, but for those that
    are ``known`` by number as having come at that time."""

    since: datetime
    known: Mapping[int, datetime] = field(default_factory=dict)


def counts_and_mark(filters: Filters, *, now: datetime, scope: Scope) -> tuple[dict[str, int], Mark]:
    """How many comments stand in each queue, and how far one sees this queue who looks after this statement.

    A comment comes at the moment at which its writer's request began, and is seen when that has ended. So the mark is
    set back by the ``OVERLAP``, and names what has been seen to come since: none is missed, and none told twice. Where
    more have come than can be named, it is set back to the last that can."""
    since = now - OVERLAP
    came = _came(filters, since, scope=scope)
    if came is None:
        return queue_counts_of(scope), Mark(now)
    newest_first = sa.desc(order_of_arrival(filters.queue)), sa.desc(Comment.id)
    counts, known = counts_and_places(scope, came.order_by(*newest_first).limit(MOST_KNOWN + 1))
    if len(known) > MOST_KNOWN:
        since = min(at for _, at in known)
    return counts, Mark(since, {number: at for number, at in known if at > since})


def arrived_since(filters: Filters, mark: Mark, *, but: Collection[int] = (), scope: Scope) -> int:
    """How many comments have come into a queue since the mark, ``MANY`` at most, without the comments ``but``; 0 for
    queues of what is decided. One statement."""
    came = _came(filters, mark.since, scope=scope)
    if came is None:
        return 0
    found = db.session.execute(came.limit(MANY + len(mark.known) + len(but)))
    return min(MANY, sum(mark.known.get(number) != at and number not in but for number, at in found))


def _came(filters: Filters, since: datetime, *, scope: Scope) -> sa.Select[int, datetime] | None:
    """A question for the numbers and times of what came into a queue since; None for queues of what is decided."""
    queue = filters.queue
    if queue not in OLDEST_FIRST:
        return None
    narrowed = [one.condition for one in (*narrowings(filters), *narrowed_to(scope))]
    at = order_of_arrival(queue)
    stands = waits_in(queue) if queue in WAITING else stands_in(queue)
    return sa.select(Comment.id, at).where(stands, at > since, *narrowed)


def changed_since(seen: Mapping[int, int], queue: str, *, scope: Scope) -> list[tuple[Item, bool]]:
    """Those comments of ``seen`` (number: version) that have another version now, and whether each still stands in the
    queue. What is gone, or not in the scope, is passed over."""
    rows = db.session.execute(
        sa.select(Comment.id, Comment.version, stands_in(queue).label("stands"))
        .join(Post, Post.id == Comment.post_id)
        .where(Comment.id.in_(list(seen)), posts_in(scope))
    )
    changed = {row.id: bool(row.stands) for row in rows if row.version != seen[row.id]}
    if not changed:
        return []
    found = db.session.execute(shown().where(Comment.id.in_(list(changed)))).all()
    return [(item, changed[item.id]) for item in filled(found, scope=scope)]
