"""Places in a queue, as they stand in addresses."""

from __future__ import annotations

from datetime import UTC, datetime

from forum.queries.moderation.narrowing import as_number

# What looks like spam comes last: the end of a cursor that stands there, and the one before the first of it.
_AMONG_SPAM = "~spam"
BEFORE_SPAM = f"0001-01-01T00:00:00+00:00~0{_AMONG_SPAM}"


def write_cursor(at: datetime, number: int, *, among_spam: bool = False) -> str:
    """The place behind an item, for the next page's address."""
    return f"{at.astimezone(UTC).isoformat()}~{number}" + (_AMONG_SPAM if among_spam else "")


def is_among_spam(text: str | None) -> bool:
    """Whether a cursor stands among what looks like spam; older ones stand before it."""
    return (text or "").endswith(_AMONG_SPAM)


def read_cursor(text: str | None) -> tuple[datetime, int] | None:
    """The place of a cursor; None for anything else."""
    at, _, number = (text or "").removesuffix(_AMONG_SPAM).replace(" ", "+").partition("~")
    try:
        instant = datetime.fromisoformat(at)
        # At the ends of the calendar there is no such time in UTC.
        return (instant.astimezone(UTC), as_number(number)) if instant.tzinfo and number.isdecimal() else None
    except (ValueError, OverflowError):
        return None
