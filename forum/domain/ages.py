"""How old what stands in a queue is, as a filter names it: ``older:3`` is three days and more, ``newer:1`` less than a
day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

_WRITTEN = re.compile(r"(older|newer):([1-9][0-9]{0,3})", re.ASCII)


@dataclass(frozen=True)
class Age:
    """``days`` (1 to 9,999) and more, or less."""

    is_older: bool
    days: int

    def bound(self, now: datetime) -> datetime:
        """The moment that parts the older from the newer, seen from ``now`` (aware)."""
        return now - timedelta(days=self.days)


def read_age(words: str) -> Age | None:
    """The age that the words name; None where they name none."""
    match = _WRITTEN.fullmatch(words)
    return Age(match[1] == "older", int(match[2])) if match else None
