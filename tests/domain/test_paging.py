"""Cursors survive the way through an address, and nothing else is taken for one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.domain.paging import MAX_NUMBER, Cursor, page_of, read_cursor, read_number

BEGINNING = datetime(1900, 1, 1, tzinfo=UTC)
instants = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=100_000)).map(
    lambda d: BEGINNING + d
)


@given(instants, st.integers(0, MAX_NUMBER))
def test_a_cursor_is_read_back_as_it_was_written(at, number):
    cursor = Cursor(at, number)

    assert read_cursor(str(cursor)) == cursor


@pytest.mark.parametrize(
    "text",
    [
        "",
        "zz",
        "1-",
        "-1",
        "1--1",
        "1-2-3",
        "1.5-2",
        " 1-2",
        "1-2\n",
        "١-٢",  # digits, but not ours
        f"1-{MAX_NUMBER + 1}",
        "99999999999999999999-1",
        "99999999999999999-1" + "0" * 4000,
        "-99999999999999999-1",  # before the calendar begins
    ],
)
def test_anything_else_is_no_cursor(text):
    with pytest.raises(ValueError, match="not a cursor"):
        read_cursor(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (None, None),
        ("", None),
        ("7", 7),
        ("-7", None),
        ("7.0", None),
        ("²", None),
        (str(MAX_NUMBER), MAX_NUMBER),
        (str(MAX_NUMBER + 1), None),
        ("9" * 5000, None),
    ],
)
def test_a_number_from_an_address_is_one_that_a_row_can_have(text, number):
    assert read_number(text) == number


def test_a_page_ends_where_the_next_one_begins():
    rows = [Cursor(datetime(2017, 1, day, tzinfo=UTC), day) for day in (5, 4, 3)]

    page = page_of(rows, 2, lambda row: row)

    assert page.items == rows[:2]
    assert page.older == rows[1]
    assert page_of(rows, 3, lambda row: row).older is None
