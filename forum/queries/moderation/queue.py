"""The queues: what waits for a decision, and what was decided. Paged by keyset, filters combine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import Actor
from forum.domain.comment_states import State
from forum.domain.scopes import WHOLE_SITE, Scope, scope_of
from forum.domain.tallies import TALLIES
from forum.models import Comment, Post, Tally
from forum.queries.moderation.items import COLUMNS, Item, filled
from forum.queries.moderation.narrowing import Filters, as_number, narrowings
from forum.queries.moderation.order import Order, Stretch
from forum.queries.moderation.scope import narrowed_to, posts_in
from forum.queries.moderation.short_ways import ways

QUEUES = (
    "pending",
    "second_look",
    "flagged",
    "appeals",
    "muted",
    "approved",
    "rejected",
    "spam",
    "trashed",
)
# What waits is shown oldest first, so that nobody waits for ever; what is done newest first.
OLDEST_FIRST = frozenset({"pending", "second_look", "flagged", "appeals", "muted"})
# Queues beside the states: the time by which they are ordered, and the column that is set in what stands in them.
BESIDE = {
    "second_look": (Comment.review_requested_at, Comment.review_reason),
    "flagged": (Comment.flagged_at, Comment.flagged_at),
    "appeals": (Comment.appealed_at, Comment.appealed_at),
}
# Where no index leads to those that pass the filters, one page looks at so many comments, or, where few of them pass,
# at so many at most.
GLANCE, WINDOW = 1_000, 5_000


@dataclass(frozen=True)
class QueuePage:
    """A page of a queue; ``next_cursor`` None: it is the last one. ``is_cut_short``: it ends where the search for this
    page ended, after ``looked_at`` comments, and not because it is full."""

    items: Sequence[Item]
    next_cursor: str | None
    is_cut_short: bool = False
    looked_at: int = WINDOW


def queue_counts() -> dict[str, int]:
    """How many comments stand in each queue of the whole site. One statement over a handful of rows."""
    counts = dict.fromkeys(TALLIES, 0)
    counts.update((row.name, row.n) for row in db.session.execute(sa.select(Tally.name, Tally.n)))
    return counts


def queue_counts_of(scope: Scope) -> dict[str, int]:
    """How many comments of the scope stand in each queue; of a part of the site by the counters of its posts."""
    if scope.is_empty:
        return dict.fromkeys(QUEUES, 0)
    if scope.is_whole_site:
        return queue_counts()
    columns = [sa.func.coalesce(sa.func.sum(getattr(Post, f"{name}_count")), 0) for name in QUEUES]
    sums = db.session.execute(sa.select(*columns).where(posts_in(scope))).one()
    return dict(zip(QUEUES, sums, strict=True))


def queue_page(
    filters: Filters, *, by: Actor, cursor: str | None = None, limit: int = 25, authors_moderate_own: bool
) -> QueuePage:
    """The items that ``by`` may moderate. A cursor that is not one of ours begins at the beginning."""
    scope = scope_of(by, authors_moderate_own=authors_moderate_own)
    narrowed = [*narrowings(filters), *narrowed_to(scope)]
    order = order_of(filters.queue)
    after = read_cursor(cursor)
    inside = stands_in(filters.queue)
    indexed = [inside, *(one.condition for one in narrowed if one.is_indexed)]
    if after is not None:
        indexed.append(order.behind(after))
    others = [one.condition for one in narrowed if not one.is_indexed]
    # At first only so far as a filter leads that many comments pass.
    rows = _rows(order, [*indexed, *others, *([order.until(indexed, GLANCE)] if others else [])], limit + 1)
    end = None
    if others and len(rows) <= limit:
        glance, stretch = (Stretch(order, indexed, n) for n in (GLANCE, WINDOW))
        (seen, looked), short = ways(narrowed, filters.queue, inside, (glance, stretch))
        if looked.n > seen.n and short is not None:
            rows = _rows(order, [*indexed, *others, Comment.id.in_(short)], limit + 1)
        elif looked.n > seen.n:
            end = looked.end if looked.n == WINDOW else None
            further = sa.and_(order.behind(seen.end), sa.not_(order.behind(looked.end)))
            rows = [*rows, *_rows(order, [*indexed, *others, further], limit + 1 - len(rows))]
    items = filled([row[:-1] for row in rows[:limit]])
    if len(rows) > limit:
        return QueuePage(items, write_cursor(rows[limit - 1][-1], items[-1].id))
    return QueuePage(items, write_cursor(*end) if end else None, is_cut_short=end is not None)


def _rows(order: Order, conditions: Sequence[sa.ColumnElement[bool]], limit: int) -> Sequence[Any]:
    """What is shown of the first comments in ``order`` that pass, with their place in it."""
    # First which, from the comments alone and by an index; then what is shown of them.
    which = sa.select(Comment.id).where(*conditions).order_by(*order.by).limit(limit).subquery()
    return db.session.execute(
        sa.select(*COLUMNS, order.at)
        .join(Post, Post.id == Comment.post_id)
        .where(Comment.id.in_(sa.select(which.c.id)))
        .order_by(*order.by)
    ).all()


def item_by_id(comment_id: int, *, scope: Scope = WHOLE_SITE) -> Item | None:
    """One comment as moderators see it; None where there is none in the scope."""
    rows = db.session.execute(
        sa.select(*COLUMNS)
        .join(Post, Post.id == Comment.post_id)
        .where(Comment.id == comment_id, posts_in(scope))
    ).all()
    return filled(rows)[0] if rows else None


def order_of(queue: str) -> Order:
    """The order in which a queue is shown."""
    if queue in BESIDE:
        return Order(BESIDE[queue][0], True)  # type: ignore[arg-type]
    return Order(Comment.created_at, queue in OLDEST_FIRST)  # type: ignore[arg-type]


def stands_in(queue: str) -> sa.ColumnElement[bool]:
    """What holds for each comment in the queue."""
    if queue in BESIDE:
        return BESIDE[queue][1].is_not(None)
    if queue in ("pending", "muted"):
        waits = sa.and_(Comment.state == State.PENDING, Comment.withdrawn_at.is_(None))
        return sa.and_(waits, Comment.is_muted.is_(queue == "muted"))
    return sa.and_(Comment.state == State(queue), Comment.withdrawn_at.is_(None))


def write_cursor(at: datetime, number: int) -> str:
    """The place behind an item, for the next page's address."""
    return f"{at.astimezone(UTC).isoformat()}~{number}"


def read_cursor(text: str | None) -> tuple[datetime, int] | None:
    """The inverse; None for anything else."""
    at, _, number = (text or "").replace(" ", "+").partition("~")
    try:
        instant = datetime.fromisoformat(at)
        # At the ends of the calendar there is no such time in UTC.
        return (instant.astimezone(UTC), as_number(number)) if instant.tzinfo and number.isdecimal() else None
    except (ValueError, OverflowError):
        return None
