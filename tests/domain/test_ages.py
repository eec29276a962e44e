"""Ages as filters name them."""

from datetime import UTC, datetime, timedelta

import pytest

from forum.domain.ages import Age, read_age, write_since

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "age"),
    [
        ("older:1", Age(True, 1)),
        ("newer:7", Age(False, 7)),
        ("older:9999", Age(True, 9999)),
        ("", None),
        ("older", None),
        ("older:", None),
        ("older:0", None),
        ("older:01", None),
        ("older:-1", None),
        ("older:10000", None),
        ("older:1.5", None),
        ("older:๓", None),
        ("Older:1", None),
        ("older:1 ", None),
        ("older:1\n", None),
        ("ancient:1", None),
        ("since:2026-03-01T11:00:00Z", Age(False, since=datetime(2026, 3, 1, 11, tzinfo=UTC))),
        ("since:2026-03-01T18:00:00+07:00", Age(False, since=datetime(2026, 3, 1, 11, tzinfo=UTC))),
        ("since:2026-03-01T11:00:00", None),
        ("since:0001-01-01T00:00:00+14:00", None),
        ("since:", None),
        ("since:now", None),
    ],
)
def test_what_names_an_age(words: str, age: Age | None) -> None:
    assert read_age(words) == age


def test_what_came_after_a_moment_is_counted_from_it() -> None:
    written = write_since(NOON + timedelta(microseconds=5))
    assert written == "since:2026-03-01T12:00:00.000005Z"
    read = read_age(written)
    assert read is not None
    assert read.bound(NOON + timedelta(days=9)) == NOON + timedelta(microseconds=5)


@pytest.mark.parametrize("days", [1, 9_999])
def test_an_age_is_counted_in_whole_days_from_now(days: int) -> None:
    assert Age(True, days).bound(NOON) == NOON - timedelta(days=days)
