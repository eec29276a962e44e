"""What was decided, by whom, and how much of it did not stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

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
    """People's decisions in a period. ``per_day`` has every day of it in the site's zone, oldest first; ``undone`` and
    ``overturned`` are those that were taken back, and changed on appeal."""

    per_day: Sequence[tuple[date, int]]
    per_moderator: Sequence[tuple[str, int]]
    outcomes: dict[Decision, int]
    undone: int
    overturned: int
    total: int = field(default=0)


def decisions_between(since: datetime, until: datetime, *, zone: str) -> Decisions:
    """What people decided from ``since`` to ``until`` (aware). ``zone`` names the site's zone. Two statements, over the
    log's own index."""
    part = sa.cast(sa.extract("epoch", LogEntry.at), sa.Integer) // _PART_SECONDS
    rows = db.session.execute(
        sa.select(
            part.label("part"),
            LogEntry.actor_id,
            LogEntry.actor_name,
            LogEntry.verb,
            sa.func.count().label("n"),
        )
        .where(
            LogEntry.at >= since,
            LogEntry.at <= until,
            LogEntry.actor_kind == ActorKind.PERSON,
            LogEntry.verb.in_([*VERDICT_VERBS, "comment.undo"]),
        )
        .group_by("part", LogEntry.actor_id, LogEntry.actor_name, LogEntry.verb)
    ).all()
    here = ZoneInfo(zone)
    days: Counter[date] = Counter()
    people: Counter[str] = Counter()
    outcomes: Counter[Decision] = Counter()
    undone = 0
    for row in rows:
        if row.verb == "comment.undo":
            undone += row.n
            continue
        days[datetime.fromtimestamp(row.part * _PART_SECONDS, UTC).astimezone(here).date()] += row.n
        people[row.actor_name] += row.n
        outcomes[Decision(row.verb.removeprefix("comment."))] += row.n
    overturned = db.session.scalar(
        sa.select(sa.func.count()).where(
            Appeal.outcome == AppealOutcome.OVERTURNED,
            Appeal.answered_at >= since,
            Appeal.answered_at <= until,
        )
    )
    return Decisions(
        per_day=[
            (day, days[day])
            for day in days_between(since.astimezone(here).date(), until.astimezone(here).date())
        ],
        per_moderator=people.most_common(),
        outcomes={decision: outcomes[decision] for decision in Decision},
        undone=undone,
        overturned=overturned or 0,
        total=outcomes.total(),
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
