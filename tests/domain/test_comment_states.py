"""The law of moderation, row by row."""

import json
from dataclasses import replace

import pytest

from forum.domain.comment_states import (
    DECISIONS,
    LETTERS,
    MAX_RESUBMISSIONS,
    Decision,
    ReviewReason,
    Standing,
    State,
    asked_for_second_look,
    decided,
    edited,
    first_standing,
    is_public,
    undone,
    withdrawn,
    writer_is_told,
)
from forum.domain.refusals import Refused

P, A, R, S, T = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM, State.TRASHED


def standing(state: State, **facts: object) -> Standing:
    """A comment in ``state``; a trashed one came from approved unless said otherwise."""
    if state is T:
        facts.setdefault("previous_state", A)
    return Standing(state, **facts)  # type: ignore[arg-type]


def code_of(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.code


# from, decision, to (or the code of the refusal)
DECIDING = [
    (P, Decision.HOLD, P),
    (P, Decision.APPROVE, A),
    (P, Decision.REJECT, R),
    (P, Decision.SPAM, S),
    (P, Decision.TRASH, T),
    (P, Decision.RESTORE, "not_trashed"),
    (A, Decision.HOLD, P),
    (A, Decision.APPROVE, A),
    (A, Decision.REJECT, R),
    (A, Decision.SPAM, S),
    (A, Decision.TRASH, T),
    (A, Decision.RESTORE, "not_trashed"),
    (R, Decision.HOLD, P),
    (R, Decision.APPROVE, A),
    (R, Decision.REJECT, R),
    (R, Decision.SPAM, S),
    (R, Decision.TRASH, T),
    (R, Decision.RESTORE, "not_trashed"),
    (S, Decision.HOLD, P),
    (S, Decision.APPROVE, A),
    (S, Decision.REJECT, R),
    (S, Decision.SPAM, S),
    (S, Decision.TRASH, T),
    (S, Decision.RESTORE, "not_trashed"),
    # A trashed comment is restored before anything else is decided about it.
    (T, Decision.HOLD, "restore_first"),
    (T, Decision.APPROVE, "restore_first"),
    (T, Decision.REJECT, "restore_first"),
    (T, Decision.SPAM, "restore_first"),
    (T, Decision.TRASH, T),
    (T, Decision.RESTORE, A),
]


def test_the_table_names_every_state_and_decision() -> None:
    assert {(old, decision) for old, decision, _ in DECIDING} == {
        (state, decision) for state in State for decision in Decision
    }
    assert set(DECISIONS) == set(State)


@pytest.mark.parametrize(("old", "decision", "new"), DECIDING)
def test_a_decision_makes_of_each_state_what_the_table_says(
    old: State, decision: Decision, new: State | str
) -> None:
    before = standing(old)
    if isinstance(new, State):
        assert decided(before, decision).state is new
    else:
        with pytest.raises(Refused) as refused:
            decided(before, decision)
        assert code_of(refused) == new


@pytest.mark.parametrize(("old", "decision", "new"), [row for row in DECIDING if row[0] is row[2]])
def test_a_decision_that_already_holds_changes_nothing(old: State, decision: Decision, new: State) -> None:
    assert decided(standing(old), decision) == standing(old)


@pytest.mark.parametrize("decision", list(Decision))
@pytest.mark.parametrize("state", list(State))
def test_nothing_is_decided_about_a_withdrawn_comment(state: State, decision: Decision) -> None:
    with pytest.raises(Refused) as refused:
        decided(standing(state, is_withdrawn=True), decision)
    assert code_of(refused) == "comment_withdrawn"


@pytest.mark.parametrize("state", [P, A, R, S])
def test_the_trash_remembers_where_a_comment_came_from(state: State) -> None:
    trashed = decided(standing(state), Decision.TRASH)
    assert trashed.previous_state is state
    assert decided(trashed, Decision.TRASH) == trashed  # and does not forget it when told twice
    assert decided(trashed, Decision.RESTORE) == standing(state)


@pytest.mark.parametrize("decision", [Decision.APPROVE, Decision.HOLD, Decision.REJECT])
@pytest.mark.parametrize("reason", list(ReviewReason))
def test_whoever_decides_on_a_public_comment_has_given_it_its_second_look(
    reason: ReviewReason, decision: Decision
) -> None:
    assert decided(standing(A, review=reason), decision).review is None


@pytest.mark.parametrize("decision", [Decision.HOLD, Decision.REJECT, Decision.SPAM, Decision.TRASH])
def test_a_comment_is_taken_down_alone_or_with_its_replies(decision: Decision) -> None:
    assert not decided(standing(A), decision).hides_replies
    assert decided(standing(A), decision, with_replies=True).hides_replies


def test_an_approved_comment_hides_no_replies() -> None:
    assert not decided(standing(P), Decision.APPROVE, with_replies=True).hides_replies
    assert not decided(standing(R, hides_replies=True), Decision.APPROVE).hides_replies
    trashed = standing(T, previous_state=A, hides_replies=True)
    assert not decided(trashed, Decision.RESTORE).hides_replies


def test_the_decision_that_holds_keeps_the_replies_hidden_when_repeated() -> None:
    hiding = standing(R, hides_replies=True)
    assert decided(hiding, Decision.REJECT) == hiding


# state, what the text is held for → the state after the writer's edit, its second look, resubmissions
EDITING = [
    (P, True, P, None, 0),
    (P, False, P, None, 0),  # an edit never publishes a comment that waits
    (A, True, P, None, 0),
    (A, False, A, ReviewReason.EDITED, 0),
    (R, True, P, None, 1),
    (R, False, P, None, 1),  # a rejected comment goes back to a person, whatever the rules say
    (S, True, S, None, 0),
    (S, False, S, None, 0),
]


@pytest.mark.parametrize(("state", "held", "new", "review", "resubmissions"), EDITING)
def test_an_edit_makes_of_each_state_what_the_table_says(
    state: State, held: bool, new: State, review: ReviewReason | None, resubmissions: int
) -> None:
    assert edited(standing(state), held=held, revision=2) == Standing(
        new, review=review, resubmissions=resubmissions, revision=2
    )


@pytest.mark.parametrize("held", [True, False])
def test_a_trashed_comment_is_not_edited(held: bool) -> None:
    with pytest.raises(Refused) as refused:
        edited(standing(T), held=held, revision=2)
    assert code_of(refused) == "trashed_edit"


def test_a_withdrawn_comment_is_not_edited() -> None:
    with pytest.raises(Refused) as refused:
        edited(standing(A, is_withdrawn=True), held=True, revision=2)
    assert code_of(refused) == "comment_withdrawn"


def test_a_rejected_comment_is_resubmitted_at_most_twice() -> None:
    now = standing(R)
    for number in range(1, MAX_RESUBMISSIONS + 1):
        now = edited(now, held=True, revision=number + 1)
        assert (now.state, now.resubmissions) == (P, number)
        now = decided(now, Decision.REJECT)
    with pytest.raises(Refused) as refused:
        edited(now, held=True, revision=9)
    assert code_of(refused) == "resubmitted_too_often"
    assert refused.value.facts == {"limit": 2}


@pytest.mark.parametrize("state", list(State))
def test_a_withdrawn_comment_keeps_its_state_and_leaves_the_second_look(state: State) -> None:
    before = standing(state, review=ReviewReason.FLAGGED if state is A else None)
    after = withdrawn(before)
    assert after == replace(before, is_withdrawn=True, review=None)
    assert withdrawn(after) == after


def test_only_a_public_comment_gets_a_second_look() -> None:
    assert asked_for_second_look(standing(A), ReviewReason.FLAGGED).review is ReviewReason.FLAGGED
    for state in (P, R, S, T):
        assert asked_for_second_look(standing(state), ReviewReason.FLAGGED) == standing(state)
    gone = standing(A, is_withdrawn=True)
    assert asked_for_second_look(gone, ReviewReason.FLAGGED) == gone


def test_the_first_reason_for_a_second_look_stays() -> None:
    waiting = standing(A, review=ReviewReason.PUBLISHED_BY_RULE)
    assert asked_for_second_look(waiting, ReviewReason.FLAGGED) == waiting


@pytest.mark.parametrize("decision", list(Decision))
@pytest.mark.parametrize("with_replies", [False, True])
@pytest.mark.parametrize("state", list(State))
def test_decide_then_undo_is_as_if_nothing_had_been(
    state: State, decision: Decision, with_replies: bool
) -> None:
    before = standing(state, review=ReviewReason.EDITED if state is A else None, resubmissions=1, revision=3)
    try:
        after = decided(before, decision, with_replies=with_replies)
    except Refused:
        return  # there is nothing to take back
    assert undone(after, before=before, after=after) == before


def test_an_undo_reverses_the_last_decision_only() -> None:
    before, after = standing(P), standing(A)
    since = decided(after, Decision.REJECT)
    with pytest.raises(Refused) as refused:
        undone(since, before=before, after=after)
    assert code_of(refused) == "changed_since"


# The writer hears of six changes. Of one that became spam never: a spammer learns nothing.
TOLD = {(P, A), (P, R), (A, P), (A, R), (R, A), (S, A)}


@pytest.mark.parametrize("old", list(State))
@pytest.mark.parametrize("new", list(State))
def test_the_writer_is_told_of_six_changes(old: State, new: State) -> None:
    assert writer_is_told(old, new) is ((old, new) in TOLD)
    assert not (writer_is_told(old, new) and new is S)


def test_the_letters_are_a_table() -> None:
    assert LETTERS == TOLD


@pytest.mark.parametrize(
    ("held", "is_staff", "state", "review"),
    [
        (True, False, P, None),
        (True, True, P, None),
        (False, True, A, None),
        # What only a rule let through is looked at by a person later.
        (False, False, A, ReviewReason.PUBLISHED_BY_RULE),
    ],
)
def test_where_a_new_comment_starts(
    held: bool, is_staff: bool, state: State, review: ReviewReason | None
) -> None:
    assert first_standing(held=held, is_staff=is_staff) == Standing(state, review=review)


@pytest.mark.parametrize(("held", "muted"), [(False, False), (True, False), (True, True)])
def test_what_the_score_takes_for_spam_starts_there(held, muted):
    assert first_standing(held=held, is_staff=False, muted=muted, is_spam=True) == Standing(State.SPAM)
    assert first_standing(held=False, is_staff=True, is_spam=True) == Standing(State.APPROVED)


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("is_withdrawn", [False, True])
@pytest.mark.parametrize("hidden_ancestors", [0, 1, 2])
@pytest.mark.parametrize("post_is_public", [False, True])
def test_public_is_approved_and_nothing_in_its_way(
    state: State, is_withdrawn: bool, hidden_ancestors: int, post_is_public: bool
) -> None:
    expected = state is A and not is_withdrawn and hidden_ancestors == 0 and post_is_public
    shown = is_public(
        standing(state, is_withdrawn=is_withdrawn),
        hidden_ancestors=hidden_ancestors,
        post_is_public=post_is_public,
    )
    assert shown is expected


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("review", [None, *ReviewReason])
def test_a_standing_survives_the_log(state: State, review: ReviewReason | None) -> None:
    before = standing(state, review=review, hides_replies=state is R, resubmissions=2, revision=7)
    facts = json.loads(json.dumps(before.as_facts()))
    assert Standing.from_facts(facts) == before
