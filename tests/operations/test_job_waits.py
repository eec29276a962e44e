"""How long a job that failed waits for its next try."""

from datetime import timedelta

import pytest

from forum.operations.jobs import wait_before_retry

WAITS = [
    (1, 0, timedelta(minutes=1)),
    (2, 0, timedelta(minutes=4)),
    (3, 0, timedelta(minutes=16)),
    (4, 0, timedelta(minutes=64)),
    (5, 0, timedelta(minutes=256)),
    # Six hours at most.
    (6, 0, timedelta(hours=6)),
    (8, 0, timedelta(hours=6)),
    (500, 0, timedelta(hours=6)),
    # A fifth more at most, so that what failed together does not come back together.
    (1, 0.5, timedelta(seconds=66)),
    (1, 1, timedelta(seconds=72)),
    (8, 1, timedelta(hours=7.2)),
]


@pytest.mark.parametrize(("attempt", "jitter", "wait"), WAITS)
def test_how_long_a_job_waits_after_each_try(attempt: int, jitter: float, wait: timedelta) -> None:
    assert wait_before_retry(attempt, jitter) == wait
