"""What somebody has typed and not saved. Nobody is shown anybody else's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import Actor
from forum.models import Autosave


@dataclass(frozen=True, slots=True)
class Kept:
    """``texts`` are the fields of the editor's form by name; None where what was kept has been saved or given up since.
    ``form_key`` is the key of the form of a post that never was."""

    form_key: str | None
    texts: dict[str, str] | None
    base_version: int
    number: int
    saved_at: datetime


_KEPT = (Autosave.form_key, Autosave.texts, Autosave.base_version, Autosave.number, Autosave.saved_at)


def kept_text(*, by: Actor, post_id: int | None = None, form_key: str | None = None) -> Kept | None:
    """What ``by`` has kept of this post, or of the new one with this key. One statement."""
    which = Autosave.post_id == post_id if post_id is not None else Autosave.form_key == form_key
    row = db.session.execute(sa.select(*_KEPT).where(Autosave.user_id == by.user_id, which)).one_or_none()
    return Kept(*row) if row else None


def never_saved(*, by: Actor, limit: int = 20) -> Sequence[Kept]:
    """The posts that ``by`` has begun and never saved, the last ones first. One statement."""
    rows = db.session.execute(
        sa.select(*_KEPT)
        .where(Autosave.user_id == by.user_id, Autosave.form_key.is_not(None), Autosave.texts.is_not(None))
        .order_by(Autosave.saved_at.desc(), Autosave.id.desc())
        .limit(limit)
    )
    return [Kept(*row) for row in rows]
