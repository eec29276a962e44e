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
from forum.domain.refusals import Conflict, NotAllowed, NotFound
from forum.models import AnnouncedPublication, Post, Publication
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
    """The publication, locked, if ``by`` may edit it. Somebody else's answers as if it were not there."""
    publication = db.session.scalar(
        sa.select(Publication)
        .where(Publication.id == number)
        .with_for_update()
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
    thing = Owned(publication.author_id, authors_publish=site_settings().authors_publish)
    if publication.state is PostState.PUBLISHED and not may(by, "posts.publish", thing):
        raise NotAllowed("administrators_publish")


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
