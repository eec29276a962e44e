"""What feeds and the sitemap tell of publications."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from forum.db import UtcDateTime, db
from forum.domain.paging import Cursor, Page, page_of
from forum.models import Category, Publication
from forum.queries.public import publication_is_public
from forum.queries.publications.editions import COVER, Cover, Editions, cover_in, editions_of, with_cover
from forum.queries.sitemap import Place


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


def newest_publications(*, size: int, now: datetime, older: Cursor | None = None) -> Page[FeedPublication]:
    """The newest public publications, or those after ``older``. Two statements."""
    query = with_cover(
        sa.select(*_FEED, *COVER)
        .select_from(Publication)
        .outerjoin(Category, Category.id == Publication.category_id)
    )
    if older is not None:
        place = sa.tuple_(sa.literal(older.at, UtcDateTime()), sa.literal(older.id))
        query = query.where(sa.tuple_(Publication.published_at, Publication.id) < place)
    rows = db.session.execute(
        query.where(publication_is_public(now))
        .order_by(Publication.published_at.desc(), Publication.id.desc())
        .limit(size + 1)
    ).all()
    page = page_of(rows, size, lambda row: Cursor(row.published_at, row.id))
    editions = editions_of({row.id: row.language for row in page.items})
    found = [
        FeedPublication(
            **{name: row._mapping[name] for name in _NAMES},
            cover=cover_in(row),
            editions=editions.get(row.id, ()),
        )
        for row in page.items
    ]
    return Page(found, page.older)


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
