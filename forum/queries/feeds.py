"""What feeds tell: whole posts, and comments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.db import UtcDateTime, db
from forum.domain.paging import Cursor, Page, page_of
from forum.models import Category, Comment, Post
from forum.queries.lists import Shelf, older_than, shown_excerpt
from forum.queries.people import Signatures, signatures_of
from forum.queries.public import comment_is_public, comment_is_shown, post_is_public
from forum.queries.taxonomy import tag_names_of


@dataclass(frozen=True, slots=True)
class FeedPost:
    """A post as a feed carries it, in full. ``answered_at``: when the newest of its comments appeared (None: there is
    none, or nobody wrote down when)."""

    id: int
    slug: str
    language: str
    title: str
    excerpt: str
    body_html: str
    published_at: datetime
    updated_at: datetime
    comments: int
    answered_at: datetime | None
    category: str
    tags: tuple[str, ...]
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


def newest_posts(shelf: Shelf, *, size: int, now: datetime, older: Cursor | None = None) -> Page[FeedPost]:
    """The newest public posts of the shelf, or those after ``older``. Three statements."""
    query = (
        sa.select(
            Post.id,
            Post.slug,
            Post.language,
            Post.title,
            shown_excerpt().label("excerpt"),
            Post.body_html,
            Post.published_at,
            latest(Post.updated_at, Post.published_at).label("updated_at"),
            Post.public_count.label("comments"),
            _answered_at().label("answered_at"),
            Category.name.label("category"),
        )
        .join(Category, Category.id == Post.category_id)
        .where(post_is_public(now), *shelf.conditions())
        .order_by(Post.published_at.desc(), Post.id.desc())
        .limit(size + 1)
    )
    rows = db.session.execute(query if older is None else query.where(older_than(older))).all()
    page = page_of(rows, size, lambda row: Cursor(row.published_at, row.id))
    numbers = [row.id for row in page.items]
    signed, tagged = signatures_of(numbers), tag_names_of(numbers)
    posts = [
        FeedPost(**row._mapping, tags=tagged.get(row.id, ()), signatures=signed.get(row.id, ()))
        for row in page.items
    ]
    return Page(posts, page.older)


def _answered_at() -> sa.ScalarSelect[datetime]:
    """When the comment that appeared last under the post did so. An index leads to it."""
    return (
        sa.select(latest(Comment.created_at, Comment.decided_at))
        .where(Comment.post_id == Post.id, Comment.appeared_in.is_not(None), comment_is_shown())
        .order_by(Comment.appeared_in.desc())
        .limit(1)
        .scalar_subquery()
    )


def newest_comments(
    *, size: int, now: datetime, post_id: int | None = None, older: Cursor | None = None
) -> Page[FeedComment]:
    """The newest public comments, of one post or of all, or those after ``older``. One statement."""
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
            latest(
                Comment.created_at, Comment.decided_at, Comment.edited_at, Comment.edited_by_moderator_at
            ).label("updated_at"),
        )
        .join(Post, Post.id == Comment.post_id)
        .outerjoin(above, above.id == Comment.parent_id)
        .where(comment_is_public(now))
        .order_by(Comment.created_at.desc(), Comment.id.desc())
        .limit(size + 1)
    )
    if post_id is not None:
        query = query.where(Comment.post_id == post_id)
    if older is not None:
        place = sa.tuple_(sa.literal(older.at, UtcDateTime()), sa.literal(older.id))
        query = query.where(sa.tuple_(Comment.created_at, Comment.id) < place)
    comments = [FeedComment(**row._mapping) for row in db.session.execute(query)]
    return page_of(comments, size, lambda one: Cursor(one.created_at, one.id))


def latest(
    first: sa.SQLColumnExpression[datetime], *others: sa.SQLColumnExpression[Any]
) -> sa.ColumnElement[datetime]:
    """The latest of these times; ``first`` is never NULL."""
    found: sa.SQLColumnExpression[Any] = first
    for other in others:
        found = sa.case((other > found, other), else_=found)
    return sa.type_coerce(found, UtcDateTime())
