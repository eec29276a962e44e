"""The queues: what waits for a decision, and what was decided. Paged by keyset, filters combine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import Actor
from forum.domain.comment_states import State
from forum.domain.permissions import may
from forum.domain.tallies import TALLIES
from forum.models import Comment, Post, Tally
from forum.queries.moderation.items import COLUMNS, Item, filled
from forum.queries.moderation.narrowing import Filters, as_number, narrowings, of_posts
from forum.queries.moderation.short_ways import few

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
# One page looks at so many comments at most where no index leads to those that pass the filters.
WINDOW = 5_000


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


def queue_counts_of(author_id: int | None) -> dict[str, int]:
    """How many comments on the posts of one account stand in each queue, by the posts' own counters; None has no
    posts."""
    if author_id is None:
        return dict.fromkeys(QUEUES, 0)
    columns = [sa.func.coalesce(sa.func.sum(getattr(Post, f"{name}_count")), 0) for name in QUEUES]
    sums = db.session.execute(sa.select(*columns).where(Post.author_id == author_id)).one()
    return dict(zip(QUEUES, sums, strict=True))


def queue_page(
    filters: Filters, *, by: Actor, cursor: str | None = None, limit: int = 25, authors_moderate_own: bool
) -> QueuePage:
    """The items that ``by`` may moderate. A cursor that is not one of ours begins at the beginning."""
    narrowed = narrowings(filters)
    if not may(by, "moderation.enter"):
        narrowed.append(of_posts(Post.author_id, by.user_id if authors_moderate_own else None))
    order = order_of(filters.queue)
    after = read_cursor(cursor)
    in_queue = _in_queue(filters.queue)
    indexed = [in_queue, *(one.condition for one in narrowed if one.is_indexed)]
    if after is not None:
        indexed.append(order.behind(after))
    others = [one.condition for one in narrowed if not one.is_indexed]
    end = None
    if (short := few(narrowed, filters.queue, in_queue)) is not None:
        others.append(Comment.id.in_(short))
    elif others and (end := _window_end(order, indexed)) is not None:
        others.append(sa.not_(order.behind(end)))
    # First which, from the comments alone and by an index; then what is shown of them.
    which = sa.select(Comment.id).where(*indexed, *others).order_by(*order.by).limit(limit + 1).subquery()
    rows = db.session.execute(
        sa.select(*COLUMNS, order.at)
        .join(Post, Post.id == Comment.post_id)
        .where(Comment.id.in_(sa.select(which.c.id)))
        .order_by(*order.by)
    ).all()
    items = filled([row[:-1] for row in rows[:limit]])
    if len(rows) > limit:
        end = (cast(datetime, rows[limit - 1][-1]), items[-1].id)
        return QueuePage(items, write_cursor(*end))
    return QueuePage(items, write_cursor(*end) if end else None, is_cut_short=end is not None)


def _window_end(order: Order, conditions: list[sa.ColumnElement[bool]]) -> tuple[datetime, int] | None:
    """The last place at which one page looks; None where the queue ends before it."""
    window = sa.select(order.at, Comment.id).where(*conditions).order_by(*order.by).limit(WINDOW).subquery()
    at, number = window.c
    backwards = sa.desc if order.oldest_first else sa.asc
    last = db.session.execute(
        sa.select(at, number, sa.func.count().over()).order_by(backwards(at), backwards(number)).limit(1)
    ).one_or_none()
    if last is None or last[2] < WINDOW:
        return None
    return cast(datetime, last[0]), last[1]


def item_by_id(comment_id: int) -> Item | None:
    """One comment as moderators see it."""
    rows = db.session.execute(
        sa.select(*COLUMNS).join(Post, Post.id == Comment.post_id).where(Comment.id == comment_id)
    ).all()
    return filled(rows)[0] if rows else None


@dataclass(frozen=True)
class Order:
    """The order of a queue: by ``at``, then by number."""

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


def order_of(queue: str) -> Order:
    """The order in which a queue is shown."""
    if queue in BESIDE:
        return Order(BESIDE[queue][0], True)  # type: ignore[arg-type]
    return Order(Comment.created_at, queue in OLDEST_FIRST)  # type: ignore[arg-type]


def _in_queue(queue: str) -> sa.ColumnElement[bool]:
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


def owner_of(post_id: int) -> int | None:
    """The account whose post it is."""
    return db.session.scalar(sa.select(Post.author_id).where(Post.id == post_id))
