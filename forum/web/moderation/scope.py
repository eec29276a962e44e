"""What of the site the current actor moderates: all of it, the comments on their own posts, or nothing."""

from __future__ import annotations

from forum.domain.permissions import Owned, may
from forum.domain.refusals import NotAllowed
from forum.queries.moderation.queue import queue_counts, queue_counts_of
from forum.web.identity import current_actor
from forum.web.language import current_settings


def moderates_all() -> bool:
    """Whether the current actor sees the queues of the whole site."""
    return may(current_actor(), "moderation.enter")


def moderates() -> bool:
    """Whether there is anything at all for the current actor to moderate: whoever may decide about the comments on a
    post of their own may come in."""
    actor = current_actor()
    own = Owned(actor.user_id, authors_moderate_own=current_settings().authors_moderate_own)
    return may(actor, "comments.moderate", own)


def demand_moderation() -> None:
    """Raises ``NotAllowed`` where the current actor moderates nothing."""
    if not moderates():
        raise NotAllowed("not_allowed")


def counts_now() -> dict[str, int]:
    """How many comments stand in each queue, of those that the current actor may moderate."""
    if moderates_all():
        return queue_counts()
    return queue_counts_of(current_actor().user_id if moderates() else None)
