"""What the desk's front page asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from forum.db import db
from forum.domain.actors import Actor
from forum.domain.comment_states import State
from forum.domain.post_states import PostState
from forum.models import Comment, Post


def drafts_of(by: Actor, limit: int = 8) -> Sequence[Post]:
    """The author's newest drafts, with their categories."""
    return db.session.scalars(
        sa.select(Post)
        .where(Post.author_id == by.user_id, Post.state == PostState.DRAFT)
        .options(joinedload(Post.category))
        .order_by(Post.updated_at.desc(), Post.id.desc())
        .limit(limit)
    ).all()


def oldest_pending(*, author_id: int | None = None) -> datetime | None:
    """When the comment was sent that waits longest, on the whole site or on the posts of one account; None where
    nothing waits."""
    waits = sa.and_(Comment.state == State.PENDING, Comment.withdrawn_at.is_(None))
    statement = sa.select(Comment.created_at).where(waits).order_by(Comment.created_at, Comment.id).limit(1)
    if author_id is not None:
        # By the posts: walking the queue to the first of one author's comments may take long.
        own = sa.select(Post.id).where(Post.author_id == author_id, Post.pending_count > 0)
        statement = sa.select(sa.func.min(Comment.created_at)).where(waits, Comment.post_id.in_(own))
    return db.session.scalar(statement)
