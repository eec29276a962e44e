"""Years and months begin at midnight in the site's zone, not in Greenwich."""

from datetime import UTC, datetime

import pytest

from forum.domain.calendar import Period, month_of, year_of


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("period", "zone", "start", "end"),
    [
        (Period(2017), "UTC", utc(2017, 1, 1), utc(2018, 1, 1)),
        (Period(2017), "Asia/Bangkok", utc(2016, 12, 31, 17), utc(2017, 12, 31, 17)),
        (Period(2017, 3), "Asia/Bangkok", utc(2017, 2, 28, 17), utc(2017, 3, 31, 17)),
        (Period(2016, 12), "UTC", utc(2016, 12, 1), utc(2017, 1, 1)),
        # A zone that changes its clocks in that month: the month is an hour shorter.
        (Period(2017, 3), "Europe/Berlin", utc(2017, 2, 28, 23), utc(2017, 3, 31, 22)),
    ],
)
def test_a_period_lasts_from_midnight_to_midnight_of_its_zone(period, zone, start, end):
    assert period.span(zone) == (start, end)


def test_the_last_hours_of_a_year_are_the_next_one_further_east():
    at = utc(2016, 12, 31, 18)

    assert year_of(at, "UTC") == Period(2016)
    assert year_of(at, "Asia/Bangkok") == Period(2017)
    assert month_of(at, "Asia/Bangkok") == Period(2017, 1)


@pytest.mark.parametrize(
    ("period", "possible"),
    [
        (Period(2017), True),
        (Period(2017, 12), True),
        (Period(2017, 0), False),
        (Period(2017, 13), False),
        (Period(0), False),
        (Period(9999), False),
    ],
)
def test_only_a_month_of_the_calendar_is_possible(period, possible):
    assert period.is_possible is possible


def test_a_year_has_twelve_months():
    assert [period.month for period in Period(2017).months()] == list(range(1, 13))
