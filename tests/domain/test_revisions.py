"""When a text that nobody saved becomes a revision."""

from datetime import timedelta

import pytest

from forum.domain.revisions import autosave_is_due
from tests.support.moments import NOW


@pytest.mark.parametrize(
    ("since", "due"),
    [
        (None, True),
        (timedelta(0), False),
        (timedelta(minutes=9, seconds=59), False),
        (timedelta(minutes=10), True),
        (timedelta(days=400), True),
    ],
)
def test_ten_minutes_after_the_last_one(since, due):
    assert autosave_is_due(None if since is None else NOW - since, NOW) is due
