"""An author writes a post and saves it; with ``move`` it is published, unpublished or trashed in the same step."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forum.db import transaction
from forum.domain.actors import Actor
from forum.domain.finding import DocumentKind
from forum.domain.markup import SANITISER_VERSION
from forum.domain.permissions import may
from forum.domain.post_states import PostMove, PostState, is_public
from forum.domain.refusals import Conflict, NotAllowed
from forum.domain.revisions import RevisionKind
from forum.domain.text import excerpt_of
from forum.models import Post
from forum.operations.indexing import index_documents, index_titles
from forum.operations.log import record
from forum.operations.posts.announcing import take_announced
from forum.operations.posts.autosaving import Place, clear
from forum.operations.posts.belonging import take_belonging
from forum.operations.posts.bylines import ReadyByline, bylines_for
from forum.operations.posts.drafts import PostDraft, ReadyPost, ready_post
from forum.operations.posts.files import html_with_files, note_uses
from forum.operations.posts.moving import carry_out, own_post
from forum.operations.posts.old_addresses import take_old_addresses
from forum.operations.posts.parts import announced_for, category_for, slug_for, tags_for
from forum.operations.posts.racing import unraced
from forum.operations.posts.revising import keep_revision, kind_of, texts_of


def create_post(
    draft: PostDraft,
    *,
    by: Actor,
    now: datetime,
    move: PostMove | None = None,
    form_key: str | None = None,
    autosaved: int | None = None,
) -> Post:
    """A new post of the author ``by``; a draft unless ``move`` publishes it. A form that is sent again (a second click,
    or back and once more) saves over what it made the first time, as long as nothing else has; ``form_key`` tells
    forms apart, None those without a key. ``autosaved`` is the number of the text that the form's page has kept by
    itself: it is saved now, and kept no longer; None where none is known.

    Raises ``NotAllowed``; ``Refused`` with the codes of ``ready_post``, ``bylines_for``, ``tags_for``, ``carry_out``,
    ``no_such_category``, ``announces_nothing``, those of ``take_belonging``, ``take_announced`` and
    ``take_old_addresses``; and
    ``Unavailable("database_busy")`` where somebody took the same address at the same instant.
    """
    if not may(by, "posts.write"):
        raise NotAllowed("not_allowed")
    ready = ready_post(draft)
    with unraced(), transaction() as session:
        made = session.scalar(sa.select(Post).where(Post.form_key == form_key)) if form_key else None
        if made is not None and made.author_id == by.user_id and made.version == 1:
            _saved(session, Place(form_key=form_key), autosaved, by)
            return save_post(made.id, draft, seen=1, by=by, now=now, move=move)
        html = html_with_files(ready.rendered.html, locked=True)
        post = Post(
            form_key=form_key if made is None else None,
            author_id=by.user_id,
            state=PostState.DRAFT,
            created_at=now,
            version=0,
            revision=0,
            tags=[],
            bylines=[],
        )
        _fill(session, post, draft, ready, html, by=by, now=now)
        post.text_at = now
        session.add(post)
        session.flush()
        take_belonging(session, post, draft.belonging, by=by, now=now)
        take_announced(session, post.id, draft.publications, by=by, now=now)
        take_old_addresses(session, post, draft.old_addresses, by=by, now=now)
        note_uses(session, post.id, post.body_html)
        keep_revision(session, post, kind_of(move), by=by, now=now)
        index_titles({post.id: post.title}, is_new=True)
        record("post.create", by=by, now=now, post_id=post.id, version=post.version)
        carry_out(move, post, by=by, now=now)
        if form_key is not None:
            _saved(session, Place(form_key=form_key), autosaved, by)
        index_documents(DocumentKind.POST, [post], is_new=True)
        return post


def save_post(
    post_id: int,
    draft: PostDraft,
    *,
    seen: int,
    by: Actor,
    now: datetime,
    move: PostMove | None = None,
    autosaved: int | None = None,
    note: str = "",
) -> Post:
    """Saves over the version ``seen``. Raises what ``create_post`` raises, ``NotFound("no_such_post")``,
    ``announces_itself``, and ``Conflict("post_changed_since")`` when somebody saved meanwhile: nothing is overwritten
    silently. ``note``: what the author is told where the post is sent back."""
    ready = ready_post(draft)
    with unraced(), transaction() as session:
        # Files are locked before posts, here as where a file changes: otherwise the two could wait for each other.
        html = html_with_files(ready.rendered.html, locked=True)
        post = own_post(post_id, by=by)
        if post.version != seen:
            raise Conflict("post_changed_since", post_id=post.id)
        take_draft(session, post, draft, ready, html, kind_of(move), by=by, now=now)
        record("post.save", by=by, now=now, post_id=post.id, version=post.version)
        carry_out(move, post, by=by, now=now, note=note)
        _saved(session, Place(post_id=post.id), autosaved, by)
        index_documents(DocumentKind.POST, [post])
        return post


def _saved(session: Session, place: Place, autosaved: int | None, by: Actor) -> None:
    if autosaved is not None:
        clear(session, place, known=autosaved, by=by)


def take_draft(
    session: Session,
    post: Post,
    draft: PostDraft,
    ready: ReadyPost,
    html: str,
    kind: RevisionKind,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """The next version of a stored post, inside the transaction of a verb that has asked whether it may be one: the
    draft in its columns, and a revision where anything changed. ``html`` is its body with the files in it, which were
    locked before the post."""
    before = texts_of(post)
    _fill(session, post, draft, ready, html, by=by, now=now)
    session.flush()
    take_belonging(session, post, draft.belonging, by=by, now=now)
    take_announced(session, post.id, draft.publications, by=by, now=now)
    take_old_addresses(session, post, draft.old_addresses, by=by, now=now)
    note_uses(session, post.id, post.body_html)
    if (post.title, post.body) != (before["title"], before["body"]):
        post.text_at = now
    if texts_of(post) != before:
        keep_revision(session, post, kind, by=by, now=now)
    if post.title != before["title"]:
        index_titles({post.id: post.title})


def _fill(
    session: Session, post: Post, draft: PostDraft, ready: ReadyPost, html: str, *, by: Actor, now: datetime
) -> None:
    old_title = post.title or ""
    for name, value in ready.columns.items():
        setattr(post, name, value)
    post.body = ready.rendered.source
    post.body_html = html
    post.auto_excerpt = excerpt_of(ready.rendered.text, ready.rendered.lead)
    post.has_lead = bool(ready.rendered.lead)
    post.sanitiser_version = SANITISER_VERSION
    post.language = draft.language
    post.slug = slug_for(session, post, draft, old_title=old_title, now=now)
    post.category_id = category_for(session, draft.category_id)
    post.comments_mode = draft.comments_mode
    post.keep_open = draft.keep_open
    post.close_after_days = draft.close_after_days
    post.source_date = draft.source_date
    post.announces_id = announced_for(session, post.id, draft.announces_id, by=by, now=now)
    post.published_at = _appears_at(post, draft.published_at, now)
    post.updated_at = now
    post.version += 1
    post.revision += 1
    post.tags = tags_for(session, draft.tags)
    _sign(session, post, bylines_for(session, post.bylines, draft.bylines, language=draft.language, by=by))


def _appears_at(post: Post, typed: datetime | None, now: datetime) -> datetime | None:
    if typed is not None:
        return typed
    if is_public(post.state, post.published_at, now):
        return post.published_at
    return now if post.state is PostState.PUBLISHED else None


def _sign(session: Session, post: Post, wanted: list[ReadyByline]) -> None:
    """By-lines are named by their place, so all of them go before the new ones come."""
    if len(wanted) == len(post.bylines) and all(map(ReadyByline.is_written_as, wanted, post.bylines)):
        return
    post.bylines.clear()
    if post.id is not None:
        session.flush()
    post.bylines.extend(one.row() for one in wanted)
