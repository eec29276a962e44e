"""The series as their keepers see them, whatever readers see of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.domain.belonging import MOST_PARTS
from forum.domain.post_states import PostState
from forum.models import Post, Series, SeriesPart
from forum.queries.posts_desk.shelves import shown_state


@dataclass(frozen=True, slots=True)
class ShelvedSeries:
    """A series. ``posts`` counts all that stand in it, drafts and trash included."""

    id: int
    slug: str
    name: str
    description: str
    posts: int


_posts = sa.select(sa.func.count()).where(SeriesPart.series_id == Series.id).scalar_subquery()
_SHELVED = (Series.id, Series.slug, Series.name, Series.description, _posts)


def series_shelf(*, after: str = "", size: int) -> tuple[Sequence[ShelvedSeries], str | None]:
    """A page of the series by name: those behind the name ``after``; and behind which name the next page begins (None:
    this is the last). One statement."""
    rows = db.session.execute(
        sa.select(*_SHELVED).where(Series.name > after).order_by(Series.name).limit(size + 1)
    ).all()
    found = [ShelvedSeries(*row) for row in rows[:size]]
    return found, found[-1].name if len(rows) > size else None


def shelved_series(number: int) -> ShelvedSeries | None:
    """The series with this number."""
    row = db.session.execute(sa.select(*_SHELVED).where(Series.id == number)).one_or_none()
    return ShelvedSeries(*row) if row else None


@dataclass(frozen=True, slots=True)
class ShelvedPart:
    """A post in a series. ``state`` is the word of the desk's shelves."""

    post_id: int
    title: str
    language: str
    state: str


def shelved_parts(number: int, *, now: datetime) -> Sequence[ShelvedPart]:
    """The first ``MOST_PARTS`` posts of a series in their order. One statement."""
    rows = db.session.execute(
        sa.select(Post.id, Post.title, Post.language, Post.state, Post.submitted_at, Post.published_at)
        .join(SeriesPart, SeriesPart.post_id == Post.id)
        .where(SeriesPart.series_id == number)
        .order_by(SeriesPart.place, SeriesPart.post_id)
        .limit(MOST_PARTS)
    )
    return [
        ShelvedPart(
            row.id,
            row.title,
            row.language,
            shown_state(PostState(row.state), row.submitted_at, row.published_at, now),
        )
        for row in rows
    ]
