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
    """One post or comment. ``id`` never changes; ``contributors`` are those who helped but did not write.
    ``picture`` is the address of one that shows what it is about, None for none;
    ``comments_feed`` is the address of the feed of the comments without the kind behind it; ``answered_at`` is when the
    newest of them appeared."""

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
    picture: str | None = None
    categories: Sequence[str] = ()
    comments_address: str | None = None
    comments_feed: str | None = None
    comments: int = 0
    answered_at: datetime | None = None
    answers: Answers | None = None


@dataclass(frozen=True)
class Feed:
    """``address`` is the page that the feed is about, ``own_address`` the feed's own, by which it is known.
    ``shown_address`` is that of this part of it, ``older_address`` that of the part with what is older (RFC 5005 §3);
    None: this is the last."""

    title: str
    subtitle: str
    site_name: str
    language: str
    address: str
    own_address: str
    shown_address: str
    older_address: str | None
    entries: Sequence[Entry]

    @property
    def is_first(self) -> bool:
        """Whether it begins with the newest."""
        return self.shown_address == self.own_address

    @property
    def updated(self) -> datetime:
        """When the newest change appeared; the beginning of time for an empty feed, so that it stays the same."""
        return max((entry.updated for entry in self.entries), default=NEVER)
