"""When a post takes comments."""

from datetime import UTC, datetime, timedelta

import pytest

from forum.domain.discussion import Closing, Discussion, closes_at, closing

PUBLISHED = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def discussion(
    *, closed: bool = False, keep_open: bool = False, days: int | None = 30, published: bool = True
) -> Discussion:
    return Discussion(closed, keep_open, days, PUBLISHED if published else None)


@pytest.mark.parametrize(
    ("about", "at"),
    [
        (discussion(), PUBLISHED + 30 * DAY),
        (discussion(days=None), None),
        (discussion(keep_open=True), None),
        (discussion(published=False), None),
    ],
)
def test_when_a_post_closes_by_age(about: Discussion, at: datetime | None) -> None:
    assert closes_at(about) == at


@pytest.mark.parametrize(
    ("about", "after", "why"),
    [
        (discussion(), 29 * DAY, None),
        (discussion(), 30 * DAY, Closing.BY_AGE),  # the very moment is closed
        (discussion(), 30 * DAY - timedelta(microseconds=1), None),
        (discussion(days=None), 3650 * DAY, None),
        # What a person said wins over the calendar, in both directions.
        (discussion(keep_open=True), 31 * DAY, None),
        (discussion(closed=True), 1 * DAY, Closing.BY_HAND),
        (discussion(closed=True), 31 * DAY, Closing.BY_HAND),
        (discussion(closed=True, keep_open=True), 1 * DAY, Closing.BY_HAND),
        (discussion(published=False), 31 * DAY, None),
    ],
)
def test_why_a_post_takes_no_comments(about: Discussion, after: timedelta, why: Closing | None) -> None:
    assert closing(about, PUBLISHED + after) is why
