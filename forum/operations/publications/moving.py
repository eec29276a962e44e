"""A publication is published, unpublished, trashed or restored; and who may touch it at all."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forum.db import db, transaction
from forum.domain.actors import Actor
from forum.domain.finding import DocumentKind
from forum.domain.permissions import Owned, may
from forum.domain.post_states import PostMove, PostState
from forum.domain.publications import moved
from forum.domain.refusals import Conflict, NotAllowed, NotFound, Refused
from forum.models import AnnouncedPublication, Post, Publication, PublicationUpload
from forum.operations.indexing import index_documents_by_number
from forum.operations.log import record
from forum.operations.posts.stamping import stamp_posts
from forum.operations.publications.files import refuse_unready
from forum.queries.settings import site_settings

VERBS = {
    PostMove.PUBLISH: "publication.publish",
    PostMove.UNPUBLISH: "publication.unpublish",
    PostMove.TRASH: "publication.trash",
    PostMove.RESTORE: "publication.restore",
}


def move_publication(
    number: int, move: PostMove, *, by: Actor, now: datetime, seen: int | None = None
) -> Publication:
    """Moves the publication and leaves its text alone. ``seen`` None: whatever version it is.

    Raises ``NotFound("no_such_publication")``; ``Conflict("publication_changed_since")`` where ``seen`` is no longer
    its version; and what ``carry_out`` raises.
    """
    with transaction() as session:
        publication = own_publication(number, by=by)
        if seen is not None and publication.version != seen:
            raise Conflict("publication_changed_since")
        publication.version += 1
        carry_out(session, move, publication, by=by, now=now)
        touch(session, publication, now=now)
        return publication


def own_publication(number: int, *, by: Actor) -> Publication:
    """The publication, locked, if ``by`` may edit it. Somebody else's answers as if it were not there.

    The lock leaves its number to be named: a post that is saved holds its own row, stores what it announces, and would
    wait here for a verb that waits for the post."""
    publication = db.session.scalar(
        sa.select(Publication)
        .where(Publication.id == number)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    if publication is None or not may(by, "posts.edit", Owned(publication.author_id)):
        raise NotFound("no_such_publication")
    return publication


def carry_out(
    session: Session, move: PostMove | None, publication: Publication, *, by: Actor, now: datetime
) -> None:
    """The move, if there is one, with its log entry, inside the transaction of the verb. Whoever may not publish
    changes nothing that readers see, or will see by itself when its time comes.

    Raises ``Refused``: ``publication_move``, and as ``refuse_unready``; ``NotAllowed``: as ``demand_may_change``."""
    if move is not None:
        publication.state = moved(publication.state, move)
    if publication.state is PostState.PUBLISHED:
        publication.published_at = publication.published_at or now
        refuse_unready(session, publication)
        demand_may_change(publication, by)
    if not was_seen(publication, now):
        publication.first_published_at = (
            publication.published_at if publication.state is PostState.PUBLISHED else None
        )
    if move is not None:
        facts = {"publication": publication.id, "name": publication.title}
        record(VERBS[move], by=by, now=now, version=publication.version, facts=facts)


def demand_may_change(publication: Publication, by: Actor) -> None:
    """What readers see, or will see by itself, is changed by those who publish. Raises
    ``NotAllowed("administrators_publish")``."""
    if not _may_change(publication, by):
        raise NotAllowed("administrators_publish")


def demand_may_replace(session: Session, upload_id: int, *, by: Actor) -> None:
    """Other bytes at the address of a file are something else for the readers of each publication that uses it, so
    whoever puts them there must be one who may change all of these. They are locked. Raises
    ``Refused("upload_is_published")``."""
    using = (
        sa.select(Publication)
        .join(PublicationUpload, PublicationUpload.publication_id == Publication.id)
        .where(PublicationUpload.upload_id == upload_id)
        .order_by(Publication.id)
        .with_for_update(of=Publication, key_share=True)
        .execution_options(populate_existing=True)
    )
    if not all(_may_change(publication, by) for publication in session.scalars(using)):
        raise Refused("upload_is_published")


def _may_change(publication: Publication, by: Actor) -> bool:
    thing = Owned(publication.author_id, authors_publish=site_settings().authors_publish)
    return publication.state is not PostState.PUBLISHED or may(by, "posts.publish", thing)


def was_seen(publication: Publication, now: datetime) -> bool:
    """Whether readers could ever see it."""
    return publication.first_published_at is not None and publication.first_published_at <= now


def touch(session: Session, publication: Publication, *, now: datetime) -> None:
    """Something of it is another now: readers and search are told, and the pages of posts that announce it."""
    publication.updated_at = now
    session.flush()
    index_documents_by_number(DocumentKind.PUBLICATION, [publication.id])
    announcing = sa.select(AnnouncedPublication.post_id).where(
        AnnouncedPublication.publication_id == publication.id
    )
    stamp_posts(session, Post.id.in_(announcing))
