"""The publications that a post announces."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forum.domain.actors import Actor
from forum.domain.permissions import Owned, may
from forum.domain.post_states import is_public
from forum.domain.publications import MAX_ANNOUNCED
from forum.domain.refusals import Refused
from forum.models import AnnouncedPublication, Publication


def take_announced(
    session: Session, post_id: int, numbers: Sequence[int] | None, *, by: Actor, now: datetime
) -> None:
    """Stores which publications the post announces, in this order (None: leaves them as they are), inside the
    transaction of a verb that stores the post. Raises ``Refused`` as ``announced_publications``."""
    if numbers is None:
        return
    wanted = announced_publications(session, post_id, numbers, by=by, now=now)
    if wanted == _stored(session, post_id):
        return
    session.execute(sa.delete(AnnouncedPublication).where(AnnouncedPublication.post_id == post_id))
    session.add_all(
        AnnouncedPublication(post_id=post_id, publication_id=number, place=place)
        for place, number in enumerate(wanted, start=1)
    )
    session.flush()


def announced_publications(
    session: Session, post_id: int | None, numbers: Sequence[int], *, by: Actor, now: datetime
) -> list[int]:
    """The publications, each once: such as readers see, as ``by`` may edit, or as the post (None: a new one) announces
    already. Raises ``Refused``: ``publications_nothing`` for any other, ``too_many_publications``."""
    wanted = list(dict.fromkeys(numbers))
    if not wanted:
        return []
    if len(wanted) > MAX_ANNOUNCED:
        raise Refused("too_many_publications", limit=MAX_ANNOUNCED)
    with session.no_autoflush:
        stored = _stored(session, post_id) if post_id is not None else []
        rows = session.execute(
            sa.select(
                Publication.id, Publication.state, Publication.published_at, Publication.author_id
            ).where(Publication.id.in_(wanted))
        ).all()
    known = {
        row.id
        for row in rows
        if row.id in stored
        or is_public(row.state, row.published_at, now)
        or may(by, "posts.edit", Owned(row.author_id))
    }
    if known != set(wanted):
        raise Refused("publications_nothing")
    return wanted


def _stored(session: Session, post_id: int) -> list[int]:
    return list(
        session.scalars(
            sa.select(AnnouncedPublication.publication_id)
            .where(AnnouncedPublication.post_id == post_id)
            .order_by(AnnouncedPublication.place)
        )
    )
