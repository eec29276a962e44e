"""Lists of posts: newest first, paged by keyset on (published_at, id)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from forum.db import UtcDateTime, db
from forum.domain.paging import Cursor, Page, page_of
from forum.models import Byline, Category, Post, post_tag
from forum.queries.people import Signatures, chief_of, signatures_of
from forum.queries.public import post_is_public


@dataclass(frozen=True)
class Shelf:
    """Which posts a list holds: those of some categories, a tag, a person, a series, a span of time; nothing given: all
    of them."""

    categories: tuple[int, ...] = ()
    tag_id: int | None = None
    person_id: int | None = None
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
        if self.start is not None:
            found.append(Post.published_at >= self.start)
        if self.end is not None:
            found.append(Post.published_at < self.end)
        return found


ALL_POSTS = Shelf()


@dataclass(frozen=True, slots=True)
class Card:
    """A post as a list shows it. ``excerpt`` is the author's or cut from the text; ``comments`` counts public ones."""

    id: int
    slug: str
    language: str
    title: str
    excerpt: str
    published_at: datetime
    comments: int
    category_slug: str
    category_name: str
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


def posts_on(shelf: Shelf, *, size: int, older: Cursor | None, now: datetime) -> Page[Card]:
    """A page of the shelf's public posts, from the newest or from where ``older`` says. Two statements."""
    query = (
        sa.select(
            Post.id,
            Post.slug,
            Post.language,
            Post.title,
            shown_excerpt().label("excerpt"),
            Post.published_at,
            Post.public_count.label("comments"),
            Category.slug.label("category_slug"),
            Category.name.label("category_name"),
        )
        .join(Category, Category.id == Post.category_id)
        .where(post_is_public(now), *shelf.conditions())
        .order_by(Post.published_at.desc(), Post.id.desc())
        .limit(size + 1)
    )
    if older is not None:
        query = query.where(older_than(older))
    rows = db.session.execute(query).all()
    signed = signatures_of(row.id for row in rows[:size])
    cards = [Card(**row._mapping, signatures=signed.get(row.id, ())) for row in rows]
    return page_of(cards, size, lambda card: Cursor(card.published_at, card.id))
