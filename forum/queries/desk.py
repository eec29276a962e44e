"""What the desk's front page asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from forum.db import db
from forum.domain.actors import Actor
from forum.domain.permissions import may
from forum.domain.post_states import PostState
from forum.domain.scopes import WHOLE_SITE, Scope
from forum.models import Comment, Post
from forum.queries.moderation.order import stands_in, waits_in
from forum.queries.moderation.scope import posts_in
from forum.queries.posts_desk.shelves import is_in_review


def drafts_of(by: Actor, limit: int = 8) -> Sequence[Post]:
    """The author's newest drafts, with their categories: those that are in review are the reviewers' just now."""
    return db.session.scalars(
        sa.select(Post)
        .where(Post.author_id == by.user_id, Post.state == PostState.DRAFT, Post.submitted_at.is_(None))
        .options(joinedload(Post.category))
        .order_by(Post.updated_at.desc(), Post.id.desc())
        .limit(limit)
    ).all()


def posts_in_review(by: Actor) -> tuple[int, datetime | None]:
    """How many posts wait for review, and since when the first does: to a reviewer all, to an author the own ones."""
    query = sa.select(sa.func.count(), sa.func.min(Post.submitted_at)).where(is_in_review())
    if not may(by, "posts.review"):
        query = query.where(Post.author_id == by.user_id)
    count, since = db.session.execute(query).one()
    return count, since


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
