"""Who has a post open in the editor says so now and then. It is not logged, and ends by its time."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from forum.db import db, savepoint, transaction
from forum.domain.actors import Actor
from forum.domain.presence import PRESENT_FOR
from forum.models import Presence
from forum.operations.posts.moving import own_version


def be_present(post_id: int, *, by: Actor, now: datetime) -> None:
    """``by`` has the post open. Raises ``NotFound("no_such_post")``."""
    with transaction() as session:
        own_version(post_id, by=by)
        renewed = session.scalar(
            sa.update(Presence)
            .where(Presence.post_id == post_id, Presence.user_id == by.user_id)
            .values(seen_at=now)
            .returning(Presence.post_id)
            .execution_options(synchronize_session=False)
        )
        if renewed is not None:
            return
        try:
            with savepoint():
                new = {"post_id": post_id, "user_id": by.user_id, "seen_at": now}
                session.execute(sa.insert(Presence).values(**new))
        except IntegrityError:  # another page of the same person has just said so
            return


def forget_presences(*, now: datetime) -> None:
    """Deletes those that are over."""
    with transaction():
        db.session.execute(sa.delete(Presence).where(Presence.seen_at <= now - PRESENT_FOR))
