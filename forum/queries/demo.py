"""What the demo loader asks while it plays its content."""

from __future__ import annotations

import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import Actor, ActorKind
from forum.models import Comment, Post


def comment_version(number: int) -> int:
    """The comment's version now."""
    return db.session.scalars(sa.select(Comment.version).where(Comment.id == number)).one()


def guest_actor(number: int) -> Actor:
    """The guest who wrote the comment, as an actor."""
    row = db.session.execute(
        sa.select(Comment.guest_id, Comment.author_name).where(Comment.id == number)
    ).one()
    return Actor(ActorKind.GUEST, row.author_name, id=row.guest_id, is_confirmed=True)


def post_number_at(slug: str) -> int | None:
    """The number of the post at ``slug``."""
    return db.session.scalar(sa.select(Post.id).where(Post.slug == slug))
