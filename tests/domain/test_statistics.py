"""Percentiles, shares, bars and usual waits, worked out on paper."""

import pytest

from forum.domain.comment_states import State
from forum.domain.statistics import bars, place_of_percentile, rough_wait, share, was_right_to_hold


@pytest.mark.parametrize(
    ("n", "percent", "place"),
    [
        (1, 50, 0),
        (2, 50, 0),
        (3, 50, 1),
        (4, 50, 1),
        (1, 95, 0),
        (19, 95, 18),
        (20, 95, 18),
        (21, 95, 19),
        (100, 95, 94),
        (100, 100, 99),
        (100, 1, 0),
    ],
)
def test_a_percentile_is_the_value_that_so_many_do_not_exceed(n: int, percent: int, place: int) -> None:
    assert place_of_percentile(n, percent) == place
    values = list(range(n))
    assert sum(value <= values[place] for value in values) * 100 >= percent * n
    assert sum(value < values[place] for value in values) * 100 < percent * n


@pytest.mark.parametrize(("n", "percent"), [(0, 50), (5, 0), (5, 101)])
def test_there_is_no_percentile_of_nothing(n: int, percent: int) -> None:
    with pytest.raises(ValueError, match=str(n)):
        place_of_percentile(n, percent)


def test_a_share_of_nothing_is_none() -> None:
    assert share(0, 0) is None
    assert share(1, 4) == 0.25


def test_the_greatest_bar_fills_the_chart_and_a_small_one_can_be_seen() -> None:
    great, none, small = bars([1000, 0, 1], width=300, height=100)
    assert (great.y, great.height) == (0, 100)
    assert (none.y, none.height) == (100, 0)
    assert (small.y, small.height) == (99, 1)
    assert great.x < none.x < small.x
    assert small.x + small.width <= 300


def test_a_chart_of_nothing_has_no_bars() -> None:
    assert bars([], width=300, height=100) == []
    assert [bar.height for bar in bars([0, 0], width=300, height=100)] == [0, 0]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, ("minutes", 10)),
        (601, ("minutes", 20)),
        (3600, ("minutes", 60)),
        (3601, ("hours", 2)),
        (36 * 3600, ("hours", 36)),
        (37 * 3600, ("days", 2)),
    ],
)
def test_a_usual_wait_is_never_said_too_short(seconds: int, said: tuple[str, int]) -> None:
    assert rough_wait(seconds) == said


@pytest.mark.parametrize(
    ("state", "as_it_stood", "right"),
    [
        (None, False, None),
        (State.PENDING, True, None),
        # A moderator changed the text and left it waiting: nobody has decided about what the rule held.
        (State.PENDING, False, None),
        (State.APPROVED, True, False),
        # Without the passage that was redacted or edited away.
        (State.APPROVED, False, True),
        (State.REJECTED, True, True),
        (State.REJECTED, False, True),
        (State.SPAM, True, True),
        (State.TRASHED, True, True),
    ],
)
def test_a_text_was_held_for_nothing_only_where_a_person_approved_it_as_it_stood(
    state: State | None, as_it_stood: bool, right: bool | None
) -> None:
    assert was_right_to_hold(state, as_it_stood=as_it_stood) is right
