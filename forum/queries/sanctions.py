"""Sanctions on writers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import Actor
from forum.domain.sanctions import Imposed, SanctionKind, Writer
from forum.models import Comment, Sanction
from forum.queries.identities import belongs_to
from forum.queries.moderation.order import waits_in

COLUMNS = (
    Sanction.id,
    Sanction.kind,
    Sanction.reason,
    Sanction.made_by,
    Sanction.created_at,
    Sanction.ends_at,
    Sanction.acknowledged_at,
    Sanction.lifted_at,
    Sanction.lifted_by,
)


def sanctions_of(writer: Writer) -> tuple[Imposed, ...]:
    """All that was ever imposed on the writer, newest first. One statement."""
    theirs = sa.select(*COLUMNS).where(belongs_to(Sanction, writer)).order_by(Sanction.id.desc())
    rows = db.session.execute(theirs)
    return tuple(Imposed(*row) for row in rows)


def sanctions_on(by: Actor) -> tuple[Imposed, ...]:
    """The same for one who writes. Nobody sanctions the staff, nor anybody whom nothing identifies."""
    writer = Writer.of(by)
    return () if writer is None or by.is_staff else sanctions_of(writer)


def muted_without_mute(now: datetime, *, limit: int) -> Sequence[int]:
    """The first comments that wait aside though no mute of their writer is in force. One statement."""
    in_force = (Sanction.kind == SanctionKind.MUTE, Sanction.lifted_at.is_(None), Sanction.ends_at > now)
    return db.session.scalars(
        sa.select(Comment.id)
        .where(
            waits_in("muted"),
            ~sa.exists().where(Sanction.user_id == Comment.user_id, *in_force),
            ~sa.exists().where(Sanction.guest_id == Comment.guest_id, *in_force),
        )
        .order_by(Comment.waits_since, Comment.id)
        .limit(limit)
    ).all()
