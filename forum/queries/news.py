"""What has appeared in a post's thread since somebody read it. The post's stamp tells whether anything has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.models import Comment, Post
from forum.queries.public import comment_is_shown, post_is_public

# Whoever was away for longer reads the thread anew.
MOST = 500


def stamp_at(slug: str, *, now: datetime) -> tuple[int, int] | None:
    """Number and stamp of the public post at ``slug``; None where there is none. One statement by an index."""
    row = db.session.execute(
        sa.select(Post.id, Post.revision)
        .where(Post.slug == slug, post_is_public(now))
        .order_by(Post.id)
        .limit(1)
    ).one_or_none()
    return (row.id, row.revision) if row else None


def appeared_after(post_id: int, stamp: int) -> Sequence[int]:
    """The shown comments under a public post that appeared after ``stamp``, in the order of the thread; ``MOST`` at
    most. One statement, which looks at those only."""
    return db.session.scalars(
        sa.select(Comment.id)
        .where(Comment.post_id == post_id, Comment.appeared_in > stamp, comment_is_shown())
        .order_by(Comment.path)
        .limit(MOST)
    ).all()
