"""What the desk's front page asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from forum.db import db
from forum.domain.actors import Actor
from forum.domain.post_states import PostState
from forum.domain.scopes import WHOLE_SITE, Scope
from forum.models import Comment, Post
from forum.queries.moderation.order import stands_in, waits_in
from forum.queries.moderation.scope import posts_in


def drafts_of(by: Actor, limit: int = 8) -> Sequence[Post]:
    """The author's newest drafts, with their categories."""
    return db.session.scalars(
        sa.select(Post)
        .where(Post.author_id == by.user_id, Post.state == PostState.DRAFT)
        .options(joinedload(Post.category))
        .order_by(Post.updated_at.desc(), Post.id.desc())
        .limit(limit)
    ).all()


def oldest_pending(scope: Scope = WHOLE_SITE) -> datetime | None:
    """Since when the comment of the scope waits that waits longest in the queue; None where nothing waits."""
    since = Comment.waits_since
    statement = sa.select(since).where(waits_in("pending")).order_by(since, Comment.id).limit(1)
    if not scope.is_whole_site:
        # By the posts: walking the queue to the first comment of a small part of the site may take long.
        own = sa.select(Post.id).where(posts_in(scope), Post.pending_count > 0)
        waits = stands_in("pending")
        statement = sa.select(sa.func.min(since)).where(waits, Comment.post_id.in_(own))
    return db.session.scalar(statement)
