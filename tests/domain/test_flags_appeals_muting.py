"""What readers' flags, a writer's appeal and a writer's muting make of a comment, row by row."""

import pytest

from forum.domain.comment_states import (
    Decision,
    ReviewReason,
    Standing,
    State,
    appealed,
    decided,
    edited,
    first_standing,
    flagged,
    unmuted,
    withdrawn,
)
from forum.domain.refusals import Refused

P, A, R, S, T = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM, State.TRASHED
FLAGGED, EDITED = ReviewReason.FLAGGED, ReviewReason.EDITED

# before, whether flags hide, after
FLAGGING = [
    (Standing(A), False, Standing(A, review=FLAGGED, flagged=True)),
    (Standing(A), True, Standing(P, flagged=True)),
    # The reason that is there already stays; the flags are told beside it.
    (Standing(A, review=EDITED), False, Standing(A, review=EDITED, flagged=True)),
    # Nobody reads these: a person has them in hand or has decided.
    (Standing(P), True, Standing(P)),
    (Standing(R), False, Standing(R)),
    (Standing(S), True, Standing(S)),
    (Standing(T, previous_state=A), True, Standing(T, previous_state=A)),
    (Standing(A, is_withdrawn=True), True, Standing(A, is_withdrawn=True)),
]


@pytest.mark.parametrize(("before", "hides", "after"), FLAGGING)
def test_flags_that_weigh_enough(before: Standing, hides: bool, after: Standing) -> None:
    assert flagged(before, hides=hides) == after


# Every decision is a look, but holding: it is still to be looked at.
LOOKING = [
    (Decision.APPROVE, Standing(A)),
    (Decision.HOLD, Standing(P, flagged=True)),
    (Decision.REJECT, Standing(R)),
    (Decision.SPAM, Standing(S)),
    (Decision.TRASH, Standing(T, previous_state=A)),
]


@pytest.mark.parametrize(("decision", "after"), LOOKING)
def test_a_decision_about_a_flagged_comment(decision: Decision, after: Standing) -> None:
    assert decided(Standing(A, review=FLAGGED, flagged=True), decision) == after


def test_what_flags_hid_comes_back_with_its_approval() -> None:
    assert decided(Standing(P, flagged=True), Decision.APPROVE) == Standing(A)


@pytest.mark.parametrize("state", [P, A, S])
def test_only_a_rejection_can_be_appealed(state: State) -> None:
    with pytest.raises(Refused, match="nothing_to_appeal"):
        appealed(Standing(state))
    with pytest.raises(Refused, match="trashed_appeal"):
        appealed(Standing(State.TRASHED, previous_state=R))


def test_an_appeal_waits_for_an_answer() -> None:
    assert appealed(Standing(R)) == Standing(R, appealed=True)
    with pytest.raises(Refused, match="comment_withdrawn"):
        appealed(Standing(R, is_withdrawn=True))


# Whatever is decided answers an appeal; the same decision again is an answer, too.
ANSWERING = [
    (Decision.APPROVE, Standing(A)),
    (Decision.REJECT, Standing(R)),
    (Decision.SPAM, Standing(S)),
    (Decision.TRASH, Standing(T, previous_state=R)),
]


@pytest.mark.parametrize(("decision", "after"), ANSWERING)
def test_a_decision_about_an_appealed_comment(decision: Decision, after: Standing) -> None:
    assert decided(Standing(R, appealed=True), decision) == after


def test_an_appeal_is_decided_and_not_held() -> None:
    with pytest.raises(Refused, match="appeal_undecided"):
        decided(Standing(R, appealed=True), Decision.HOLD)
    assert decided(Standing(R), Decision.HOLD) == Standing(P)


def test_who_sends_again_asks_for_nothing_more() -> None:
    after = edited(Standing(R, appealed=True), held=True, revision=2)
    assert after == Standing(P, resubmissions=1, revision=2)


def test_a_muted_writers_comment_waits_outside_the_queue() -> None:
    assert first_standing(held=False, is_staff=False, muted=True) == Standing(P, muted=True)
    # Its writer is muted no longer: what is changed waits in the queue at once, anything else once it is looked at.
    assert edited(Standing(P, muted=True), held=False, revision=2) == Standing(P, revision=2)
    assert unmuted(Standing(P, muted=True)) == unmuted(Standing(P)) == Standing(P)
    gone = Standing(P, muted=True, is_withdrawn=True)
    assert unmuted(gone) == gone


@pytest.mark.parametrize(
    ("decision", "state"), [(Decision.HOLD, P), (Decision.APPROVE, A), (Decision.REJECT, R)]
)
def test_any_decision_takes_it_out_of_there(decision: Decision, state: State) -> None:
    assert decided(Standing(P, muted=True), decision) == Standing(state)


def test_what_its_writer_takes_back_waits_for_nobody() -> None:
    assert withdrawn(Standing(A, review=FLAGGED, flagged=True)) == Standing(A, is_withdrawn=True)
    assert withdrawn(Standing(R, appealed=True)) == Standing(R, is_withdrawn=True)


def test_an_edit_that_is_held_leaves_the_flags_to_be_looked_at() -> None:
    before = Standing(A, review=FLAGGED, flagged=True)
    assert edited(before, held=True, revision=2) == Standing(P, flagged=True, revision=2)
    assert edited(before, held=False, revision=2) == Standing(A, review=FLAGGED, flagged=True, revision=2)


def test_an_entry_from_before_there_were_flags_still_folds() -> None:
    facts = Standing(R, resubmissions=1).as_facts()
    for name in ("flagged", "appealed", "muted"):
        del facts[name]
    assert Standing.from_facts(facts) == Standing(R, resubmissions=1)


# What a muted writer's changes bring back to wait waits outside the queue; what waits already stays where it is.
MUTED_EDITS = [
    (Standing(A), True, Standing(P, revision=2, muted=True)),
    (Standing(A), False, Standing(A, revision=2, review=EDITED)),
    (Standing(R), True, Standing(P, revision=2, resubmissions=1, muted=True)),
    (Standing(P), True, Standing(P, revision=2)),
    (Standing(P, muted=True), True, Standing(P, revision=2, muted=True)),
    (Standing(S), True, Standing(S, revision=2)),
]


@pytest.mark.parametrize(("before", "held", "after"), MUTED_EDITS)
def test_what_a_muted_writers_change_makes(before: Standing, held: bool, after: Standing) -> None:
    assert edited(before, held=held, revision=2, muted=True) == after
