"""What was decided, by whom, and how much of it did not stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.db import db
from forum.domain.actors import ActorKind
from forum.domain.appeals import AppealOutcome
from forum.domain.comment_states import VERDICT_VERBS, Decision
from forum.domain.statistics import days_between
from forum.models import Appeal, LogEntry, Post

# Every time zone of today differs from UTC by a multiple of this: the parts of a day are those of any zone's day.
_PART_SECONDS = 900
BUSIEST = 10


@dataclass(frozen=True)
class Decisions:
    """People's decisions in a period. What was taken back is no decision, and stands in ``undone`` and ``made`` alone.

    ``per_moderator`` has names and numbers, who decided most first; ``per_day`` every day in the site's zone, oldest
    first, with the number of each of these moderators in their order. Of the ``made`` ones, those that were taken back
    among them, so many did not stand until now: ``undone`` or ``overturned`` on appeal; ``fell`` has each of them once.
    """

    per_day: Sequence[tuple[date, Sequence[int]]]
    per_moderator: Sequence[tuple[str, int]]
    outcomes: dict[Decision, int]
    made: int
    undone: int
    overturned: int
    fell: int

    @property
    def total(self) -> int:
        """How many were not taken back."""
        return self.made - self.undone


def decisions_between(since: datetime, until: datetime, *, zone: str) -> Decisions:
    """What people decided from ``since`` to ``until`` (aware). ``zone`` names the site's zone. A moderator is an
    account, whatever its name was: the newest of these names is told. One statement, over the log's own index."""
    rows = db.session.execute(_counted(since, until)).all()
    here = ZoneInfo(zone)
    per_day: defaultdict[date, Counter[int]] = defaultdict(Counter)
    people: Counter[int] = Counter()
    outcomes: Counter[Decision] = Counter()
    for row in rows:
        if not row.is_undone:
            day = datetime.fromtimestamp(row.part * _PART_SECONDS, UTC).astimezone(here).date()
            per_day[day][row.actor_id] += row.n
            people[row.actor_id] += row.n
            outcomes[Decision(row.verb.removeprefix("comment."))] += row.n
    names = {row.actor_id: row.actor_name for row in sorted(rows, key=lambda row: row.newest)}
    moderators = sorted(people, key=lambda one: (-people[one], names[one], one))
    return Decisions(
        per_day=[
            (day, [per_day[day][one] for one in moderators])
            for day in days_between(since.astimezone(here).date(), until.astimezone(here).date())
        ],
        per_moderator=[(names[one], people[one]) for one in moderators],
        outcomes={decision: outcomes[decision] for decision in Decision},
        made=sum(row.n for row in rows),
        undone=sum(row.n for row in rows if row.is_undone),
        overturned=sum(row.n for row in rows if row.is_overturned),
        fell=sum(row.n for row in rows if row.is_undone or row.is_overturned),
    )


def _counted(since: datetime, until: datetime) -> sa.Select[*tuple[Any, ...]]:
    """People's decisions by quarter of an hour, account, name and verb, and by what became of them."""
    log, undoing = LogEntry, aliased(LogEntry, name="log_entry_undoing")
    return (
        sa.select(
            (sa.cast(sa.extract("epoch", log.at), sa.Integer) // _PART_SECONDS).label("part"),
            log.actor_id,
            log.actor_name,
            log.verb,
            undoing.id.is_not(None).label("is_undone"),
            Appeal.comment_id.is_not(None).label("is_overturned"),
            sa.func.max(log.id).label("newest"),
            sa.func.count().label("n"),
        )
        .outerjoin(undoing, undoing.undoes_id == log.id)
        .outerjoin(
            Appeal,
            sa.and_(
                Appeal.comment_id == log.comment_id,
                Appeal.against_id == log.id,
                Appeal.outcome == AppealOutcome.OVERTURNED,
            ),
        )
        .where(
            log.at >= since,
            log.at <= until,
            log.actor_kind == ActorKind.PERSON,
            log.verb.in_(VERDICT_VERBS),
        )
        .group_by("part", log.actor_id, log.actor_name, log.verb, "is_undone", "is_overturned")
    )


def busiest_posts(since: datetime, until: datetime) -> Sequence[tuple[int, str, str, int]]:
    """Number, title, language and new comments of the posts that got most of them."""
    n = sa.func.count().label("n")
    counted = (
        sa.select(LogEntry.post_id, n)
        .where(LogEntry.at >= since, LogEntry.at <= until, LogEntry.verb == "comment.post")
        .group_by(LogEntry.post_id)
        .order_by(n.desc(), LogEntry.post_id)
        .limit(BUSIEST)
        .subquery()
    )
    rows = db.session.execute(
        sa.select(Post.id, Post.title, Post.language, counted.c.n)
        .join(counted, counted.c.post_id == Post.id)
        .order_by(counted.c.n.desc(), Post.id)
    )
    return [tuple(row) for row in rows]
