"""A feed before it is written in one of the formats. All addresses are absolute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Name:
    """Somebody who wrote; ``address`` is the page about them, None where there is none."""

    name: str
    address: str | None = None


@dataclass(frozen=True)
class Answers:
    """What an entry answers: the id and the address of another entry (RFC 4685); None where nothing stands there."""

    id: str
    address: str | None


@dataclass(frozen=True)
class Entry:
    """One post or comment. ``id`` never changes; ``contributors`` are those who helped but did not write."""

    id: str
    address: str
    title: str
    language: str | None
    html: str
    published: datetime
    updated: datetime
    authors: Sequence[Name]
    contributors: Sequence[Name] = ()
    summary: str = ""
    category: str | None = None
    comments_address: str | None = None
    comments_feed: str | None = None
    comments: int = 0
    answers: Answers | None = None


@dataclass(frozen=True)
class Feed:
    """``address`` is the page that the feed is about, ``own_address`` the feed's own."""

    title: str
    subtitle: str
    site_name: str
    language: str
    address: str
    own_address: str
    entries: Sequence[Entry]

    @property
    def updated(self) -> datetime:
        """When the newest change appeared; the beginning of time for an empty feed, so that it stays the same."""
        return max((entry.updated for entry in self.entries), default=NEVER)
