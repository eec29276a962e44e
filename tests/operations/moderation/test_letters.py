"""What a writer is told: of six changes and no other, thirty seconds later, and of the whole way at once."""

from datetime import datetime
from typing import Any

import pytest

from forum.domain.comment_states import UNDO_SECONDS, Decision, ReasonCode, State
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.jobs import claim_job, fail_job, finish_job
from forum.operations.moderation.undoing import undo
from tests.operations.moderation.scene import Scene, letters, log_of, send_letters, ways
from tests.operations.moderation.test_deciding import TABLE
from tests.support.moments import LONG_AGO, NOW, after

P, A, R, S, T = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM, State.TRASHED
HOLD, APPROVE, REJECT = Decision.HOLD, Decision.APPROVE, Decision.REJECT
SPAM, TRASH, RESTORE = Decision.SPAM, Decision.TRASH, Decision.RESTORE
TOLD = {(P, A), (P, R), (A, P), (A, R), (R, A), (S, A)}
MOVES = [(old, decision, new) for old, decision, new in TABLE if isinstance(new, State) and new is not old]
LATER = after(UNDO_SECONDS)


def settled(scene: Scene, state: State, **more: Any) -> int:
    """Elin's comment in ``state``, of which she has heard what there is to hear."""
    number = scene.comment(state, by=scene.elin, **more)
    send_letters(NOW)
    assert letters(number) == []
    return number


def entry_of(scene: Scene, number: int, decision: Decision, **more: Any) -> int:
    entry = scene.decide(number, decision, **more).entry
    assert entry is not None
    return entry.id


def test_a_letter_waits_on_exactly_the_six_changes(scene: Scene, subtests: pytest.Subtests) -> None:
    for old, decision, new in MOVES:
        with subtests.test(f"{old} {decision}"):
            number = settled(scene, old)
            entry = entry_of(scene, number, decision)
            if (old, new) in TOLD:
                assert letters(number) == [
                    {"comment_id": number, "old": old, "new": new, "entry_id": entry, "run_at": LATER}
                ]
            else:
                assert letters(number) == []


def test_the_table_tells_of_all_six(scene: Scene) -> None:
    assert {(old, new) for old, _, new in MOVES} >= TOLD


def test_an_undo_in_time_leaves_no_letter(scene: Scene, subtests: pytest.Subtests) -> None:
    for old, decision, _ in MOVES:
        with subtests.test(f"{old} {decision}"):
            number = settled(scene, old)
            undo(entry_of(scene, number, decision), by=scene.ana, now=after(UNDO_SECONDS - 1))
            assert letters(number) == []


def test_an_undo_after_the_letter_has_left_tells_the_way_back(
    scene: Scene, subtests: pytest.Subtests
) -> None:
    for old, decision, new in MOVES:
        with subtests.test(f"{old} {decision}"):
            number = settled(scene, old)
            entry = entry_of(scene, number, decision)
            assert send_letters(LATER) == int((old, new) in TOLD)
            undo(entry, by=scene.ana, now=after(hours=1))
            # Of a decision that told nothing, its undo tells nothing either.
            assert ways(number) == ([(new, old)] if {(old, new), (new, old)} <= TOLD else [])


def test_a_guest_gets_no_letter(scene: Scene) -> None:
    number = scene.comment()
    for decision in (APPROVE, HOLD, REJECT, SPAM, APPROVE):
        scene.decide(number, decision)
    assert letters(number) == []


