"""Paths: sorting by text walks the tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.domain.threading import (
    AFTER_ALL,
    SEGMENT,
    SHOWN_DEPTH,
    ancestors,
    lineage,
    page_root_depth,
    path_of,
    segment,
)

numbers = st.integers(0, 32**SEGMENT - 1)
ways = st.lists(numbers, min_size=1, max_size=8)


def path(way: list[int]) -> str:
    text: str | None = None
    for number in way:
        text = path_of(number, text)
    assert text is not None
    return text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0000000"),
        (1, "0000001"),
        (31, "000000v"),
        (32, "0000010"),
        (1_000_000, "000ugi0"),
        (32**7 - 1, "vvvvvvv"),
    ],
)
def test_a_segment_is_the_number_in_base_32(number: int, text: str) -> None:
    assert segment(number) == text


@pytest.mark.parametrize("number", [-1, 32**7])
def test_a_number_that_has_no_room_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        segment(number)


@given(numbers, numbers)
def test_text_order_is_number_order(one: int, other: int) -> None:
    assert (segment(one) < segment(other)) is (one < other)


@given(ways)
def test_a_path_tells_its_lineage(way: list[int]) -> None:
    assert lineage(path(way)) == way
    assert ancestors(path(way)) == way[:-1]


@given(ways, ways)
def test_the_range_below_a_path_holds_its_descendants_and_nothing_else(
    one: list[int], other: list[int]
) -> None:
    above, at = path(one), path(other)
    is_below = len(other) > len(one) and other[: len(one)] == one
    assert (above < at < above + AFTER_ALL) is is_below


@given(st.lists(ways, min_size=2, max_size=12))
def test_sorting_paths_walks_the_tree(every: list[list[int]]) -> None:
    assert [lineage(text) for text in sorted(map(path, every))] == sorted(every)


@pytest.mark.parametrize(
    ("depth", "root"),
    [(0, 0), (1, 0), (5, 0), (6, 5), (7, 5), (10, 5), (11, 10), (15, 10), (16, 15), (100, 95)],
)
def test_the_page_on_which_a_depth_stands(depth: int, root: int) -> None:
    assert page_root_depth(depth) == root


@given(st.integers(0, 100))
def test_no_page_shows_more_than_the_shown_depth_below_its_root(depth: int) -> None:
    root = page_root_depth(depth)
    assert 0 <= depth - root <= SHOWN_DEPTH
    # The root itself stands on the page before, where the link to this page is.
    assert root == 0 or page_root_depth(root) == root - SHOWN_DEPTH
