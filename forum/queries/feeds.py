"""What feeds and the sitemap tell: whole posts, comments, and which addresses there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.db import UtcDateTime, db
from forum.models import Byline, Category, Comment, Person, Post, Translation
from forum.queries.lists import Shelf, shown_excerpt
from forum.queries.people import Signatures, signatures_of
from forum.queries.public import comment_is_public, comment_is_shown, post_is_public


@dataclass(frozen=True, slots=True)
class FeedPost:
    """A post as a feed carries it, in full."""

    id: int
    slug: str
    language: str
    title: str
    excerpt: str
    body_html: str
    published_at: datetime
    updated_at: datetime
    comments: int
    category: str
    signatures: Signatures


@dataclass(frozen=True, slots=True)
class FeedComment:
    """A public comment as a feed carries it. ``answers`` is the comment above, None for one about the post itself;
    ``is_answered_gone``: nobody can read that one any more."""

    id: int
    answers: int | None
    is_answered_gone: bool
    post_id: int
    post_slug: str
    post_title: str
    name: str
    language: str | None
    body_html: str
    created_at: datetime
    updated_at: datetime


def newest_posts(shelf: Shelf, *, size: int, now: datetime) -> Sequence[FeedPost]:
    """The newest public posts of the shelf. Two statements."""
    rows = db.session.execute(
        sa.select(
            Post.id,
            Post.slug,
            Post.language,
            Post.title,
            shown_excerpt().label("excerpt"),
            Post.body_html,
            Post.published_at,
            _latest(Post.updated_at, Post.published_at).label("updated_at"),
            Post.public_count.label("comments"),
            Category.name.label("category"),
        )
        .join(Category, Category.id == Post.category_id)
        .where(post_is_public(now), *shelf.conditions())
        .order_by(Post.published_at.desc(), Post.id.desc())
        .limit(size)
    ).all()
    signed = signatures_of(row.id for row in rows)
    return [FeedPost(**row._mapping, signatures=signed.get(row.id, ())) for row in rows]


def newest_comments(*, size: int, now: datetime, post_id: int | None = None) -> Sequence[FeedComment]:
    """The newest public comments, of one post or of all. One statement."""
    above = aliased(Comment)
    query = (
        sa.select(
            Comment.id,
            Comment.parent_id.label("answers"),
            sa.and_(Comment.parent_id.is_not(None), sa.not_(comment_is_shown(above))).label(
                "is_answered_gone"
            ),
            Comment.post_id,
            Post.slug.label("post_slug"),
            Post.title.label("post_title"),
            Comment.author_name.label("name"),
            Comment.language,
            Comment.body_html,
            Comment.created_at,
            # A comment is news when it is approved, however long ago it was written.
            _latest(
                Comment.created_at, Comment.decided_at, Comment.edited_at, Comment.edited_by_moderator_at
            ).label("updated_at"),
        )
        .join(Post, Post.id == Comment.post_id)
        .outerjoin(above, above.id == Comment.parent_id)
        .where(comment_is_public(now))
        .order_by(Comment.created_at.desc(), Comment.id.desc())
        .limit(size)
    )
    if post_id is not None:
        query = query.where(Comment.post_id == post_id)
    return [FeedComment(**row._mapping) for row in db.session.execute(query)]


def _latest(
    first: sa.SQLColumnExpression[datetime], *others: sa.SQLColumnExpression[Any]
) -> sa.ColumnElement[datetime]:
    """The latest of these times; ``first`` is never NULL."""
    latest: sa.SQLColumnExpression[Any] = first
    for other in others:
        latest = sa.case((other > latest, other), else_=latest)
    return sa.type_coerce(latest, UtcDateTime())


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
        sa.select(Post.slug, _latest(Post.updated_at, Post.published_at), original)
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
