"""The states of a post, row by row, and scheduling computed when reading."""

from datetime import UTC, datetime, timedelta

import pytest

from forum.domain.post_states import (
    STORED,
    PostMove,
    PostState,
    is_public,
    is_scheduled,
    moved,
    state_of,
    stored_as,
)
from forum.domain.refusals import Refused

D, R, P, T = PostState.DRAFT, PostState.IN_REVIEW, PostState.PUBLISHED, PostState.TRASHED
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

MOVING = [
    (D, PostMove.SUBMIT, R),
    (D, PostMove.RETURN, None),
    (R, PostMove.SUBMIT, None),
    (R, PostMove.RETURN, D),
    (R, PostMove.PUBLISH, P),
    # Its author takes it back.
    (R, PostMove.UNPUBLISH, D),
    (R, PostMove.TRASH, T),
    (R, PostMove.RESTORE, None),
    # What readers see is taken down first, so that they do not see what waits for a reader.
    (P, PostMove.SUBMIT, None),
    (P, PostMove.RETURN, None),
    (T, PostMove.SUBMIT, None),
    (T, PostMove.RETURN, None),
    (D, PostMove.PUBLISH, P),
    (D, PostMove.UNPUBLISH, None),
    (D, PostMove.TRASH, T),
    (D, PostMove.RESTORE, None),
    (P, PostMove.PUBLISH, P),
    (P, PostMove.UNPUBLISH, D),
    (P, PostMove.TRASH, T),
    (P, PostMove.RESTORE, None),
    (T, PostMove.PUBLISH, None),
    (T, PostMove.UNPUBLISH, None),
    (T, PostMove.TRASH, None),
    # Coming back from the trash is not being published again.
    (T, PostMove.RESTORE, D),
]


def test_the_table_names_every_state_and_move() -> None:
    assert {(state, move) for state, move, _ in MOVING} == {(s, m) for s in PostState for m in PostMove}


@pytest.mark.parametrize(("state", "move", "new"), MOVING)
def test_a_move_makes_of_each_state_what_the_table_says(
    state: PostState, move: PostMove, new: PostState | None
) -> None:
    if new is not None:
        assert moved(state, move) is new
    else:
        with pytest.raises(Refused) as refused:
            moved(state, move)
        assert refused.value.code == "post_move"
        assert refused.value.facts == {"state": state.value, "move": move.value}


@pytest.mark.parametrize("state", PostState)
def test_what_is_stored_of_a_state_gives_it_back(state: PostState) -> None:
    assert stored_as(state) in STORED
    assert state_of(stored_as(state), NOW if state is R else None) is state


@pytest.mark.parametrize("stored", [P, T])
def test_a_time_of_submission_means_nothing_beside_another_state(stored: PostState) -> None:
    assert state_of(stored, NOW) is stored


@pytest.mark.parametrize(
    ("state", "published_at", "public", "scheduled"),
    [
        (D, None, False, False),
        (D, NOW - timedelta(days=1), False, False),
        (R, NOW - timedelta(days=1), False, False),
        (R, NOW + timedelta(days=1), False, False),
        (P, NOW - timedelta(seconds=1), True, False),
        (P, NOW, True, False),  # at its very moment it is out
        (P, NOW + timedelta(seconds=1), False, True),
        (P, None, False, False),
        (T, NOW - timedelta(days=1), False, False),
        (T, NOW + timedelta(days=1), False, False),
    ],
)
def test_when_readers_see_a_post(
    state: PostState, published_at: datetime | None, public: bool, scheduled: bool
) -> None:
    assert is_public(state, published_at, NOW) is public
    assert is_scheduled(state, published_at, NOW) is scheduled
