"""Who has which posts open in the editor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import Actor
from forum.domain.presence import PRESENT_FOR
from forum.models import Presence, User


def others_at(post_ids: Iterable[int], *, by: Actor, now: datetime) -> dict[int, list[str]]:
    """The names of the others who have these posts open, by post; ``by`` may edit them all. At most one statement."""
    numbers = list(post_ids)
    if not numbers:
        return {}
    rows = db.session.execute(
        sa.select(Presence.post_id, User.display_name)
        .join(User, User.id == Presence.user_id)
        .where(
            Presence.post_id.in_(numbers),
            Presence.user_id != by.user_id,
            Presence.seen_at > now - PRESENT_FOR,
        )
        .order_by(User.display_name)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for post_id, name in rows:
        found[post_id].append(name)
    return dict(found)
