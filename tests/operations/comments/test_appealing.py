"""A rejected writer asks once for another decision; somebody else answers, and the writer learns what."""

import pytest
import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.comment_states import Decision, ReasonCode, State
from forum.domain.refusals import NotFound
from forum.models import Appeal, User
from forum.operations.comments.appealing import appeal_comment
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.moderation.deciding import Choice, decide_many
from forum.operations.moderation.undoing import undo
from forum.queries.own_comments import own_comment
from tests.invariants.recount import assert_counted
from tests.operations.moderation.scene import Scene, log_of, refusal, row, state, ways
from tests.support.moments import NOW

R, A = State.REJECTED, State.APPROVED


def appealed(scene: Scene) -> int:
    """Elin's comment, which Ana rejected, and about which Elin asks again."""
    number = scene.comment(R, by=scene.elin)
    appeal_comment(number, " It is about the ferry. ", by=scene.elin, now=NOW)
    return number


def appeal(number: int) -> tuple[str | None, str]:
    outcome, answer = db.session.execute(
        sa.select(Appeal.outcome, Appeal.answer).where(Appeal.comment_id == number)
    ).one()
    return outcome and outcome.value, answer


def test_the_writer_of_a_rejected_comment_asks_once(scene: Scene) -> None:
    number = appealed(scene)
    kept = db.session.get_one(Appeal, number)
    assert (kept.text, kept.against_user_id) == ("It is about the ferry.", scene.ana.id)
    assert log_of(number)[-1].verb == "comment.appeal"
    assert "ferry" not in repr(log_of(number)[-1].__dict__)
    assert row(number)["appealed_at"] == NOW
    assert_counted(scene.post_id)
    with refusal("appealed_before"):
        appeal_comment(number, "Again.", by=scene.elin, now=NOW)


def test_nobody_else_asks_and_nothing_else_is_asked_about(scene: Scene, subtests: pytest.Subtests) -> None:
    number = scene.comment(R, by=scene.elin)
    with refusal("no_such_comment", NotFound):
        appeal_comment(number, "Mine!", by=scene.cast.dara.actor, now=NOW)
    for code, text in (("text_empty", " \n"), ("text_too_long", "x" * 2001), ("text_not_text", "\x00")):
        with refusal(code):
            appeal_comment(number, text, by=scene.elin, now=NOW)
    for old in set(State) - {R}:
        other = scene.comment(old, by=scene.elin)
        code = "trashed_appeal" if old is State.TRASHED else "nothing_to_appeal"
        with subtests.test(state=old.value), refusal(code):
            appeal_comment(other, "Please.", by=scene.elin, now=NOW)


@pytest.mark.parametrize(
    ("decision", "outcome"),
    [
        (Decision.APPROVE, "overturned"),
        (Decision.REJECT, "upheld"),
        (Decision.SPAM, "upheld"),
        (Decision.TRASH, "upheld"),
    ],
)
def test_another_moderator_answers_and_undoing_that_asks_again(
    scene: Scene, decision: Decision, outcome: str
) -> None:
    number = appealed(scene)
    before, boun = row(number), scene.cast.boun.actor
    with refusal("answer_missing"):
        scene.decide(number, decision, by=boun)
    with refusal("own_decision_appealed"):
        scene.decide(number, decision, note="No.")
    entry = scene.decide(number, decision, by=boun, note="I looked again.").entry
    assert entry is not None
    assert appeal(number) == (outcome, "I looked again.")
    assert row(number)["appealed_at"] is None
    undo(entry.id, by=boun, now=NOW)
    assert appeal(number) == (None, "")
    assert row(number) | {"version": 0} == before | {"version": 0}
    assert_counted(scene.post_id)


def test_an_appeal_is_decided_and_not_held(scene: Scene) -> None:
    number = appealed(scene)
    boun = scene.cast.boun.actor
    with refusal("appeal_undecided"):
        scene.decide(number, Decision.HOLD, by=boun, note="Later.")
    items = [(number, row(number)["version"])]
    _, (outcome,) = decide_many(items, Choice(Decision.HOLD), by=boun, now=NOW)
    assert outcome.refusal is not None
    assert outcome.refusal.code == "appeal_undecided"
    # Once it is answered it may wait like any other.
    scene.decide(number, Decision.REJECT, by=boun, note="No.")
    scene.decide(number, Decision.HOLD, by=boun)
    assert (state(number), appeal(number)) == (State.PENDING, ("upheld", "No."))


