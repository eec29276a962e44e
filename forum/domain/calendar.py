"""Years and months as the site's zone has them, for the archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

YEARS = range(1000, 9999)


@dataclass(frozen=True)
class Period:
    """A year, or a month of one (``month`` from 1 to 12; None: the whole year)."""

    year: int
    month: int | None = None

    @property
    def is_possible(self) -> bool:
        return self.year in YEARS and self.month in (None, *range(1, 13))

    def span(self, zone: str) -> tuple[datetime, datetime]:
        """From when (inclusive) to when (exclusive) it lasts in ``zone`` (a name as ``Asia/Bangkok``); aware, UTC."""
        here = ZoneInfo(zone)
        start = datetime(self.year, self.month or 1, 1, tzinfo=here)
        is_last = self.month in (None, 12)
        end = datetime(self.year + is_last, 1 if is_last else (self.month or 0) + 1, 1, tzinfo=here)
        return start.astimezone(UTC), end.astimezone(UTC)

    def months(self) -> list[Period]:
        """The twelve months of the year."""
        return [Period(self.year, month) for month in range(1, 13)]

    def previous(self) -> Period:
        """The month before this one (which must be a month)."""
        month = self.month or 1
        return Period(self.year, month - 1) if month > 1 else Period(self.year - 1, 12)

    def following(self) -> Period:
        """The month after this one (which must be a month)."""
        month = self.month or 12
        return Period(self.year, month + 1) if month < 12 else Period(self.year + 1, 1)


def year_of(at: datetime, zone: str) -> Period:
    """The year in which ``at`` falls in ``zone``."""
    return Period(at.astimezone(ZoneInfo(zone)).year)


def month_of(at: datetime, zone: str) -> Period:
    """The month in which ``at`` falls in ``zone``."""
    here = at.astimezone(ZoneInfo(zone))
    return Period(here.year, here.month)
