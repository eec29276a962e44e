"""What stands beside the state: replies that are hidden, and why a second look is wanted."""

import pytest

from forum.domain.comment_states import (
    Decision,
    ReviewReason,
    Standing,
    State,
    asked_for_second_look,
    decided,
    edited,
    leaves_tombstone,
)


def test_replies_that_were_taken_down_come_back_with_approval_only() -> None:
    hidden = decided(Standing(State.APPROVED), Decision.REJECT, with_replies=True)
    assert hidden.hides_replies
    assert decided(hidden, Decision.SPAM).hides_replies
    trashed = decided(hidden, Decision.TRASH)
    assert trashed.hides_replies
    assert decided(trashed, Decision.RESTORE).hides_replies
    assert edited(hidden, held=True, revision=2).hides_replies
    assert not decided(hidden, Decision.APPROVE).hides_replies
    again = decided(decided(Standing(State.APPROVED), Decision.TRASH, with_replies=True), Decision.RESTORE)
    assert (again.state, again.hides_replies) == (State.APPROVED, False)


def test_a_flag_stays_the_reason_of_a_second_look_when_the_writer_edits() -> None:
    flagged = asked_for_second_look(Standing(State.APPROVED), ReviewReason.FLAGGED)
    assert edited(flagged, held=False, revision=2).review is ReviewReason.FLAGGED


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_a_tombstone_stands_for_what_is_gone_while_something_public_stands_below(
    state: State, is_withdrawn: bool
) -> None:
    standing = Standing(state, is_withdrawn=is_withdrawn)
    is_gone = is_withdrawn or state is not State.APPROVED
    assert leaves_tombstone(standing, hidden_ancestors=0, public_descendants=2) is is_gone
    # Nothing below, something above that hides it, or its answers went with it.
    assert not leaves_tombstone(standing, hidden_ancestors=0, public_descendants=0)
    assert not leaves_tombstone(standing, hidden_ancestors=1, public_descendants=2)
    hides = Standing(state, is_withdrawn=is_withdrawn, hides_replies=True)
    assert not leaves_tombstone(hides, hidden_ancestors=0, public_descendants=2)
