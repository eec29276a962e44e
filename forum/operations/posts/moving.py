"""A post is sent for review, sent back, published, unpublished, trashed or restored."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from forum.db import db, transaction
from forum.domain.actors import Actor
from forum.domain.finding import DocumentKind
from forum.domain.markup import MarkupRefused, clean_words
from forum.domain.permissions import Owned, may
from forum.domain.post_states import PostMove, PostState, moved, stored_as
from forum.domain.refusals import Conflict, NotAllowed, NotFound, Refused
from forum.models import Post
from forum.operations.indexing import index_documents
from forum.operations.log import record
from forum.operations.outbox import enqueue
from forum.operations.posts.files import refuse_unready_files
from forum.operations.posts.parts import was_seen
from forum.queries.settings import site_settings

MAX_NOTE = 500


def move_post(
    post_id: int, move: PostMove, *, by: Actor, now: datetime, seen: int | None = None, note: str = ""
) -> Post:
    """Moves the post and leaves its text alone. ``seen`` None: whatever version it is. ``note``: what its author is
    told where it is sent back.

    Raises ``NotFound("no_such_post")``; ``Conflict("post_changed_since")`` where ``seen`` is no longer its version; and
    what ``carry_out`` raises.
    """
    with transaction() as session:
        post = own_post(post_id, by=by)
        if seen is not None and post.version != seen:
            raise Conflict("post_changed_since", post_id=post.id)
        post.version += 1
        post.revision += 1
        post.updated_at = now
        was_at = post.published_at
        carry_out(move, post, by=by, now=now, note=note)
        session.flush()
        if post.published_at != was_at:
            # Its place among what is found is that of the day on which it appears.
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


def own_version(post_id: int, *, by: Actor) -> int:
    """Which version the post is at, if ``by`` may edit it: for what is asked every few seconds. Raises as ``own_post``
    does."""
    row = db.session.execute(sa.select(Post.author_id, Post.version).where(Post.id == post_id)).one_or_none()
    if row is None or not may(by, "posts.edit", Owned(row.author_id)):
        raise NotFound("no_such_post")
    version: int = row.version
    return version


def carry_out(move: PostMove | None, post: Post, *, by: Actor, now: datetime, note: str = "") -> None:
    """The move, if there is one, with its log entry, inside the transaction of the verb; and when readers see the post
    first. Whoever may not publish changes nothing that readers see, or will see by itself when its time comes.

    Raises ``Refused``: ``post_move``, ``post_body_empty``, ``return_note_empty``, ``return_note_too_long``,
    ``return_note_not_text``; ``NotAllowed``: ``authors_do_not_publish``, ``public_text_is_reviewed``, ``not_allowed``;
    and as ``refuse_unready_files``.
    """
    was_returned = move is PostMove.RETURN
    if was_returned and not may(by, "posts.review"):
        raise NotAllowed("not_allowed")
    if move is not None:
        standing = moved(post.standing, move)
        post.state = stored_as(standing)
        post.submitted_at = now if standing is PostState.IN_REVIEW else None
    if post.standing in (PostState.PUBLISHED, PostState.IN_REVIEW):
        if not post.body:
            raise Refused("post_body_empty")
        post.returned_at, post.return_note, post.returned_by = None, "", None
    if post.state is PostState.PUBLISHED:
        post.published_at = post.published_at or now
        refuse_unready_files(post.body_html)
        _demand_may_publish(move, post, by)
    if not was_seen(post, now):  # a time that has not come is a plan, and goes where the plan goes
        post.first_published_at = post.published_at if post.state is PostState.PUBLISHED else None
    if was_returned:
        post.returned_at, post.return_note, post.returned_by = now, _note(note), by.name
        _tell_author(post, by=by, now=now)
    if move is not None:
        told = post.return_note if was_returned else ""
        record(f"post.{move}", by=by, now=now, post_id=post.id, version=post.version, note=told)


def _demand_may_publish(move: PostMove | None, post: Post, by: Actor) -> None:
    thing = Owned(post.author_id, authors_publish=site_settings().authors_publish)
    if not may(by, "posts.publish", thing):
        code = "authors_do_not_publish" if move is PostMove.PUBLISH else "public_text_is_reviewed"
        raise NotAllowed(code)


def _note(note: str) -> str:
    try:
        return clean_words(note, limit=MAX_NOTE, required=True)
    except MarkupRefused as refusal:
        raise Refused(f"return_note_{refusal.code}", **refusal.facts) from None


def _tell_author(post: Post, *, by: Actor, now: datetime) -> None:
    """A letter to the author, unless it was the author. Whether it can be sent is asked when it is."""
    if post.author_id is None or post.author_id == by.user_id:
        return
    payload = {"post_id": post.id, "returned_at": now.isoformat()}
    enqueue("tell_author", payload, run_at=now, now=now)
