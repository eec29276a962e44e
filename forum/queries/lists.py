"""Lists of posts: newest first, paged by keyset on (published_at, id)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.db import UtcDateTime, db
from forum.domain.belonging import MAX_PINNED, MOST_PARTS
from forum.domain.paging import Cursor, Page, page_of
from forum.models import Byline, Category, Post, SeriesPart, post_tag
from forum.queries.people import Signatures, chief_of, signatures_of
from forum.queries.public import post_is_public


@dataclass(frozen=True)
class Shelf:
    """Which posts a list holds: those of some categories, a tag, a person, a series, a language, a span of time, the
    pinned or the others; nothing given: all of them."""

    categories: tuple[int, ...] = ()
    tag_id: int | None = None
    person_id: int | None = None
    series_id: int | None = None
    language: str | None = None
    is_pinned: bool | None = None
    start: datetime | None = None
    end: datetime | None = None

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """The shelf as SQL. Whether a post is public is another question."""
        found: list[sa.ColumnElement[bool]] = []
        if self.categories:
            found.append(Post.category_id.in_(self.categories))
        if self.tag_id is not None:
            found.append(Post.id.in_(sa.select(post_tag.c.post_id).where(post_tag.c.tag_id == self.tag_id)))
        if self.person_id is not None:
            found.append(Post.id.in_(sa.select(Byline.post_id).where(Byline.person_id == self.person_id)))
        if self.series_id is not None:
            parts = sa.select(SeriesPart.post_id).where(SeriesPart.series_id == self.series_id)
            found.append(Post.id.in_(parts))
        if self.language is not None:
            found.append(is_in_language(self.language))
        if self.is_pinned is not None:
            found.append(Post.pinned_at.is_not(None) if self.is_pinned else Post.pinned_at.is_(None))
        if self.start is not None:
            found.append(Post.published_at >= self.start)
        if self.end is not None:
            found.append(Post.published_at < self.end)
        return found


def is_in_language(tag: str) -> sa.ColumnElement[bool]:
    """Whether a post is in the language, or in a kind of it: ``zh`` holds ``zh-Hans``, too (RFC 4647 §3.3.1)."""
    return sa.or_(Post.language == tag, Post.language.startswith(f"{tag}-", autoescape=True))


ALL_POSTS, PINNED, NOT_PINNED = Shelf(), Shelf(is_pinned=True), Shelf(is_pinned=False)


@dataclass(frozen=True, slots=True)
class Card:
    """A post as a list shows it. ``excerpt`` is the author's or cut from the text; with ``has_lead`` it ends
    at a mark, where the page goes on. ``comments`` counts public ones; ``announced_slug`` and
    ``announced_comments`` are those of the public post that it announces, None for none."""

    id: int
    slug: str
    language: str
    title: str
    excerpt: str
    has_lead: bool
    published_at: datetime
    comments: int
    category_slug: str
    category_name: str
    announced_slug: str | None
    announced_comments: int | None
    signatures: Signatures

    @property
    def chief(self) -> Signatures:
        """The names that the list shows; all of one role."""
        return chief_of(self.signatures)


def older_than(cursor: Cursor) -> sa.ColumnElement[bool]:
    """The posts that stand after ``cursor``, newest first."""
    place = sa.tuple_(sa.literal(cursor.at, UtcDateTime()), sa.literal(cursor.id))
    return sa.tuple_(Post.published_at, Post.id) < place


def shown_excerpt() -> sa.ColumnElement[str]:
    """The excerpt by hand, else the automatic one."""
    return sa.case((Post.excerpt != "", Post.excerpt), else_=Post.auto_excerpt)


def languages_of_posts(*, now: datetime) -> Sequence[str]:
    """The tags of the languages in which there are public posts. One statement."""
    found = sa.select(Post.language).where(post_is_public(now)).distinct().order_by(Post.language)
    return db.session.scalars(found).all()


def is_written_in(tag: str, *, now: datetime) -> bool:
    """Whether there is a public post in the language. One statement."""
    found = sa.exists().where(post_is_public(now), is_in_language(tag))
    return bool(db.session.scalar(sa.select(found)))


def posts_on(shelf: Shelf, *, size: int, older: Cursor | None, now: datetime) -> Page[Card]:
    """A page of the shelf's public posts, from the newest or from where ``older`` says. Two statements."""
    rows = db.session.execute(_page(shelf, size + 1, older, now)).all()
    return page_of(_cards(rows), size, lambda card: Cursor(card.published_at, card.id))


def front_page(*, size: int, now: datetime) -> tuple[Sequence[Card], Page[Card]]:
    """The pinned posts, newest first, and the first page of the others. Three statements."""
    pinned = db.session.execute(_page(PINNED, MAX_PINNED, None, now)).all()
    others = db.session.execute(_page(NOT_PINNED, size + 1, None, now)).all()
    cards = _cards([*pinned, *others])
    page = page_of(cards[len(pinned) :], size, lambda card: Cursor(card.published_at, card.id))
    return cards[: len(pinned)], page


def parts_of_series(series_id: int, *, now: datetime) -> Sequence[Card]:
    """The public posts of a series in their order, ``MOST_PARTS`` at most. Two statements."""
    query = _page(Shelf(series_id=series_id), MOST_PARTS, None, now)
    in_order = query.join(SeriesPart, SeriesPart.post_id == Post.id).order_by(None)
    return _cards(db.session.execute(in_order.order_by(SeriesPart.place, Post.id)).all())


def _cards(rows: Sequence[sa.Row[*tuple[Any, ...]]]) -> list[Card]:
    signed = signatures_of(row.id for row in rows)
    return [Card(**row._mapping, signatures=signed.get(row.id, ())) for row in rows]


def _page(shelf: Shelf, limit: int, older: Cursor | None, now: datetime) -> sa.Select[*tuple[Any, ...]]:
    announced = aliased(Post)
    query = (
        sa.select(
            Post.id,
            Post.slug,
            Post.language,
            Post.title,
            shown_excerpt().label("excerpt"),
            sa.and_(Post.has_lead, Post.excerpt == "").label("has_lead"),
            Post.published_at,
            Post.public_count.label("comments"),
            Category.slug.label("category_slug"),
            Category.name.label("category_name"),
            announced.slug.label("announced_slug"),
            announced.public_count.label("announced_comments"),
        )
        .join(Category, Category.id == Post.category_id)
        .outerjoin(announced, sa.and_(announced.id == Post.announces_id, post_is_public(now, announced)))
        .where(post_is_public(now), *shelf.conditions())
        .order_by(Post.published_at.desc(), Post.id.desc())
        .limit(limit)
    )
    return query if older is None else query.where(older_than(older))
