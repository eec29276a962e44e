"""When a text that nobody saved becomes a revision."""

from datetime import timedelta

import pytest

from forum.domain.paging import MAX_NUMBER
from forum.domain.revisions import autosave_is_due, read_revision
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


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("12", 12),
        ("-3", -3),
        ("", None),
        ("+3", None),
        ("1.5", None),
        ("٣", None),
        ("3\n", None),
        (str(MAX_NUMBER), MAX_NUMBER),
        (str(-MAX_NUMBER), -MAX_NUMBER),
        (str(MAX_NUMBER + 1), None),
        ("9" * 5000, None),
    ],
)
def test_the_number_of_a_revision_is_read_or_is_none(text, number):
    assert read_revision(text) == number