# What is decided one after the other within the thirty seconds → the one letter about it.
CHAINS = [
    (P, [APPROVE, REJECT], [(P, R)]),
    (P, [REJECT, APPROVE], [(P, A)]),
    (P, [APPROVE, HOLD], []),
    (P, [APPROVE, HOLD, REJECT], [(P, R)]),
    (P, [APPROVE, SPAM], []),
    (A, [HOLD, APPROVE], []),
    (A, [HOLD, REJECT], [(A, R)]),
    (A, [REJECT, HOLD], [(A, P)]),
    (A, [REJECT, TRASH], []),
    (R, [APPROVE, HOLD], []),
    (S, [APPROVE, REJECT], []),
    (R, [APPROVE, REJECT, APPROVE], [(R, A)]),
    # What takes the letter away tells nothing, and what comes after it tells of the whole way.
    (P, [APPROVE, TRASH, RESTORE], [(P, A)]),
    (R, [APPROVE, TRASH, RESTORE], [(R, A)]),
    (P, [REJECT, TRASH, RESTORE], [(P, R)]),
    (P, [REJECT, SPAM, REJECT], [(P, R)]),
    (A, [REJECT, TRASH, RESTORE], [(A, R)]),
    (A, [REJECT, SPAM, REJECT], [(A, R)]),
    (A, [SPAM, APPROVE, REJECT], [(A, R)]),
    (A, [SPAM, APPROVE], []),
    (A, [HOLD, TRASH, RESTORE], [(A, P)]),
    (R, [HOLD, REJECT], []),
    (R, [HOLD, APPROVE], [(R, A)]),
    (P, [APPROVE, SPAM, TRASH, RESTORE, HOLD], []),
]


def test_several_decisions_make_one_letter_about_the_whole_way(
    scene: Scene, subtests: pytest.Subtests
) -> None:
    for start, decisions, told in CHAINS:
        with subtests.test(" ".join([start, *decisions])):
            number = settled(scene, start)
            entries = [
                entry_of(scene, number, decision, now=after(seconds))
                for seconds, decision in enumerate(decisions)
            ]
            assert ways(number) == told
            for letter in letters(number):
                # What comes back rejected is so for the reason of its rejection.
                is_back = (decisions[-1], letter["new"]) == (RESTORE, R)
                assert letter["entry_id"] == entries[0 if is_back else -1]
                assert letter["run_at"] == after(len(decisions) - 1 + UNDO_SECONDS)


@pytest.mark.parametrize("restored", [after(20), after(hours=1)])
def test_a_letter_that_the_trash_took_away_is_owed(scene: Scene, restored: datetime) -> None:
    number = settled(scene, P)
    scene.decide(number, APPROVE)
    scene.decide(number, TRASH, now=after(10))
    assert send_letters(after(minutes=1)) == 0
    scene.decide(number, RESTORE, now=restored)
    assert ways(number) == [(P, A)]


def test_a_letter_that_spam_took_away_is_owed_through_the_writers_edit(scene: Scene) -> None:
    number = settled(scene, A)
    scene.decide(number, REJECT)
    scene.decide(number, SPAM, now=after(10))
    scene.edit(number, "Said better.", by=scene.elin, now=after(hours=1))
    scene.decide(number, REJECT, now=after(hours=2))
    assert ways(number) == [(A, R)]
    assert send_letters(after(hours=3)) == 1
    scene.decide(number, SPAM, now=after(hours=4))
    scene.decide(number, REJECT, now=after(hours=5))
    assert letters(number) == []


def test_what_went_into_the_trash_and_out_again_is_as_it_was(scene: Scene) -> None:
    number = settled(scene, A)
    scene.decide(number, TRASH)
    scene.decide(number, RESTORE, now=after(hours=1))
    assert letters(number) == []
    scene.decide(number, REJECT, now=after(hours=1, seconds=5))
    assert ways(number) == [(A, R)]


# Decided within the thirty seconds, and the last taken back: what waited before waits again.
TAKEN_BACK = [
    (P, APPROVE, REJECT, [(P, A)]),
    (P, APPROVE, HOLD, [(P, A)]),
    (P, APPROVE, SPAM, [(P, A)]),
    (P, APPROVE, TRASH, [(P, A)]),
    (P, REJECT, APPROVE, [(P, R)]),
    (P, REJECT, HOLD, [(P, R)]),
    (P, REJECT, TRASH, [(P, R)]),
    (A, HOLD, APPROVE, [(A, P)]),
    (A, REJECT, SPAM, [(A, R)]),
    (S, REJECT, HOLD, []),
    (R, HOLD, APPROVE, []),
]


def test_the_letter_that_a_decision_took_away_comes_back_with_its_undo(
    scene: Scene, subtests: pytest.Subtests
) -> None:
    for start, first, second, told in TAKEN_BACK:
        with subtests.test(f"{start} {first} {second}"):
            number = settled(scene, start)
            scene.decide(number, first, now=NOW)
            undo(entry_of(scene, number, second, now=after(5)), by=scene.ana, now=after(10))
            assert ways(number) == told


