"""Flags that do not weigh enough are answered like any others, and so are those of what its writer takes back."""

import pytest

from forum.domain.comment_states import Decision, State
from forum.domain.flags import FlagRecord
from forum.domain.refusals import Conflict
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.moderation.deciding import Choice, decide_many
from forum.operations.moderation.undoing import undo
from forum.queries.flags import own_reports, record_of
from tests.invariants.recount import assert_counted
from tests.operations.comments.test_flagging import A, flag, flags, guest, item_of
from tests.operations.moderation.scene import Scene, letters, log_of, refusal, row, writer
from tests.support.moments import NOW


def test_keeping_it_public_answers_the_flag_of_a_guest(scene: Scene) -> None:
    number, reader = scene.comment(A), guest("one")
    flag(number, reader)
    assert (row(number)["flagged_at"], len(item_of(number).flags)) == (None, 1)
    before = row(number)
    entry = scene.decide(number, Decision.APPROVE).entry
    assert entry is not None
    assert (entry.verb, entry.before, entry.after) == ("comment.approve", entry.after, entry.before)
    assert flags(number) == [(0.5, "disagreed")]
    assert [report.outcome for _, report in own_reports(by=reader)] == ["disagreed"]
    assert not item_of(number).flags
    assert not letters(number)
    assert_counted(scene.post_id)
    # Once: there is nothing left to answer.
    assert scene.decide(number, Decision.APPROVE).entry is None
    undo(entry.id, by=scene.ana, now=NOW)
    assert flags(number) == [(0.5, None)]
    same = {"version": 0, "decided_at": None}
    assert row(number) | same == before | same
    assert_counted(scene.post_id)


def test_what_was_kept_public_once_takes_as_much_again(scene: Scene) -> None:
    number = scene.comment(A)
    flag(number, guest("one"))
    scene.decide(number, Decision.APPROVE)
    flag(number, scene.elin)
    assert row(number)["flagged_at"] is None
    flag(number, scene.cast.dara.actor)
    assert row(number)["flagged_at"] == NOW


def test_what_is_open_again_weighs_with_what_came_since(scene: Scene) -> None:
    number = scene.comment(A)
    flag(number, guest("one"))
    entry = scene.decide(number, Decision.APPROVE).entry
    assert entry is not None
    flag(number, guest("two"))
    assert row(number)["flagged_at"] is None
    undo(entry.id, by=scene.ana, now=NOW)
    assert flags(number) == [(0.5, None), (0.5, None)]
    assert row(number)["flagged_at"] == NOW
    assert [entry.verb for entry in log_of(number)][-2:] == ["comment.undo", "comment.flag_up"]
    assert_counted(scene.post_id)


def test_the_slower_of_two_answers_no_flags(scene: Scene) -> None:
    number = scene.comment(A)
    flag(number, guest("one"))
    seen = row(number)["version"]
    scene.decide(number, Decision.APPROVE, by=scene.cast.boun.actor)
    flag(number, guest("two"))
    with refusal("changed_since", Conflict):
        scene.decide(number, Decision.APPROVE, seen=seen)
    assert [outcome for _, outcome in flags(number)] == ["disagreed", None]


def test_many_at_once_answer_light_flags_and_leave_the_others_as_they_are(scene: Scene) -> None:
    reported, plain = scene.comment(A), scene.comment(A)
    flag(reported, guest("one"))
    items = [(number, row(number)["version"]) for number in (reported, plain)]
    _, outcomes = decide_many(items, Choice(Decision.APPROVE), by=scene.ana, now=NOW)
    assert [(one.refusal, one.entry_id is not None) for one in outcomes] == [(None, True), (None, False)]
    assert flags(reported) == [(0.5, "disagreed")]


@pytest.mark.parametrize("hide_at", [None, 1])
def test_what_its_writer_took_back_is_told_as_gone(scene: Scene, hide_at: int | None) -> None:
    scene.settle(flags_hide_at=hide_at)
    number, light = scene.comment(A), scene.comment(A)
    flag(number, scene.elin)
    flag(light, scene.cast.dara.actor) if hide_at is None else flag(light, guest("one"))
    for one in (number, light):
        withdraw_comment(one, by=writer(one), now=NOW)
        assert [outcome for _, outcome in flags(one)] == ["gone"]
        assert log_of(one)[-1].verb == "comment.withdraw"
        assert not item_of(one).has_flags
    assert [report.outcome for _, report in own_reports(by=scene.elin)] == ["gone"]
    assert record_of(scene.elin) == FlagRecord()
    assert_counted(scene.post_id)


def test_what_was_decided_before_it_was_taken_back_stays_decided(scene: Scene) -> None:
    number = scene.comment(A)
    flag(number, scene.elin)
    scene.decide(number, Decision.REJECT)
    withdraw_comment(number, by=writer(number), now=NOW)
    assert flags(number) == [(1.0, "agreed")]
    assert row(number)["state"] is State.REJECTED
