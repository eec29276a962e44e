"""What happens again and again, and when."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.db import db
from forum.domain.site_settings import SiteSettings
from forum.jobs.registry import JOBS
from forum.jobs.timetable import TIMETABLE, digest_time, keep_timetable, next_hour
from forum.models import Job, SiteSetting
from forum.queries.jobs import next_run
from tests.support.moments import NOW, after


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


DIGESTS = [
    # now, zone, hour, next digest (UTC)
    ("2026-03-02 09:00", "UTC", 7, "2026-03-03 07:00"),
    ("2026-03-02 06:59", "UTC", 7, "2026-03-02 07:00"),
    # Strictly after now: a digest that runs on the dot does not run twice.
    ("2026-03-02 07:00", "UTC", 7, "2026-03-03 07:00"),
    # Seven in Bangkok is midnight in UTC.
    ("2026-03-02 09:00", "Asia/Bangkok", 7, "2026-03-03 00:00"),
    ("2026-03-01 23:59", "Asia/Bangkok", 7, "2026-03-02 00:00"),
    # Half an hour off.
    ("2026-03-02 09:00", "Asia/Yangon", 7, "2026-03-03 00:30"),
    # Where the clocks change: seven stays seven.
    ("2026-03-28 12:00", "Europe/Berlin", 7, "2026-03-29 05:00"),
    ("2026-10-24 12:00", "Europe/Berlin", 7, "2026-10-25 06:00"),
    # Two o'clock does not exist on this day, and twice on that.
    ("2026-03-28 12:00", "Europe/Berlin", 2, "2026-03-29 01:00"),
    ("2026-10-24 12:00", "Europe/Berlin", 2, "2026-10-25 00:00"),
    ("2026-10-25 00:00", "Europe/Berlin", 2, "2026-10-26 01:00"),
    # A whole day that does not exist (Samoa, when it crossed the date line).
    ("2011-12-29 20:00", "Pacific/Apia", 7, "2011-12-30 17:00"),
]


@pytest.mark.parametrize(("now", "zone", "hour", "at"), DIGESTS)
def test_the_digest_comes_at_its_hour_in_the_sites_zone(now: str, zone: str, hour: int, at: str) -> None:
    assert digest_time(utc(now), SiteSettings(time_zone=zone, digest_hour=hour)) == utc(at)


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize(
    "zone", ["UTC", "Asia/Bangkok", "Asia/Kathmandu", "America/New_York", "Australia/Lord_Howe"]
)
def test_there_is_a_digest_a_day_all_the_year(zone: str, hour: int) -> None:
    settings, at, days = SiteSettings(time_zone=zone, digest_hour=hour), utc("2026-01-01 00:00"), 0
    while at < utc("2027-01-01 00:00"):
        following = digest_time(at, settings)
        assert 22 <= (following - at).total_seconds() / 3600 <= 26 or days == 0
        at, days = following, days + 1
    assert 365 <= days <= 367


def test_the_sweep_comes_at_the_full_hour() -> None:
    assert next_hour(utc("2026-03-02 09:00"), SiteSettings()) == utc("2026-03-02 10:00")
    assert next_hour(utc("2026-03-02 23:59"), SiteSettings()) == utc("2026-03-03 00:00")


def test_everything_in_the_timetable_is_a_job() -> None:
    assert set(TIMETABLE) <= set(JOBS)


def test_one_of_each_waits_however_many_workers_look(in_app: Flask) -> None:
    for _ in range(3):
        keep_timetable(NOW)
    names = db.session.scalars(sa.select(Job.name).order_by(Job.name)).all()
    assert names == sorted(TIMETABLE)


def test_a_digest_moves_when_an_administrator_moves_it(in_app: Flask) -> None:
    keep_timetable(NOW)
    assert next_run("digest") == utc("2026-03-03 07:00")
    db.session.rollback()
    from forum.db import transaction

    with transaction() as session:
        session.add(SiteSetting(name="digest_hour", value=20))
    keep_timetable(after(60))
    assert next_run("digest") == utc("2026-03-02 20:00")


def test_after_an_outage_a_job_runs_once(in_app: Flask) -> None:
    keep_timetable(NOW)
    keep_timetable(after(days=5))
    runs = db.session.scalars(sa.select(Job.run_at).where(Job.name == "digest")).all()
    assert runs == [utc("2026-03-03 07:00")]
