"""The posts that somebody may edit, shelf by shelf."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from forum.db import UtcDateTime, db
from forum.domain.actors import Actor
from forum.domain.paging import Cursor, Page, page_of
from forum.domain.permissions import Owned, may
from forum.domain.post_states import PostState, is_scheduled, state_of
from forum.models import Category, Post
from forum.queries.people import Signature, signatures_of
from forum.queries.public import post_is_public

# The tabs of the list. A scheduled post is a published one whose time has not come.
SHELVES = ("draft", "in_review", "scheduled", "published", "trashed")


def shown_state(
    state: PostState, submitted_at: datetime | None, published_at: datetime | None, now: datetime
) -> str:
    """The word of ``SHELVES`` for a post."""
    return "scheduled" if is_scheduled(state, published_at, now) else state_of(state, submitted_at).value


def is_in_review() -> sa.ColumnElement[bool]:
    """A draft that was sent for review (``domain.post_states.state_of``)."""
    return sa.and_(Post.state == PostState.DRAFT, Post.submitted_at.is_not(None))


@dataclass(frozen=True, slots=True)
class DeskPost:
    """A post as the desk's list shows it. ``comments`` counts the public ones, ``waiting`` those in the queue."""

    id: int
    slug: str
    language: str
    title: str
    state: PostState
    published_at: datetime | None
    submitted_at: datetime | None
    returned_at: datetime | None
    return_note: str
    returned_by: str | None
    updated_at: datetime
    comments: int
    waiting: int
    category_name: str
    shown: str
    signatures: tuple[Signature, ...]

    @property
    def names(self) -> list[str]:
        """Who signs it, in their order."""
        return list(dict.fromkeys(one.name for one in self.signatures))


_LISTED = (
    Post.id,
    Post.slug,
    Post.language,
    Post.title,
    Post.state,
    Post.published_at,
    Post.submitted_at,
    Post.returned_at,
    Post.return_note,
    Post.returned_by,
    Post.updated_at,
    Post.public_count.label("comments"),
    Post.pending_count.label("waiting"),
    Category.name.label("category_name"),
)


def desk_posts(
    shelf: str | None, *, by: Actor, older: Cursor | None, size: int, now: datetime
) -> Page[DeskPost]:
    """A page of the posts that ``by`` may edit: those on the shelf, or with None all that are not in the trash.

    Public and scheduled ones by the time of their appearance, the others by their last change, newest first. Two
    statements.
    """
    place = Post.published_at if shelf in ("published", "scheduled") else Post.updated_at
    query = (
        sa.select(*_LISTED)
        .join(Category, Category.id == Post.category_id)
        .where(_stands_on(shelf, now))
        .order_by(place.desc(), Post.id.desc())
        .limit(size + 1)
    )
    if not may(by, "posts.edit", Owned(None)):
        query = query.where(Post.author_id == by.user_id)
    if older is not None:
        after = sa.tuple_(sa.literal(older.at, UtcDateTime()), sa.literal(older.id))
        query = query.where(sa.tuple_(place, Post.id) < after)
    rows = db.session.execute(query).all()
    signed = signatures_of(row.id for row in rows[:size])
    posts = [
        DeskPost(
            **row._asdict(),
            shown=shown_state(row.state, row.submitted_at, row.published_at, now),
            signatures=signed.get(row.id, ()),
        )
        for row in rows
    ]
    key = place.key
    return page_of(posts, size, lambda post: Cursor(getattr(post, key), post.id))


def _stands_on(shelf: str | None, now: datetime) -> sa.ColumnElement[bool]:
    if shelf is None:
        return Post.state != PostState.TRASHED
    if shelf == "published":
        return post_is_public(now)
    if shelf == "scheduled":
        return sa.and_(Post.state == PostState.PUBLISHED, Post.published_at > now)
    if shelf == "in_review":
        return is_in_review()
    if shelf == "draft":
        return sa.and_(Post.state == PostState.DRAFT, Post.submitted_at.is_(None))
    return Post.state == PostState.TRASHED
