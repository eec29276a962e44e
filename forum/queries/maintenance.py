"""What somebody at the command line asks: how much there is to go through, and whose installation this is."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from forum.db import db
from forum.domain.roles import Role
from forum.models import Comment, Post, Publication, User


def post_numbers() -> Sequence[int]:
    """The numbers of all posts, in order."""
    return db.session.scalars(sa.select(Post.id).order_by(Post.id)).all()


def last_comment_number() -> int:
    """The highest number of a comment; 0 where there is none."""
    return db.session.scalar(sa.select(sa.func.max(Comment.id))) or 0


def last_post_number() -> int:
    """The highest number of a post; 0 where there is none."""
    return db.session.scalar(sa.select(sa.func.max(Post.id))) or 0


def last_publication_number() -> int:
    """The highest number of a publication; 0 where there is none."""
    return db.session.scalar(sa.select(sa.func.max(Publication.id))) or 0


def holds_content() -> bool:
    """Whether anybody has an account here or has written a post."""
    return any(db.session.scalar(sa.select(model.id).limit(1)) is not None for model in (User, Post))


def first_account(role: Role) -> User | None:
    """The oldest account in use with ``role``, as a snapshot outside the session; None where there is none."""
    user = db.session.scalar(sa.select(User).where(User.role == role, User.active).order_by(User.id).limit(1))
    if user is not None:
        db.session.expunge(user)
    return user
