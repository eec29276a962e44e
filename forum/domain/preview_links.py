"""Preview links: a post that is not public yet, shown for some days to whoever holds the link."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from forum.domain.post_states import PostState, is_public

# How many days a link may last, and how many it does where nobody chooses.
DAYS = (1, 7, 30)
USUAL_DAYS = 7
# Open links that one post may have.
MOST_OPEN = 20


class LinkAnswer(StrEnum):
    """What whoever opens a preview link gets: the post, the way to where everybody reads it, or that it has ended."""

    SHOWN = "shown"
    PUBLIC = "public"
    ENDED = "ended"


def link_answer(
    *,
    revoked_at: datetime | None,
    expires_at: datetime,
    state: PostState,
    published_at: datetime | None,
    now: datetime,
) -> LinkAnswer:
    """The answer at ``now`` (all times aware). A link that was taken back says nothing any more, not even where the
    post is. One that is only too old still leads to a post that is public by now: there is nothing left to keep."""
    if revoked_at is not None:
        return LinkAnswer.ENDED
    if is_public(state, published_at, now):
        return LinkAnswer.PUBLIC
    if expires_at <= now or state is PostState.TRASHED:
        return LinkAnswer.ENDED
    return LinkAnswer.SHOWN
