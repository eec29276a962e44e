"""Whether a post takes comments: its mode, and the days after publication when it closes by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Closing(StrEnum):
    """Why a post takes no comments."""

    BY_HAND = "closed_by_hand"
    BY_AGE = "closed_by_age"


@dataclass(frozen=True)
class Discussion:
    """What decides whether comments are open. ``mode_is_closed`` is the effective mode of site, category and post;
    ``keep_open`` is the author's hand-made opening, which wins over the closing by age; ``close_after_days`` is the
    post's own number or else the site's (None: never)."""

    mode_is_closed: bool
    keep_open: bool
    close_after_days: int | None
    published_at: datetime | None


def closes_at(discussion: Discussion) -> datetime | None:
    """When the post closes by age (aware, UTC); None if it never does."""
    if discussion.keep_open or discussion.close_after_days is None or discussion.published_at is None:
        return None
    return discussion.published_at + timedelta(days=discussion.close_after_days)


def closing(discussion: Discussion, now: datetime) -> Closing | None:
    """Why the post takes no comments at ``now``; None if it does. A closing by hand is named before one by age."""
    if discussion.mode_is_closed:
        return Closing.BY_HAND
    at = closes_at(discussion)
    return Closing.BY_AGE if at is not None and at <= now else None
