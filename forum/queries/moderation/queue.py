"""The queues: what waits for a decision, and what was decided. Paged by keyset, filters combine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import Actor
from forum.domain.scopes import WHOLE_SITE, Scope, scope_of
from forum.domain.spam import LOOKS_LIKE_SPAM
from forum.domain.tallies import TALLIES
from forum.models import Comment, Post, Tally
from forum.queries.moderation.cursors import BEFORE_SPAM, is_among_spam, read_cursor, write_cursor
from forum.queries.moderation.items import Item, filled, shown
from forum.queries.moderation.narrowing import Filters, Narrowing, narrowings
from forum.queries.moderation.order import BESIDE, Order, Stretch, order_of, stands_in
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
# Where no index leads to those that pass a filter, one page looks at so many comments at most; in the queues beside the
# states, whose indexes say nothing but the order, at so many.
WINDOW, WINDOW_BESIDE = 2_500, 500
_LIKELY: sa.ColumnElement[float] = sa.literal_column(str(LOOKS_LIKE_SPAM))
_SCORE = sa.func.coalesce(Comment.spam_score, 0)
_SUMS = [sa.func.coalesce(sa.func.sum(getattr(Post, f"{name}_count")), 0) for name in QUEUES]


@dataclass(frozen=True)
class QueuePage:
    """A page of a queue; ``next_cursor`` None: it is the last one. ``is_cut_short``: it ends where the search for this
    page ended, after ``looked_at`` comments, and not because it is full. ``goes_on_with_spam``: the next page begins
    with what looks like spam."""

    items: Sequence[Item]
    next_cursor: str | None
    is_cut_short: bool = False
    looked_at: int = WINDOW
    goes_on_with_spam: bool = False


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
    sums = db.session.execute(sa.select(*_SUMS).where(posts_in(scope))).one()
    return dict(zip(QUEUES, sums, strict=True))


def counts_and_places(
    scope: Scope, places: sa.Select[int, datetime]
) -> tuple[dict[str, int], list[tuple[int, datetime]]]:
    """What ``queue_counts_of`` says, and what the question for ``places`` (numbers and times) finds at that moment: one
    statement for both, since the fullest page of a queue has none left of its budget."""
    if scope.is_empty:
        return dict.fromkeys(QUEUES, 0), []
    number, at = places.subquery().c
    no_time = sa.cast(sa.null(), at.type)
    if scope.is_whole_site:
        counted = sa.select(Tally.name, Tally.n, no_time)
        found = sa.select(sa.literal(""), number, at)
    else:
        counted = sa.select(*_SUMS, no_time).where(posts_in(scope))
        found = sa.select(number, *(sa.literal(0) for _ in QUEUES[1:]), at)
    rows = db.session.execute(sa.union_all(counted, found)).all()
    sums = [row[:-1] for row in rows if row[-1] is None]
    came = [row for row in rows if row[-1] is not None]
    if scope.is_whole_site:
        return dict.fromkeys(TALLIES, 0) | dict(sums), [(row[1], row[-1]) for row in came]
    return dict(zip(QUEUES, sums[0], strict=True)), [(row[0], row[-1]) for row in came]


def queue_page(
    filters: Filters, *, by: Actor, cursor: str | None = None, limit: int = 25, authors_moderate_own: bool
) -> QueuePage:
    """The items that ``by`` may moderate. A cursor that is not one of ours begins at the beginning.

    What waits and looks like spam comes behind all else that waits: on the same page, or, where a filter has to be
    looked for, on a page of its own."""
    scope = scope_of(by, authors_moderate_own=authors_moderate_own)
    # The scope first: what is not theirs is passed over before anything is asked of its text.
    narrowed = [*narrowed_to(scope), *narrowings(filters)]
    among_spam = filters.queue == "pending" and is_among_spam(cursor)
    walk = Walk(filters.queue, narrowed, among_spam)
    spam = replace(walk, among_spam=True) if filters.queue == "pending" and not among_spam else None
    walked = _walked(walk, read_cursor(cursor), limit + 1, behind=spam)
    rows, end = walked.rows, walked.end
    voices = len(rows) if not among_spam else 0
    if spam is not None and len(rows) <= limit and end is None:
        if not walk.others:
            rows = [*rows, *_walked(spam, None, limit + 1 - len(rows)).rows]
        elif walked.is_any_behind:
            return QueuePage(filled(rows, scope=scope), BEFORE_SPAM, goes_on_with_spam=True)
    items = filled(rows[:limit], scope=scope)
    if len(rows) > limit:
        last = write_cursor(rows[limit - 1][-1], items[-1].id, among_spam=limit > voices)
        return QueuePage(items, last)
    further = write_cursor(*end, among_spam=among_spam) if end else None
    return QueuePage(items, further, is_cut_short=end is not None, looked_at=walk.window)


@dataclass(frozen=True)
class Walk:
    """What a page walks through: a queue, or that part of it which looks like spam, and what narrows it."""

    queue: str
    narrowed: Sequence[Narrowing]
    among_spam: bool

    @property
    def inside(self) -> sa.ColumnElement[bool]:
        """What holds for each comment of it, whatever narrows it."""
        conditions = [stands_in(self.queue)]
        if self.queue == "pending":
            conditions += looks_like_spam() if self.among_spam else [sa.not_(_SCORE >= _LIKELY)]
        return sa.and_(*conditions)

    @property
    def window(self) -> int:
        """How many comments one page of it looks at, at most."""
        return min(WINDOW, WINDOW_BESIDE) if self.queue in BESIDE else WINDOW

    @property
    def others(self) -> list[sa.ColumnElement[bool]]:
        """The filters to which no index leads."""
        return [one.condition for one in self.narrowed if not one.is_indexed]


@dataclass(frozen=True)
class Walked:
    """The rows, and where the search ended, if that was not for their number. ``is_any_behind``: whether there is
    anything in the walk that comes behind, before its filters; asked where the rows were looked for."""

    rows: Sequence[Any]
    end: tuple[datetime, int] | None = None
    is_any_behind: bool = False


def _walked(walk: Walk, after: tuple[datetime, int] | None, limit: int, behind: Walk | None = None) -> Walked:
    """The first rows of the walk that come after this place; ``behind``: the walk that this one goes on with."""
    order, others, inside = order_of(walk.queue), walk.others, walk.inside
    indexed = [inside, *(one.condition for one in walk.narrowed if one.is_indexed)]
    if after is not None:
        indexed.append(order.behind(after))
    if not others:
        return Walked(_rows(order, indexed, limit))
    # First how far the walk goes, and whether there is a shorter way; in the same statement what comes behind. A place
    # that is known tells PostgreSQL how little stands before it, which it does not see in a question for the place.
    first_behind = [Stretch(order, [behind.inside], 1)] if behind is not None else []
    (looked, *more), short = ways(
        walk.narrowed, walk.queue, inside, (Stretch(order, indexed, walk.window), *first_behind)
    )
    is_any_behind = any(one.n for one in more)
    if looked.n == walk.window and short is not None:
        return Walked(_rows(order, [*indexed, *others, Comment.id.in_(short)], limit), None, is_any_behind)
    rows = _rows(order, [*indexed, *others, sa.not_(order.behind(looked.end))], limit)
    ends_early = looked.n == walk.window and len(rows) < limit
    return Walked(rows, looked.end if ends_early else None, is_any_behind)


def _rows(order: Order, conditions: Sequence[sa.ColumnElement[bool]], limit: int) -> Sequence[Any]:
    """What is shown of the first comments in ``order`` that pass, with their place in it."""
    # First which, from the comments alone and by an index; then what is shown of them.
    which = sa.select(Comment.id).where(*conditions).order_by(*order.by).limit(limit).subquery()
    return db.session.execute(
        shown(order.at).where(Comment.id.in_(sa.select(which.c.id))).order_by(*order.by)
    ).all()


def item_by_id(comment_id: int, *, scope: Scope = WHOLE_SITE) -> Item | None:
    """One comment as moderators see it; None where there is none in the scope."""
    rows = db.session.execute(shown().where(Comment.id == comment_id, posts_in(scope))).all()
    return filled(rows, scope=scope)[0] if rows else None


def looks_like_spam() -> list[sa.ColumnElement[bool]]:
    """What holds for each comment that waits and looks like spam, said so that its index leads to them: in the words of
    the index, without parameters."""
    return [Comment.state == sa.literal_column("'pending'"), Comment.spam_score >= _LIKELY]