def test_a_letter_about_a_rejection_that_holds_again_names_its_reason(scene: Scene) -> None:
    number = settled(scene, P)
    scene.decide(number, REJECT, reason=ReasonCode.INSULT, note="No names, please.")
    undo(entry_of(scene, number, APPROVE), by=scene.ana, now=after(5))
    (letter,) = letters(number)
    entry = log_of(number)[-1]
    assert letter["entry_id"] == entry.id
    assert (entry.verb, entry.reason_code, entry.note) == (
        "comment.undo",
        ReasonCode.INSULT,
        "No names, please.",
    )


def test_a_letter_about_a_rejection_that_was_in_the_trash_names_its_reason(scene: Scene) -> None:
    number = settled(scene, P)
    rejection = entry_of(scene, number, REJECT, reason=ReasonCode.INSULT)
    scene.decide(number, TRASH)
    scene.decide(number, RESTORE)
    (letter,) = letters(number)
    assert (letter["old"], letter["new"], letter["entry_id"]) == (P, R, rejection)


def test_the_reason_of_a_rejection_that_was_taken_back_holds_no_more(scene: Scene) -> None:
    number = settled(scene, P)
    scene.decide(number, REJECT, reason=ReasonCode.INSULT)
    stricter = entry_of(scene, number, REJECT, reason=ReasonCode.ILLEGAL, with_replies=True)
    undo(stricter, by=scene.ana, now=NOW)
    assert log_of(number)[-1].reason_code is ReasonCode.INSULT
    undone = entry_of(scene, number, APPROVE)
    undo(undone, by=scene.ana, now=NOW)
    assert log_of(number)[-1].reason_code is ReasonCode.INSULT


def test_a_letter_that_a_worker_has_begun_with_cannot_be_stopped(scene: Scene) -> None:
    number = settled(scene, P)
    entry = entry_of(scene, number, APPROVE)
    job = claim_job("worker", now=LATER, lease_seconds=60)
    assert job is not None
    undo(entry, by=scene.ana, now=LATER)
    assert ways(number) == [(P, A), (A, P)]  # the one on its way, and one that puts it right
    assert finish_job(job)
    assert ways(number) == [(A, P)]


def test_a_letter_that_could_not_be_sent_yet_does_not_stand_in_the_way(scene: Scene) -> None:
    number = settled(scene, P)
    scene.decide(number, APPROVE)
    job = claim_job("worker", now=LATER, lease_seconds=60)
    assert job is not None
    fail_job(job, "the mail server is away", now=LATER, jitter=0)
    scene.decide(number, REJECT, now=after(minutes=1))
    assert ways(number) == [(P, A), (A, R)]


def test_no_letter_about_a_comment_that_was_taken_back(scene: Scene) -> None:
    number = settled(scene, P)
    scene.decide(number, APPROVE)
    withdraw_comment(number, by=scene.elin, now=after(5))
    assert letters(number) == []


def test_a_writers_own_edit_makes_the_letter_about_the_old_text_needless(scene: Scene) -> None:
    number = settled(scene, P)
    scene.decide(number, REJECT)
    scene.edit(number, "Said better.", by=scene.elin, now=after(5))
    assert letters(number) == []
    scene.decide(number, APPROVE, now=after(10))
    assert ways(number) == [(P, A)]


def test_a_rejection_of_what_was_sent_again_is_told(scene: Scene) -> None:
    number = settled(scene, R)
    scene.edit(number, "Said better.", by=scene.elin, now=NOW)
    scene.decide(number, APPROVE, now=after(5))
    scene.decide(number, REJECT, now=after(10))
    assert ways(number) == [(P, R)]


def test_a_public_comment_that_waits_again_after_an_edit_is_told(scene: Scene) -> None:
    number = settled(scene, A)
    scene.edit(number, "Said better.", by=scene.elin, now=NOW)
    assert ways(number) == [(A, P)]


def test_letters_of_several_comments_do_not_mix(scene: Scene) -> None:
    one, other = settled(scene, P), settled(scene, P, now=LONG_AGO)
    scene.decide(one, APPROVE)
    entry = entry_of(scene, other, REJECT)
    undo(entry, by=scene.ana, now=NOW)
    assert ways(one) == [(P, A)]
    assert ways(other) == []
