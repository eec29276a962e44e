"""How long comments wait: those that do now, and those that were decided about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.db import db
from forum.domain.statistics import AGES, MIN_FOR_USUAL, days_between, place_of_percentile
from forum.models import Comment, LogEntry
from forum.queries.moderation.order import waits_in

USUAL_OVER = timedelta(days=7)
PERCENTILES = (50, 95)
UNDO = aliased(LogEntry)


@dataclass(frozen=True)
class Wait:
    """``n`` comments; how long half of them and 95 of 100 of them wait, or waited, at most (None: there are none)."""

    n: int
    median: timedelta | None = None
    longest_but_5_percent: timedelta | None = None


def waiting_now(now: datetime) -> Wait:
    """What waits in the queue now, without what muted writers sent. One statement."""
    # The newest first, so that the waits come in ascending order.
    n, times = _at_percentiles(Comment.waits_since.desc(), Comment.waits_since, waits_in("pending"))
    if not n:
        return Wait(0)
    return Wait(n, *(now - time for time in times))


def waiting_by_age(now: datetime) -> Sequence[tuple[str, int]]:
    """How many wait in each class of ``domain.statistics.AGES``. One statement."""
    since = [now - age if age is not None else None for _, age in AGES]
    counts, newer_than = [], None
    for edge in since:
        conditions = []
        if edge is not None:
            conditions.append(Comment.waits_since > edge)
        if newer_than is not None:
            conditions.append(Comment.waits_since <= newer_than)
        counts.append(sa.func.count().filter(sa.and_(sa.true(), *conditions)))
        newer_than = edge
    row = db.session.execute(sa.select(*counts).where(waits_in("pending"))).one()
    return [(name, n) for (name, _), n in zip(AGES, row, strict=True)]


def waited(since: datetime, until: datetime) -> Wait:
    """How long those comments had waited about which a person decided from ``since`` to ``until``. What was taken back
    is no decision: the comment went on waiting. One statement."""
    n, waits = _at_percentiles(LogEntry.waited_seconds.asc(), LogEntry.waited_seconds, *_waited(since, until))
    if not n:
        return Wait(0)
    return Wait(n, *(timedelta(seconds=seconds) for seconds in waits))


def waited_by_day(since: datetime, until: datetime, *, zone: str) -> Sequence[tuple[date, Wait]]:
    """The same for every day of the site's zone, oldest first, by the day of the decision. One statement."""
    here = ZoneInfo(zone)
    waits: defaultdict[date, list[int]] = defaultdict(list)
    for at, seconds in db.session.execute(
        sa.select(LogEntry.at, LogEntry.waited_seconds).where(*_waited(since, until))
    ):
        waits[at.astimezone(here).date()].append(seconds or 0)
    return [
        (day, _wait_of(sorted(waits[day])))
        for day in days_between(since.astimezone(here).date(), until.astimezone(here).date())
    ]


def _wait_of(seconds: Sequence[int]) -> Wait:
    if not seconds:
        return Wait(0)
    places = [place_of_percentile(len(seconds), percent) for percent in PERCENTILES]
    return Wait(len(seconds), *(timedelta(seconds=seconds[place]) for place in places))


def usual_wait(now: datetime) -> int | None:
    """The seconds that half of the comments waited at most of those that were decided about in the last week; None
    where they were too few to speak of. One statement."""
    n, waits = _at_percentiles(
        LogEntry.waited_seconds.asc(), LogEntry.waited_seconds, *_waited(now - USUAL_OVER, now)
    )
    return waits[0] if n >= MIN_FOR_USUAL else None


def _waited(since: datetime, until: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    undone = sa.exists().where(UNDO.undoes_id == LogEntry.id)
    return LogEntry.waited_seconds.is_not(None), LogEntry.at >= since, LogEntry.at <= until, ~undone


def _at_percentiles(
    order: sa.ColumnElement[Any], column: Any, *conditions: sa.ColumnElement[bool]
) -> tuple[int, list[Any]]:
    """How many rows hold, and the values of ``column`` in ascending ``order`` that 50 and 95 of 100 do not exceed: the
    nearest rank, as ``domain.statistics.place_of_percentile`` counts it (from 0; here from 1)."""
    placed = (
        sa.select(
            column.label("value"),
            sa.func.row_number().over(order_by=order).label("place"),
            sa.func.count().over().label("n"),
        )
        .where(*conditions)
        .subquery()
    )
    places = [(placed.c.n * percent + 99) // 100 for percent in PERCENTILES]
    rows = db.session.execute(
        sa.select(placed.c.value, placed.c.place, placed.c.n).where(placed.c.place.in_(places))
    ).all()
    if not rows:
        return 0, []
    n, values = rows[0].n, {row.place: row.value for row in rows}
    return n, [values[place_of_percentile(n, percent) + 1] for percent in PERCENTILES]
