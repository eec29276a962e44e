"""How old what stands in a queue is, as a filter names it: ``older:3`` is three days and more, ``newer:1`` less than a
day, ``since:2026-03-02T07:00:00Z`` what came after that moment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_WRITTEN = re.compile(r"(older|newer):([1-9][0-9]{0,3})", re.ASCII)

_SINCE = "since:"


@dataclass(frozen=True)
class Age:
    """``days`` (1 to 9,999) and more, or less; or, where ``since`` is set, what came after that."""

    is_older: bool
    days: int = 0
    since: datetime | None = None

    def bound(self, now: datetime) -> datetime:
        """The moment that parts the older from the newer, seen from ``now`` (aware)."""
        return self.since or now - timedelta(days=self.days)


def read_age(words: str) -> Age | None:
    """The age that the words name; None where they name none."""
    if words.startswith(_SINCE):
        return _read_since(words.removeprefix(_SINCE))
    match = _WRITTEN.fullmatch(words)
    return Age(match[1] == "older", int(match[2])) if match else None


def write_since(at: datetime) -> str:
    """What names the age of all that came after ``at`` (aware)."""
    return _SINCE + at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _read_since(words: str) -> Age | None:
    try:
        at = datetime.fromisoformat(words)
        # At the ends of the calendar there is no such time in UTC.
        return Age(is_older=False, since=at.astimezone(UTC)) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None
