"""An author writes about a publication and saves it; with ``move`` it is published, unpublished or trashed in the same
step."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forum.db import transaction
from forum.domain.actors import Actor
from forum.domain.markup import SANITISER_VERSION
from forum.domain.permissions import may
from forum.domain.post_states import PostMove, PostState, is_public
from forum.domain.refusals import Conflict, NotAllowed, Refused
from forum.domain.slugs import following_slug, unique_slug
from forum.models import Category, OldPublicationSlug, Publication
from forum.operations.log import record
from forum.operations.posts.files import html_with_files
from forum.operations.posts.racing import unraced
from forum.operations.publications.drafts import PublicationDraft, ReadyPublication, ready_publication
from forum.operations.publications.files import note_uses
from forum.operations.publications.moving import carry_out, own_publication, touch, was_seen


def create_publication(
    draft: PublicationDraft, *, by: Actor, now: datetime, form_key: str | None = None
) -> Publication:
    """A new publication of the author ``by``, as a draft: there is nothing to download yet. A form that is sent again
    saves over what it made the first time, as long as nothing else has; ``form_key`` tells forms apart.

    Raises ``NotAllowed``; ``Refused`` with the codes of ``ready_publication``, and ``no_such_category``; and
    ``Unavailable("database_busy")`` where somebody took the same address at the same instant.
    """
    if not may(by, "posts.write"):
        raise NotAllowed("not_allowed")
    ready = ready_publication(draft)
    with unraced(), transaction() as session:
        same_form = sa.select(Publication).where(Publication.form_key == form_key)
        made = session.scalar(same_form) if form_key else None
        if made is not None and made.author_id == by.user_id and made.version == 1:
            return save_publication(made.id, draft, seen=1, by=by, now=now)
        html = html_with_files(ready.rendered.html, locked=True)
        publication = Publication(
            form_key=form_key if made is None else None,
            author_id=by.user_id,
            state=PostState.DRAFT,
            created_at=now,
            updated_at=now,
            version=0,
        )
        _fill(session, publication, draft, ready, html, now=now)
        session.add(publication)
        session.flush()
        note_uses(session, publication)
        facts = {"publication": publication.id, "name": publication.title}
        record("publication.create", by=by, now=now, version=publication.version, facts=facts)
        touch(session, publication, now=now)
        return publication


def save_publication(
    number: int,
    draft: PublicationDraft,
    *,
    seen: int,
    by: Actor,
    now: datetime,
    move: PostMove | None = None,
) -> Publication:
    """Saves over the version ``seen``. Raises what ``create_publication`` and ``carry_out`` raise,
    ``NotFound("no_such_publication")``, and ``Conflict("publication_changed_since")`` when somebody saved meanwhile."""
    ready = ready_publication(draft)
    with unraced(), transaction() as session:
        # Files are locked before what shows them, here as where a file changes.
        html = html_with_files(ready.rendered.html, locked=True)
        publication = own_publication(number, by=by)
        if publication.version != seen:
            raise Conflict("publication_changed_since")
        _fill(session, publication, draft, ready, html, now=now)
        note_uses(session, publication)
        facts = {"publication": publication.id, "name": publication.title}
        record("publication.save", by=by, now=now, version=publication.version, facts=facts)
        carry_out(session, move, publication, by=by, now=now)
        touch(session, publication, now=now)
        return publication


def _fill(
    session: Session,
    publication: Publication,
    draft: PublicationDraft,
    ready: ReadyPublication,
    html: str,
    *,
    now: datetime,
) -> None:
    old_title = publication.title or ""
    for name, value in ready.columns.items():
        setattr(publication, name, value)
    publication.description = ready.rendered.source
    publication.description_html = html
    publication.sanitiser_version = SANITISER_VERSION
    publication.slug = _slug(session, publication, ready.slug, old_title=old_title, now=now)
    publication.category_id = _category(session, draft.category_id)
    publication.published_at = _appears_at(publication, draft.published_at, now)
    publication.version += 1


def _slug(session: Session, publication: Publication, typed: str, *, old_title: str, now: datetime) -> str:
    """An address that readers know is kept for ever, to redirect."""
    seen = was_seen(publication, now)
    new = following_slug(
        publication.slug or "",
        typed,
        title=publication.title,
        old_title=old_title,
        was_seen=seen,
        free=lambda base: unique_slug(base, lambda slug: _is_taken(session, slug, publication.id)),
    )
    if seen and new != publication.slug:
        session.merge(OldPublicationSlug(slug=publication.slug, publication_id=publication.id))
        session.execute(sa.delete(OldPublicationSlug).where(OldPublicationSlug.slug == new))
    return new


def _is_taken(session: Session, slug: str, number: int | None) -> bool:
    """Another publication has or had this address."""
    now_there = sa.select(Publication.id).where(Publication.slug == slug)
    once_there = sa.select(OldPublicationSlug.publication_id).where(OldPublicationSlug.slug == slug)
    with session.no_autoflush:
        holders = set(session.scalars(sa.union_all(now_there, once_there)))
    return bool(holders - {number})


def _category(session: Session, category_id: int | None) -> int | None:
    with session.no_autoflush:
        if category_id is not None and session.get(Category, category_id) is None:
            raise Refused("no_such_category")
    return category_id


def _appears_at(publication: Publication, typed: datetime | None, now: datetime) -> datetime | None:
    if typed is not None:
        return typed
    if is_public(publication.state, publication.published_at, now):
        return publication.published_at
    return now if publication.state is PostState.PUBLISHED else None
