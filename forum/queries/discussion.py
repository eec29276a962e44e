"""What the comment form needs to know: the post, whether it takes comments, and the comment that is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.domain.discussion import Closing, Discussion, closing
from forum.domain.screening import Mode, effective_mode
from forum.domain.site_settings import SiteSettings
from forum.models import Category, Comment, Guest, Post
from forum.queries.public import comment_is_shown, post_is_public
from forum.queries.taxonomy import category_mode


@dataclass(frozen=True)
class DiscussionView:
    """A public post as its comment form sees it. ``closed`` is why it takes no comments, None while it does."""

    post_id: int
    slug: str
    title: str
    language: str
    prompt: str
    mode: Mode
    closed: Closing | None


@dataclass(frozen=True)
class Answered:
    """The comment that is answered, shown above the form."""

    id: int
    author_name: str
    language: str | None
    body_html: str


def discussion_at(slug: str, *, settings: SiteSettings, now: datetime) -> DiscussionView | None:
    """The discussion of the public post at ``slug``; None where there is none. One statement."""
    row = db.session.execute(
        sa.select(Post, category_mode())
        .join(Category, Category.id == Post.category_id)
        .where(Post.slug == slug, post_is_public(now))
    ).one_or_none()
    if row is None:
        return None
    post, of_category = row
    mode = effective_mode(Mode(settings.comments_mode), of_category, post.comments_mode).mode
    days = post.close_after_days or settings.close_after_days
    why = closing(Discussion(mode is Mode.CLOSED, post.keep_open, days, post.published_at), now)
    return DiscussionView(post.id, post.slug, post.title, post.language, post.discussion_prompt, mode, why)


def answered_comment(post_id: int, comment_id: int) -> Answered | None:
    """A shown comment of this post, for answering it."""
    row = db.session.execute(
        sa.select(Comment.id, Comment.author_name, Comment.language, Comment.body_html).where(
            Comment.id == comment_id, Comment.post_id == post_id, comment_is_shown()
        )
    ).one_or_none()
    return Answered(*row) if row else None


def guest_of_code(code_hash: str) -> int | None:
    """The guest who holds the code with this hash."""
    return db.session.scalar(sa.select(Guest.id).where(Guest.code_hash == code_hash))
