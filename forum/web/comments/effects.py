"""What the moderators have imposed on who asks."""

from __future__ import annotations

from forum.adapters import clock
from forum.domain.sanctions import Effects, effects_of
from forum.queries.sanctions import sanctions_on
from forum.web.identity import current_actor


def effects_now() -> Effects:
    """What is in force on the current actor; nothing on one whom nothing identifies."""
    return effects_of(sanctions_on(current_actor()), clock.now())