def test_rejecting_again_wants_a_reason_as_always(scene: Scene) -> None:
    number = appealed(scene)
    with refusal("reason_missing"):
        scene.decide(number, Decision.REJECT, by=scene.cast.boun.actor, reason_code=None, note="No.")


def test_the_writer_is_told_by_letter_of_what_changed_and_on_the_receipt_of_all(scene: Scene) -> None:
    kept, changed = appealed(scene), appealed(scene)
    told = len(ways(kept))
    scene.decide(
        kept, Decision.REJECT, by=scene.cast.boun.actor, reason=ReasonCode.INSULT, note="It still hurts."
    )
    scene.decide(changed, Decision.APPROVE, by=scene.cast.boun.actor, note="You are right.")
    assert len(ways(kept)) == told
    for number, outcome, answer in (
        (kept, "upheld", "It still hurts."),
        (changed, "overturned", "You are right."),
    ):
        comment = own_comment(number, by=scene.elin, now=NOW)
        assert comment is not None
        assert comment.appeal is not None
        assert (comment.appeal.outcome, comment.appeal.answer, comment.may_appeal) == (outcome, answer, False)
    assert state(changed) is A


def test_who_is_alone_answers_the_own_decision(scene: Scene) -> None:
    number = appealed(scene)
    with transaction() as session:
        session.execute(sa.update(User).where(User.id == scene.cast.boun.id).values(active=False))
    scene.decide(number, Decision.APPROVE, note="I was wrong.")
    assert appeal(number) == ("overturned", "I was wrong.")


def test_going_on_without_an_answer_drops_the_appeal(scene: Scene) -> None:
    again, back = appealed(scene), appealed(scene)
    scene.edit(again, "A better text.", by=scene.elin)
    withdraw_comment(back, by=scene.elin, now=NOW)
    assert (appeal(again), appeal(back)) == (("dropped", ""), ("dropped", ""))
    assert_counted(scene.post_id)


def test_an_appeal_that_nobody_answered_does_not_count(scene: Scene) -> None:
    number, boun = appealed(scene), scene.cast.boun.actor
    scene.edit(number, "A better text.", by=scene.elin)
    scene.decide(number, Decision.REJECT, by=boun)
    comment = own_comment(number, by=scene.elin, now=NOW)
    assert comment is not None
    assert comment.may_appeal
    appeal_comment(number, "Once more.", by=scene.elin, now=NOW)
    again = db.session.get_one(Appeal, number, populate_existing=True)
    assert (again.text, again.against_user_id) == ("Once more.", boun.id)
    assert (again.outcome, again.answered_at, again.entry_id) == (None, None, None)
    assert [entry.verb for entry in log_of(number)].count("comment.appeal") == 2
    assert_counted(scene.post_id)
    # This one is answered, and is the one: whatever else is sent and rejected.
    scene.decide(number, Decision.REJECT, by=scene.ana, note="No.")
    scene.edit(number, "The best text.", by=scene.elin)
    scene.decide(number, Decision.REJECT)
    with refusal("appealed_before"):
        appeal_comment(number, "And again.", by=scene.elin, now=NOW)


def test_many_at_once_pass_over_appeals_without_an_answer(scene: Scene) -> None:
    waiting, plain = appealed(scene), scene.comment()
    items = [(number, row(number)["version"]) for number in (waiting, plain)]
    _, outcomes = decide_many(items, Choice(Decision.APPROVE), by=scene.cast.boun.actor, now=NOW)
    assert [one.refusal and one.refusal.code for one in outcomes] == ["answer_missing", None]


def test_a_reason_that_was_taken_back_is_not_told(scene: Scene) -> None:
    number = appealed(scene)
    boun = scene.cast.boun.actor
    entry = scene.decide(number, Decision.REJECT, by=boun, reason=ReasonCode.INSULT, note="No.").entry
    assert entry is not None
    undo(entry.id, by=boun, now=NOW)
    comment = own_comment(number, by=scene.elin, now=NOW)
    assert comment is not None
    assert (comment.reason_code, comment.note) == (ReasonCode.OFF_TOPIC, "")
