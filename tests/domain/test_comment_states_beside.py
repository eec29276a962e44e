"""What stands beside the state: replies that are hidden, and why a second look is wanted."""

from contextlib import suppress
from dataclasses import replace
from itertools import product

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
    sent_unchanged,
    verb_of,
    withdrawn,
)
from forum.domain.refusals import Refused

# Whatever hides its replies: of each state, trashed out of each, taken back or not, appealed or not.
HIDING = [
    Standing(
        state, previous_state=came_from, hides_replies=True, is_withdrawn=is_withdrawn, appealed=appealed
    )
    for state, came_from, is_withdrawn, appealed in product(
        [state for state in State if state is not State.APPROVED],
        [None, *(state for state in State if state is not State.TRASHED)],
        [False, True],
        [False, True],
    )
    if (state is State.TRASHED) is (came_from is not None)
    if not appealed or (state is State.REJECTED and not is_withdrawn)
]


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


@pytest.mark.parametrize("hiding", HIDING)
def test_nothing_is_hidden_for_ever(hiding: Standing) -> None:
    """Whatever hides its replies: some decisions of a moderator show them again."""
    now = hiding
    for decision in (Decision.RESTORE, Decision.APPROVE):
        with suppress(Refused):
            now = decided(now, decision)
    assert not now.hides_replies


@pytest.mark.parametrize("hiding", [one for one in HIDING if not one.is_withdrawn])
def test_a_writer_does_not_bring_back_what_a_moderator_took_down(hiding: Standing) -> None:
    gone = withdrawn(hiding)
    assert gone.hides_replies
    shown = decided(gone, Decision.APPROVE)
    assert shown == replace(gone, hides_replies=False)  # that, and nothing else: it stays taken back
    assert verb_of(gone, Decision.APPROVE) == "comment.show_replies"
    # Everything else about it is over, and so is this one once it is done, or when a text comes with it.
    for standing, decision in product((gone, shown), Decision):
        if standing is gone and decision is Decision.APPROVE:
            continue
        with pytest.raises(Refused, match="comment_withdrawn"):
            decided(standing, decision, with_replies=True)
    with pytest.raises(Refused, match="comment_withdrawn"):
        decided(gone, Decision.APPROVE, with_text=True)


@pytest.mark.parametrize(
    ("standing_now", "code"),
    [
        (Standing(State.PENDING), None),
        (Standing(State.APPROVED), None),
        (Standing(State.SPAM), None),
        (Standing(State.REJECTED), "resubmitted_unchanged"),
        (Standing(State.REJECTED, resubmissions=2), "resubmitted_too_often"),
        (Standing(State.TRASHED, previous_state=State.PENDING), "trashed_edit"),
        (Standing(State.APPROVED, is_withdrawn=True), "comment_withdrawn"),
    ],
)
def test_sending_the_text_that_stands(standing_now: Standing, code: str | None) -> None:
    if code is None:
        sent_unchanged(standing_now)
        return
    with pytest.raises(Refused, match=code):
        sent_unchanged(standing_now)
