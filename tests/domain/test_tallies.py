"""The counters follow from where a comment stood and where it stands."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.domain.comment_states import ReviewReason, Standing, State
from forum.domain.tallies import TALLIES, Place, tallies_of, tally_changes

P, A, R, S, T = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM, State.TRASHED


def place(state: State, hidden: int = 0, **facts: object) -> Place:
    if state is T:
        facts.setdefault("previous_state", A)
    return Place(Standing(state, **facts), hidden)  # type: ignore[arg-type]


COUNTED = [
    (None, set()),
    (place(P), {"pending"}),
    (place(A), {"approved", "public"}),
    (place(R), {"rejected"}),
    (place(S), {"spam"}),
    (place(T), {"trashed"}),
    (place(A, review=ReviewReason.FLAGGED), {"approved", "public", "second_look"}),
    (place(A, review=ReviewReason.FLAGGED, flagged=True), {"approved", "public", "second_look", "flagged"}),
    (place(P, flagged=True), {"pending", "flagged"}),
    (place(R, appealed=True), {"rejected", "appeals"}),
    # A muted writer's comment waits, but not in the queue of those who wait to be read.
    (place(P, muted=True), {"muted"}),
    # Below a comment that hides its replies: still approved, but nobody sees it.
    (place(A, 1), {"approved"}),
    (place(A, 1, review=ReviewReason.EDITED), {"approved", "second_look"}),
    (place(P, 2), {"pending"}),
    # What its writer took back stands in no queue.
    (place(A, is_withdrawn=True), set()),
    (place(P, is_withdrawn=True), set()),
    (place(T, is_withdrawn=True), set()),
]


@pytest.mark.parametrize(("at", "names"), COUNTED)
def test_where_a_comment_counts(at: Place | None, names: set[str]) -> None:
    assert tallies_of(at) == names


MOVED = [
    (None, place(P), {"pending": 1}),
    (place(P), place(A), {"pending": -1, "approved": 1, "public": 1}),
    (place(A), place(R), {"approved": -1, "public": -1, "rejected": 1}),
    (place(A), place(A, review=ReviewReason.FLAGGED), {"second_look": 1}),
    (place(A), place(A, 1), {"public": -1}),
    (place(A, 1), place(A, 2), {}),
    (place(A, 1), place(P, 1), {"approved": -1, "pending": 1}),
    (place(S), place(S, is_withdrawn=True), {"spam": -1}),
    (place(P), None, {"pending": -1}),
    (place(P), place(P), {}),
    (None, None, {}),
]


@pytest.mark.parametrize(("old", "new", "changes"), MOVED)
def test_what_a_move_adds_to_the_counters(
    old: Place | None, new: Place | None, changes: dict[str, int]
) -> None:
    assert tally_changes(old, new) == changes


places = st.none() | st.builds(
    place,
    st.sampled_from(State),
    st.integers(0, 3),
    review=st.none() | st.sampled_from(ReviewReason),
    is_withdrawn=st.booleans(),
)


@given(st.lists(places, max_size=12))
def test_counting_every_step_gives_what_recounting_gives(way: list[Place | None]) -> None:
    counted: Counter[str] = Counter()
    at: Place | None = None
    for new in way:
        counted.update(tally_changes(at, new))
        at = new
    assert {name for name, n in counted.items() if n} == tallies_of(at)
    assert all(n in (0, 1) for n in counted.values())
    assert set(counted) <= set(TALLIES)
