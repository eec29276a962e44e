"""Categories, tags and the calendar: how posts are found by what they are about and when they appeared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.db import db
from forum.domain.categories import in_tree
from forum.domain.screening import Mode
from forum.models import Category, OldAddress, Post, Tag, post_tag
from forum.models.old_address import SHELVES
from forum.models.old_address import Shelved as Shelved  # a word of the doors, too
from forum.queries.public import post_is_public


@dataclass(frozen=True, slots=True)
class CategoryView:
    """A category. ``description`` is "" where none is given; ``parent_id`` is the one in which it stands, or None."""

    id: int
    slug: str
    name: str
    description: str
    parent_id: int | None = None


@dataclass(frozen=True, slots=True)
class TagView:
    """A tag."""

    id: int
    slug: str
    name: str


_CATEGORY = (Category.id, Category.slug, Category.name, Category.description, Category.parent_id)


def categories() -> Sequence[CategoryView]:
    """All categories in the editors' order, each with its parts behind it. One statement."""
    rows = db.session.execute(sa.select(*_CATEGORY).order_by(Category.position, Category.name, Category.id))
    return in_tree(CategoryView(*row) for row in rows)


def category_mode() -> sa.ColumnElement[Mode | None]:
    """The mode of a category: its own, else that of the one in which it stands; None: as the site. For a statement that
    joins ``Category``."""
    parent = aliased(Category)
    of_parent = sa.select(parent.comments_mode).where(parent.id == Category.parent_id).scalar_subquery()
    return sa.func.coalesce(Category.comments_mode, of_parent, type_=Category.comments_mode.type)


@dataclass(frozen=True, slots=True)
class ShelvedCategory:
    """A category as its keepers see it. ``posts`` counts all that stand in it, drafts and trash included."""

    id: int
    slug: str
    name: str
    description: str
    parent_id: int | None
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
    return in_tree(ShelvedCategory(*row) for row in rows)


@dataclass(frozen=True)
class Section:
    """A category with the one in which it stands (None: in none) and those that stand in it."""

    category: CategoryView
    parent: CategoryView | None
    parts: Sequence[CategoryView]

    @property
    def numbers(self) -> tuple[int, ...]:
        """Whose posts its list holds: its own and those of its parts."""
        return (self.category.id, *(one.id for one in self.parts))


def section_at(slug: str, categories: Sequence[CategoryView]) -> Section | None:
    """The section at ``slug`` among all ``categories``: part of the site's plan, and there before its first post."""
    for category in categories:
        if category.slug == slug:
            return Section(
                category,
                next((one for one in categories if one.id == category.parent_id), None),
                [one for one in categories if one.parent_id == category.id],
            )
    return None


def moved_to(kind: Shelved, slug: str) -> str | None:
    """Where the list of this kind that once stood at ``slug`` is now; None where none did."""
    shelf = SHELVES[kind]
    return db.session.scalar(
        sa.select(shelf.slug)
        .join(OldAddress, getattr(OldAddress, f"{kind}_id") == shelf.id)
        .where(OldAddress.kind == kind, OldAddress.slug == slug)
    )


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


def tag_names_of(post_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The names of the tags of each of the posts, by name; a post without any is missing. One statement, none without
    posts."""
    if not post_ids:
        return {}
    rows = db.session.execute(
        sa.select(post_tag.c.post_id, Tag.name)
        .join(Tag, Tag.id == post_tag.c.tag_id)
        .where(post_tag.c.post_id.in_(post_ids))
        .order_by(post_tag.c.post_id, Tag.name)
    )
    names: dict[int, tuple[str, ...]] = {}
    for post_id, name in rows:
        names[post_id] = (*names.get(post_id, ()), name)
    return names


@dataclass(frozen=True, slots=True)
class ShelvedTag:
    """A tag as its keepers see it. ``posts`` counts all that have it, drafts and trash included."""

    id: int
    slug: str
    name: str
    posts: int


_tagged = sa.select(sa.func.count()).where(post_tag.c.tag_id == Tag.id).scalar_subquery()
_SHELVED_TAG = (Tag.id, Tag.slug, Tag.name, _tagged)


def tag_shelf(*, after: str = "", size: int) -> tuple[Sequence[ShelvedTag], str | None]:
    """A page of the tags by name: those behind the name ``after``; and behind which name the next page begins (None:
    this is the last). One statement."""
    rows = db.session.execute(
        sa.select(*_SHELVED_TAG).where(Tag.name > after).order_by(Tag.name).limit(size + 1)
    ).all()
    tags = [ShelvedTag(*row) for row in rows[:size]]
    return tags, tags[-1].name if len(rows) > size else None


def shelved_tag(number: int) -> ShelvedTag | None:
    """The tag with this number."""
    row = db.session.execute(sa.select(*_SHELVED_TAG).where(Tag.id == number)).one_or_none()
    return ShelvedTag(*row) if row else None


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
