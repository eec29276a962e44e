"""A post is published, unpublished, trashed or restored."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from forum.db import db, transaction
from forum.domain.actors import Actor
from forum.domain.finding import DocumentKind
from forum.domain.permissions import Owned, may
from forum.domain.post_states import PostMove, PostState, moved
from forum.domain.refusals import Conflict, NotFound, Refused
from forum.models import Post
from forum.operations.indexing import index_documents
from forum.operations.log import record
from forum.operations.posts.files import refuse_unready_files
from forum.operations.posts.parts import was_seen


def move_post(post_id: int, move: PostMove, *, by: Actor, now: datetime, seen: int | None = None) -> Post:
    """Moves the post and leaves its text alone. ``seen`` None: whatever version it is.

    Raises ``NotFound("no_such_post")``; ``Conflict("post_changed_since")`` where ``seen`` is no longer its version;
    ``Refused``: ``post_move`` for a move that the table lacks, ``post_body_empty`` for publishing nothing.
    """
    with transaction() as session:
        post = own_post(post_id, by=by)
        if seen is not None and post.version != seen:
            raise Conflict("post_changed_since", post_id=post.id)
        post.version += 1
        post.revision += 1
        post.updated_at = now
        was_at = post.published_at
        carry_out(move, post, by=by, now=now)
        session.flush()
        if (
            post.published_at != was_at
        ):  # its place among what is found is that of the day on which it appears
            index_documents(DocumentKind.POST, [post])
        return post


def own_post(post_id: int, *, by: Actor, locked: bool = True) -> Post:
    """The post, ``locked`` or not, if ``by`` may edit it. Somebody else's post answers as if it were not there."""
    query = (
        sa.select(Post)
        .where(Post.id == post_id)
        .options(selectinload(Post.bylines), selectinload(Post.tags))
        .execution_options(populate_existing=True)
    )
    post = db.session.scalar(query.with_for_update() if locked else query)
    if post is None or not may(by, "posts.edit", Owned(post.author_id)):
        raise NotFound("no_such_post")
    return post


def carry_out(move: PostMove | None, post: Post, *, by: Actor, now: datetime) -> None:
    """The move, if there is one, with its log entry, inside the transaction of the verb; and when readers see the post
    first. Raises ``Refused``: ``post_move``, ``post_body_empty``, and as ``refuse_unready_files``."""
    if move is not None:
        post.state = moved(post.state, move)
    if post.state is PostState.PUBLISHED:
        if not post.body:
            raise Refused("post_body_empty")
        post.published_at = post.published_at or now
        refuse_unready_files(post.body_html)
    if not was_seen(post, now):  # a time that has not come is a plan, and goes where the plan goes
        post.first_published_at = post.published_at if post.state is PostState.PUBLISHED else None
    if move is not None:
        record(f"post.{move}", by=by, now=now, post_id=post.id, version=post.version)
