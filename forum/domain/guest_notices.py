"""The law of a guest's address: nobody is written to about a comment but who has said, at that address, that they want
it. One letter asks; until it is answered, nothing follows it."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

LINK_LASTS = timedelta(days=7)  # an address that nobody confirmed is destroyed after it
ASKED_AGAIN_AFTER = timedelta(days=1)


class NoticeState(StrEnum):
    """Where an address stands that was given with a comment."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    OVER = "over"


def notice_state(created_at: datetime, confirmed_at: datetime | None, now: datetime) -> NoticeState:
    """Where an address stands that was given at ``created_at``; what was confirmed stays so until it is ended."""
    if confirmed_at is not None:
        return NoticeState.CONFIRMED
    return NoticeState.ASKED if now < created_at + LINK_LASTS else NoticeState.OVER


def may_be_asked(asked_at: datetime | None, now: datetime, *, ended_at: datetime | None = None) -> bool:
    """Whether an address may get another letter that asks. ``asked_at``: when it got the last one, None: never.
    ``ended_at``: when its reader ended the letters or wanted no such question any more, None: they have not."""
    return ended_at is None and (asked_at is None or now >= asked_at + ASKED_AGAIN_AFTER)
