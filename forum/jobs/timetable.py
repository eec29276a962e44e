"""What happens again and again, and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from forum.domain.site_settings import SiteSettings
from forum.operations.jobs import schedule_job
from forum.queries.jobs import next_run
from forum.queries.settings import site_settings

NextTime = Callable[[datetime, SiteSettings], datetime]


def next_hour(now: datetime, settings: SiteSettings) -> datetime:
    """The next full hour after ``now``."""
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def next_five_minutes(now: datetime, settings: SiteSettings) -> datetime:
    """The next time after ``now`` at which the minute is a multiple of five."""
    return now.replace(minute=now.minute - now.minute % 5, second=0, microsecond=0) + timedelta(minutes=5)


def next_day(now: datetime, settings: SiteSettings) -> datetime:
    """The next midnight of UTC after ``now``."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def digest_time(now: datetime, settings: SiteSettings) -> datetime:
    """The next time after ``now`` (aware, UTC) at which it is the digest's hour in the site's zone. On the day when the
    clocks skip that hour, the moment when it would have begun."""
    zone = ZoneInfo(settings.time_zone)
    today = now.astimezone(zone).date()
    for day in (today, today + timedelta(days=1), today + timedelta(days=2)):
        at = datetime.combine(day, time(settings.digest_hour), zone).astimezone(UTC)
        if at > now:
            return at
    raise AssertionError("a day has passed without its hour")


TIMETABLE: dict[str, NextTime] = {
    "digest": digest_time,
    "learn_from_decisions": next_five_minutes,
    "release_muted": next_five_minutes,
    "sweep": next_hour,
    "sweep_files": next_day,
    "destroy_network_keys": next_hour,
}


def keep_timetable(now: datetime) -> None:
    """Makes sure that the next run of everything in the timetable waits in the outbox, at the time that the settings
    want now. However many workers do this, one run waits; after an outage, it runs once and not once for each time
    that was missed."""
    settings = site_settings()
    for name, next_time in TIMETABLE.items():
        run_at, wanted = next_run(name), next_time(now, settings)
        if run_at is None or (run_at > now and run_at != wanted):
            schedule_job(name, run_at=wanted, now=now)
