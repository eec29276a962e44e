"""Which addresses the sitemap names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.models import Byline, Category, Person, Post, Series, SeriesPart, Translation
from forum.queries.feeds import latest
from forum.queries.public import post_is_public


@dataclass(frozen=True, slots=True)
class Place:
    """One address of the sitemap, by its slug; ``changed_at`` is None where nothing has appeared there yet. ``texts``
    are the languages and slugs of its group of translations, its own among them, the original's first; none for what
    has no translations."""

    slug: str
    changed_at: datetime | None
    texts: tuple[tuple[str, str], ...] = ()


def highest_post() -> int:
    """The greatest number of a post; 0 without any."""
    return db.session.scalar(sa.select(sa.func.max(Post.id))) or 0


def highest_person() -> int:
    """The greatest number of a person; 0 without any."""
    return db.session.scalar(sa.select(sa.func.max(Person.id))) or 0


def post_places(numbers: range, *, now: datetime) -> Sequence[Place]:
    """The public posts whose number lies in ``numbers`` and that may be found by search engines. Two statements."""
    original = sa.func.coalesce(Translation.original_id, Post.id)
    rows = db.session.execute(
        sa.select(Post.slug, latest(Post.updated_at, Post.published_at), original)
        .outerjoin(Translation, Translation.post_id == Post.id)
        .where(_may_be_found(now), Post.id >= numbers.start, Post.id < numbers.stop)
        .order_by(Post.id)
    ).all()
    groups = _groups(now)
    return [Place(slug, changed_at, groups.get(number, ())) for slug, changed_at, number in rows]


def _may_be_found(now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(post_is_public(now), Post.is_noindex.is_(sa.false()))


def _groups(now: datetime) -> dict[int, tuple[tuple[str, str], ...]]:
    """The texts of each group of translations with more than one that may be found: by the original's number."""
    originals = sa.select(Translation.original_id).distinct()
    number = sa.func.coalesce(Translation.original_id, Post.id)
    rows = db.session.execute(
        sa.select(number, Post.language, Post.slug)
        .outerjoin(Translation, Translation.post_id == Post.id)
        .where(_may_be_found(now), sa.or_(Translation.post_id.is_not(None), Post.id.in_(originals)))
        .order_by(number, Translation.post_id.is_not(None), Post.language)
    )
    groups: dict[int, tuple[tuple[str, str], ...]] = {}
    for original, language, slug in rows:
        groups[original] = (*groups.get(original, ()), (language, slug))
    return {original: texts for original, texts in groups.items() if len(texts) > 1}


def category_places(*, now: datetime) -> Sequence[Place]:
    """All categories, and when the newest post of each appeared."""
    newest = (
        sa.select(sa.func.max(Post.published_at))
        .where(Post.category_id == Category.id, post_is_public(now))
        .scalar_subquery()
    )
    rows = db.session.execute(sa.select(Category.slug, newest).order_by(Category.position, Category.id))
    return [Place(*row) for row in rows]


def series_places(*, now: datetime) -> Sequence[Place]:
    """The series in which a public post stands, and when the newest one appeared."""
    rows = db.session.execute(
        sa.select(Series.slug, sa.func.max(Post.published_at))
        .join(SeriesPart, SeriesPart.series_id == Series.id)
        .join(Post, Post.id == SeriesPart.post_id)
        .where(post_is_public(now))
        .group_by(Series.id, Series.slug)
        .order_by(Series.id)
    )
    return [Place(*row) for row in rows]


def person_places(numbers: range, *, now: datetime) -> Sequence[Place]:
    """The people in ``numbers`` who signed a public post, and when their newest one appeared."""
    newest = sa.func.max(Post.published_at)
    rows = db.session.execute(
        sa.select(Person.slug, newest)
        .join(Byline, Byline.person_id == Person.id)
        .join(Post, Post.id == Byline.post_id)
        .where(post_is_public(now), Person.id >= numbers.start, Person.id < numbers.stop)
        .group_by(Person.id, Person.slug)
        .order_by(Person.id)
    )
    return [Place(*row) for row in rows]
