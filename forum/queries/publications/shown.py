"""Publications as readers see them: lists, and one with all that its page says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from forum.db import UtcDateTime, db
from forum.domain.paging import Cursor, Page, page_of
from forum.domain.uploads import BY_NAME
from forum.models import (
    AnnouncedPublication,
    Category,
    Post,
    Publication,
    PublicationEdition,
    PublicationVersion,
)
from forum.queries.public import post_is_public, publication_is_public
from forum.queries.publications.editions import (
    COVER,
    EDITIONS,
    Cover,
    Editions,
    cover_in,
    editions_in,
    editions_of,
    with_cover,
    with_editions,
)

# As many posts as a publication's page names.
MOST_POSTS = 20


@dataclass(frozen=True, slots=True)
class PublicationCard:
    """A publication in a list, and under a post that announces it."""

    id: int
    slug: str
    language: str
    title: str
    summary: str
    published_at: datetime
    cover: Cover | None
    editions: Editions

    @property
    def languages(self) -> list[str]:
        """Of its editions, each once."""
        return list(dict.fromkeys(one.language for one in self.editions))


_CARD = (
    Publication.id,
    Publication.slug,
    Publication.language,
    Publication.title,
    Publication.summary,
    Publication.published_at,
)


def publications_page(
    *, language: str | None, kind: str | None, older: Cursor | None, size: int, now: datetime
) -> Page[PublicationCard]:
    """A page of the public publications, newest first: those with an edition in ``language`` and in the format ``kind``
    (each None: any). Two statements."""
    query = (
        with_cover(sa.select(*_CARD, *COVER).select_from(Publication))
        .where(publication_is_public(now))
        .order_by(Publication.published_at.desc(), Publication.id.desc())
        .limit(size + 1)
    )
    if language is not None or kind is not None:
        wanted = (
            sa.select(PublicationVersion.id)
            .join(PublicationEdition, PublicationEdition.id == PublicationVersion.edition_id)
            .where(PublicationEdition.publication_id == Publication.id)
        )
        if language is not None:
            wanted = wanted.where(PublicationEdition.language == language)
        if kind is not None:
            wanted = wanted.where(PublicationEdition.format == kind)
        query = query.where(wanted.exists())
    if older is not None:
        place = sa.tuple_(sa.literal(older.at, UtcDateTime()), sa.literal(older.id))
        query = query.where(sa.tuple_(Publication.published_at, Publication.id) < place)
    cards = _cards(db.session.execute(query).all())
    return page_of(cards, size, lambda card: Cursor(card.published_at, card.id))


def announced_by(post_id: int, *, now: datetime) -> Sequence[PublicationCard]:
    """The public publications that a post announces, in its order. One statement: the page of a post has none to
    spare."""
    query = with_editions(with_cover(sa.select(*_CARD, *COVER, *EDITIONS).select_from(Publication)))
    rows = db.session.execute(
        query.join(AnnouncedPublication, AnnouncedPublication.publication_id == Publication.id)
        .where(AnnouncedPublication.post_id == post_id, publication_is_public(now))
        .order_by(AnnouncedPublication.place, Publication.id)
    ).all()
    first = {row.id: row for row in reversed(rows)}
    editions = editions_in(rows, {number: row.language for number, row in first.items()})
    order = dict.fromkeys(row.id for row in rows)
    return [_card(first[number], editions.get(number, ())) for number in order]


def chosen_publications(numbers: Sequence[int], *, now: datetime) -> Sequence[PublicationCard]:
    """Those of these that are public, in this order. Two statements, none for none."""
    if not numbers:
        return ()
    query = with_cover(sa.select(*_CARD, *COVER).select_from(Publication)).where(
        Publication.id.in_(numbers), publication_is_public(now)
    )
    cards = _cards(db.session.execute(query).all())
    return sorted(cards, key=lambda card: numbers.index(card.id))


def _cards(rows: Sequence[Any]) -> list[PublicationCard]:
    editions = editions_of({row.id: row.language for row in rows})
    return [_card(row, editions.get(row.id, ())) for row in rows]


def _card(row: Any, editions: Editions) -> PublicationCard:
    facts = (row.id, row.slug, row.language, row.title, row.summary, row.published_at)
    return PublicationCard(*facts, cover_in(row), editions)


def editions_there(*, now: datetime) -> tuple[Sequence[str], Sequence[str]]:
    """The languages and the formats in which anything public can be had, in their orders. One statement."""
    rows = db.session.execute(
        sa.select(PublicationEdition.language, PublicationEdition.format)
        .join(PublicationVersion, PublicationVersion.edition_id == PublicationEdition.id)
        .join(Publication, Publication.id == PublicationEdition.publication_id)
        .where(publication_is_public(now))
        .distinct()
    ).all()
    formats = {row.format for row in rows}
    return sorted({row.language for row in rows}), [name for name in BY_NAME if name in formats]


@dataclass(frozen=True, slots=True)
class Announcement:
    """A public post that announces a publication."""

    slug: str
    language: str
    title: str
    published_at: datetime | None


@dataclass(frozen=True)
class PublicationView:
    """A publication with all that its page says; ``category_slug`` None: it stands in none."""

    id: int
    slug: str
    language: str
    title: str
    summary: str
    credit: str
    description_html: str
    published_at: datetime
    updated_at: datetime
    category_slug: str | None
    category_name: str | None
    cover: Cover | None
    editions: Editions
    announced_in: Sequence[Announcement] = ()


_VIEW = (
    Publication.id,
    Publication.slug,
    Publication.language,
    Publication.title,
    Publication.summary,
    Publication.credit,
    Publication.description_html,
    Publication.published_at,
    Publication.updated_at,
    Category.slug.label("category_slug"),
    Category.name.label("category_name"),
)
_NAMES = tuple(column.key for column in _VIEW)


def publication_at(slug: str, *, now: datetime) -> PublicationView | None:
    """The public publication at ``slug``. Three statements."""
    row = _viewed(Publication.slug == slug, publication_is_public(now))
    return _view(row, now, posts=_announcing(row.id, now)) if row else None


def publication_in_preview(number: int, *, now: datetime) -> PublicationView | None:
    """The publication as its page would show it if it were public; it appears today where no time is set. Who may see
    it is asked elsewhere."""
    row = _viewed(Publication.id == number)
    return _view(row, now, posts=()) if row else None


def _viewed(*conditions: sa.ColumnElement[bool]) -> Any:
    query = with_cover(
        sa.select(*_VIEW, *COVER)
        .select_from(Publication)
        .outerjoin(Category, Category.id == Publication.category_id)
    )
    return db.session.execute(query.where(*conditions)).one_or_none()


def _view(row: Any, now: datetime, *, posts: Sequence[Announcement]) -> PublicationView:
    shown = {name: row._mapping[name] for name in _NAMES} | {"published_at": row.published_at or now}
    return PublicationView(
        **shown,
        cover=cover_in(row),
        editions=editions_of({row.id: row.language}).get(row.id, ()),
        announced_in=posts,
    )


def _announcing(number: int, now: datetime) -> Sequence[Announcement]:
    rows = db.session.execute(
        sa.select(Post.slug, Post.language, Post.title, Post.published_at)
        .join(AnnouncedPublication, AnnouncedPublication.post_id == Post.id)
        .where(AnnouncedPublication.publication_id == number, post_is_public(now))
        .order_by(Post.published_at.desc(), Post.id.desc())
        .limit(MOST_POSTS)
    )
    return [Announcement(*row) for row in rows]
