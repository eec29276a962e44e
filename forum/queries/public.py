"""What the world may see, in ONE place. Pages, feeds, counts, search, the sitemap, meta tags, letters and caches all
build on these predicates; ``is_public`` and ``leaves_tombstone`` in ``domain.comment_states`` are the same rules on
paper."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from forum.domain.comment_states import State
from forum.domain.post_states import PostState
from forum.models import Comment, Post, Publication


def post_is_public(now: datetime, of: type[Post] = Post) -> sa.ColumnElement[bool]:
    """Published, and its time has come. ``of``: another name of the table in the statement."""
    return sa.and_(of.state == PostState.PUBLISHED, of.published_at <= now)


def publication_is_public(now: datetime) -> sa.ColumnElement[bool]:
    """The same rule for publications."""
    return sa.and_(Publication.state == PostState.PUBLISHED, Publication.published_at <= now)


def comment_is_shown(of: type[Comment] = Comment) -> sa.ColumnElement[bool]:
    """Approved, not withdrawn, no ancestor hiding its subtree. Only for statements that are already about a public
    post; everything else uses ``comment_is_public``. ``of``: another name of the table in the statement."""
    return sa.and_(of.state == State.APPROVED, of.withdrawn_at.is_(None), of.hidden_ancestors == 0)


def comment_is_public(now: datetime) -> sa.ColumnElement[bool]:
    """``comment_is_shown`` on a public post; the statement must join ``Post``."""
    return sa.and_(comment_is_shown(), post_is_public(now))


def has_place_in_thread() -> sa.ColumnElement[bool]:
    """Shown, or a tombstone: no longer shown, while a public reply stands below it. Only for statements that are
    already about a public post, and for where a comment stands, never for what it says."""
    return sa.or_(
        comment_is_shown(),
        sa.and_(
            Comment.hidden_ancestors == 0, Comment.hides_replies.is_(False), Comment.public_descendants > 0
        ),
    )
