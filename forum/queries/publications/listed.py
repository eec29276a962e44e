"""What feeds and the sitemap tell of publications."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.models import Category, Publication
from forum.queries.feeds import Place
from forum.queries.public import publication_is_public
from forum.queries.publications.editions import COVER, Cover, Editions, cover_in, editions_of, with_cover


@dataclass(frozen=True, slots=True)
class FeedPublication:
    """A publication as a feed carries it."""

    id: int
    slug: str
    language: str
    title: str
    summary: str
    credit: str
    description_html: str
    published_at: datetime
    updated_at: datetime
    category: str | None
    cover: Cover | None
    editions: Editions


_FEED = (
    Publication.id,
    Publication.slug,
    Publication.language,
    Publication.title,
    Publication.summary,
    Publication.credit,
    Publication.description_html,
    Publication.published_at,
    Publication.updated_at,
    Category.name.label("category"),
)
_NAMES = tuple(column.key for column in _FEED)


def newest_publications(*, size: int, now: datetime) -> Sequence[FeedPublication]:
    """The newest public publications. Two statements."""
    query = with_cover(
        sa.select(*_FEED, *COVER)
        .select_from(Publication)
        .outerjoin(Category, Category.id == Publication.category_id)
    )
    rows = db.session.execute(
        query.where(publication_is_public(now))
        .order_by(Publication.published_at.desc(), Publication.id.desc())
        .limit(size)
    ).all()
    editions = editions_of({row.id: row.language for row in rows})
    return [
        FeedPublication(
            **{name: row._mapping[name] for name in _NAMES},
            cover=cover_in(row),
            editions=editions.get(row.id, ()),
        )
        for row in rows
    ]


# A programme publishes some hundreds of things; the sitemap's one file for them holds far more.
PLACES = 10_000


def publication_places(*, now: datetime) -> Sequence[Place]:
    """The newest public publications, and when each last changed."""
    rows = db.session.execute(
        sa.select(Publication.slug, Publication.updated_at)
        .where(publication_is_public(now))
        .order_by(Publication.published_at.desc(), Publication.id.desc())
        .limit(PLACES)
    )
    return [Place(*row) for row in rows]
