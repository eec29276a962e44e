"""Sanctions on writers."""

from __future__ import annotations

import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import Actor
from forum.domain.sanctions import Imposed, Writer
from forum.models import Sanction
from forum.queries.identities import belongs_to

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
