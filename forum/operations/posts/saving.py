"""An author writes a post and saves it; with ``move`` it is published, unpublished or trashed in the same step."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from forum.db import db, transaction
from forum.domain.actors import Actor
from forum.domain.markup import SANITISER_VERSION
from forum.domain.permissions import Owned, may
from forum.domain.post_states import PostMove, PostState, moved
from forum.domain.refusals import Conflict, NotAllowed, NotFound, Refused
from forum.domain.text import excerpt
from forum.models import Post, PostRevision
from forum.operations.log import record
from forum.operations.posts.drafts import PostDraft, ReadyPost, ready_post
from forum.operations.posts.parts import bylines_for, category_for, slug_for, tags_for


def create_post(draft: PostDraft, *, by: Actor, now: datetime, move: PostMove | None = None) -> Post:
    """A new post of the author ``by``; a draft unless ``move`` publishes it.

    Raises ``NotAllowed``, or ``Refused`` with the codes of ``ready_post``, ``post_body_empty`` (publishing), and
    ``no_such_category`` / ``no_such_person``.
    """
    if not may(by, "posts.write"):
        raise NotAllowed("not_allowed")
    ready = ready_post(draft)
    with transaction() as session:
        post = Post(
            author_id=by.user_id,
            state=PostState.DRAFT,
            created_at=now,
            version=0,
            revision=0,
            tags=[],
            bylines=[],
        )
        _fill(session, post, draft, ready, by=by, now=now)
        session.add(post)
        session.flush()
        _keep_revision(session, post, by=by, now=now)
        record("post.create", by=by, now=now, post_id=post.id, version=post.version)
        if move is not None:
            _move(post, move, by=by, now=now)
        session.flush()
        return post


def save_post(
    post_id: int,
    draft: PostDraft,
    *,
    seen: int,
    by: Actor,
    now: datetime,
    move: PostMove | None = None,
) -> Post:
    """Saves over the version ``seen``. Raises what ``create_post`` raises, ``NotFound("no_such_post")``, and
    ``Conflict("post_changed_since")`` when somebody saved meanwhile: nothing is overwritten silently."""
    ready = ready_post(draft)
    with transaction() as session:
        post = own_post(post_id, by=by)
        if post.version != seen:
            raise Conflict("post_changed_since", post_id=post.id)
        before = (post.title, post.body)
        _fill(session, post, draft, ready, by=by, now=now)
        session.flush()
        if (post.title, post.body) != before:
            _keep_revision(session, post, by=by, now=now)
        record("post.save", by=by, now=now, post_id=post.id, version=post.version)
        if move is not None:
            _move(post, move, by=by, now=now)
        session.flush()
        return post


def move_post(post_id: int, move: PostMove, *, by: Actor, now: datetime) -> Post:
    """Publishes, unpublishes, trashes or restores without touching the text. Raises as ``save_post``, and
    ``Refused("post_move")`` for a move that the table lacks."""
    with transaction() as session:
        post = own_post(post_id, by=by)
        post.version += 1
        post.revision += 1
        post.updated_at = now
        _move(post, move, by=by, now=now)
        session.flush()
        return post


def own_post(post_id: int, *, by: Actor) -> Post:
    """The post, locked, if ``by`` may edit it. Somebody else's post answers as if it were not there."""
    post = db.session.scalar(
        sa.select(Post)
        .where(Post.id == post_id)
        .options(selectinload(Post.bylines), selectinload(Post.tags))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if post is None or not may(by, "posts.edit", Owned(post.author_id)):
        raise NotFound("no_such_post")
    return post


def _fill(
    session: Session, post: Post, draft: PostDraft, ready: ReadyPost, *, by: Actor, now: datetime
) -> None:
    old_title = post.title or ""
    for name, value in ready.columns.items():
        setattr(post, name, value)
    post.body = ready.rendered.source
    post.body_html = ready.rendered.html
    post.auto_excerpt = excerpt(ready.rendered.text)
    post.sanitiser_version = SANITISER_VERSION
    post.language = draft.language
    post.slug = slug_for(session, post, draft, old_title=old_title)
    post.category_id = category_for(session, draft.category_id)
    post.comments_mode = draft.comments_mode
    post.keep_open = draft.keep_open
    post.close_after_days = draft.close_after_days
    post.source_date = draft.source_date
    post.announces_id = draft.announces_id
    if draft.published_at is not None:
        post.published_at = draft.published_at
    post.updated_at = now
    post.version += 1
    post.revision += 1
    post.tags = tags_for(session, draft.tags)
    wanted = bylines_for(session, post, draft.bylines, by=by)
    if [asdict(b) for b in wanted] != [_facts(b) for b in post.bylines]:
        post.bylines.clear()
        session.flush() if post.id else None
        post.bylines.extend(b.row() for b in wanted)


def _facts(byline: object) -> dict[str, object]:
    return {
        name: getattr(byline, name)
        for name in ("position", "person_id", "role", "name", "title", "organisation")
    }


def _keep_revision(session: Session, post: Post, *, by: Actor, now: datetime) -> None:
    session.add(
        PostRevision(
            post_id=post.id,
            number=post.version,
            title=post.title,
            body=post.body,
            created_at=now,
            created_by=by.user_id,
        )
    )


def _move(post: Post, move: PostMove, *, by: Actor, now: datetime) -> None:
    if move is PostMove.PUBLISH and not post.body:
        raise Refused("post_body_empty")
    post.state = moved(post.state, move)
    if move is PostMove.PUBLISH:
        post.published_at = post.published_at or now
        post.first_published_at = post.first_published_at or post.published_at
    record(f"post.{move}", by=by, now=now, post_id=post.id, version=post.version)
