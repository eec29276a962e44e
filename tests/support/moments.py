"""The times of the tests. Wherever the clock matters, it stands at ``NOW``."""

from datetime import UTC, datetime, timedelta

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday, 16:00 in Bangkok
LONG_AGO = NOW - timedelta(days=400)
YESTERDAY = NOW - timedelta(days=1)
TOMORROW = NOW + timedelta(days=1)


def after(seconds: float = 0, *, minutes: float = 0, hours: float = 0, days: float = 0) -> datetime:
    """So long after ``NOW``."""
    return NOW + timedelta(seconds=seconds, minutes=minutes, hours=hours, days=days)
