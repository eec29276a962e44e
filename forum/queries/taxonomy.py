"""Categories, tags and the calendar: how posts are found by what they are about and when they appeared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.domain.screening import Mode
from forum.models import Category, Post, Tag, post_tag
from forum.queries.public import post_is_public


@dataclass(frozen=True, slots=True)
class CategoryView:
    """A category. ``description`` is "" where none is given."""

    id: int
    slug: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class TagView:
    """A tag."""

    id: int
    slug: str
    name: str


_CATEGORY = (Category.id, Category.slug, Category.name, Category.description)


def categories() -> Sequence[CategoryView]:
    """All categories in the editors' order. One statement."""
    rows = db.session.execute(sa.select(*_CATEGORY).order_by(Category.position, Category.name, Category.id))
    return [CategoryView(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class ShelvedCategory:
    """A category as its keepers see it. ``posts`` counts all that stand in it, drafts and trash included."""

    id: int
    slug: str
    name: str
    description: str
    comments_mode: Mode | None
    posts: int


def category_shelf() -> Sequence[ShelvedCategory]:
    """All categories in the editors' order. One statement."""
    posts = sa.select(sa.func.count()).where(Post.category_id == Category.id).scalar_subquery()
    rows = db.session.execute(
        sa.select(*_CATEGORY, Category.comments_mode, posts).order_by(
            Category.position, Category.name, Category.id
        )
    )
    return [ShelvedCategory(*row) for row in rows]


def category_at(slug: str) -> CategoryView | None:
    """The category with ``slug``: part of the site's plan, and there before its first post."""
    row = db.session.execute(sa.select(*_CATEGORY).where(Category.slug == slug)).one_or_none()
    return CategoryView(*row) if row else None


def tag_at(slug: str, *, now: datetime) -> TagView | None:
    """The tag with ``slug``; None where no public post has it: a draft's tag is not the world's business."""
    row = db.session.execute(
        sa.select(Tag.id, Tag.slug, Tag.name).where(
            Tag.slug == slug,
            sa.exists().where(
                post_tag.c.tag_id == Tag.id, post_tag.c.post_id == Post.id, post_is_public(now)
            ),
        )
    ).one_or_none()
    return TagView(*row) if row else None


def tags_of(post_id: int) -> Sequence[TagView]:
    """The post's tags by name."""
    rows = db.session.execute(
        sa.select(Tag.id, Tag.slug, Tag.name)
        .join(post_tag, post_tag.c.tag_id == Tag.id)
        .where(post_tag.c.post_id == post_id)
        .order_by(Tag.name)
    )
    return [TagView(*row) for row in rows]


Span = tuple[datetime, datetime]


def published_within(spans: Sequence[Span], *, now: datetime) -> list[bool]:
    """For each span of time (from, before): whether a public post appeared in it. One statement, one look into the
    index for each span."""
    if not spans:
        return []
    row = db.session.execute(
        sa.select(
            *(
                sa.exists()
                .where(post_is_public(now), Post.published_at >= start, Post.published_at < end)
                .label(f"span_{place}")
                for place, (start, end) in enumerate(spans)
            )
        )
    ).one()
    return [bool(there) for there in row]


def neighbours(span: Span, *, now: datetime) -> tuple[datetime | None, datetime | None]:
    """When the last public post before ``span`` and the first one after it appeared; None where there is none."""
    start, end = span
    before, after = db.session.execute(
        sa.select(
            sa.select(sa.func.max(Post.published_at))
            .where(post_is_public(now), Post.published_at < start)
            .scalar_subquery(),
            sa.select(sa.func.min(Post.published_at))
            .where(post_is_public(now), Post.published_at >= end)
            .scalar_subquery(),
        )
    ).one()
    return before, after


def first_and_last(*, now: datetime) -> Span | None:
    """When the oldest and the newest public post appeared; None on a site without posts."""
    oldest, newest = db.session.execute(
        sa.select(
            sa.select(sa.func.min(Post.published_at)).where(post_is_public(now)).scalar_subquery(),
            sa.select(sa.func.max(Post.published_at)).where(post_is_public(now)).scalar_subquery(),
        )
    ).one()
    return (oldest, newest) if oldest and newest else None
