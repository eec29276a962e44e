"""Taking back: everything is as it was, and once is enough."""

from typing import Any

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import Decision, ReviewReason, State
from forum.domain.refusals import Conflict, NotFound
from forum.models import Finding
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.moderation.undoing import undo
from tests.invariants.recount import assert_counted, assert_site_counted
from tests.operations.moderation.scene import (
    Scene,
    findings,
    log_of,
    refusal,
    row,
    stamp,
    standing,
    state,
    texts,
    writer,
)
from tests.operations.moderation.test_deciding import TABLE
from tests.support.moments import NOW, after

P, A, R, S, T = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM, State.TRASHED
HOLD, APPROVE, REJECT = Decision.HOLD, Decision.APPROVE, Decision.REJECT
SPAM, TRASH, RESTORE = Decision.SPAM, Decision.TRASH, Decision.RESTORE


def entry_of(scene: Scene, number: int, decision: Decision, **more: Any) -> int:
    entry = scene.decide(number, decision, **more).entry
    assert entry is not None
    return entry.id


def as_it_was(before: dict[str, object], now: dict[str, object]) -> bool:
    """The whole row, but the version: that one never goes back."""
    return {**before, "version": None} == {**now, "version": None}


def test_decide_then_undo_is_as_if_nothing_had_been(scene: Scene, subtests: pytest.Subtests) -> None:
    for old, decision, new in TABLE:
        if not isinstance(new, State) or new is old:
            continue
        with subtests.test(f"{old} {decision}"):
            number = scene.comment(old)
            before, counters, found = row(number), scene.counters(), findings(number)
            entry = entry_of(scene, number, decision, with_replies=decision is not RESTORE)
            taken_back = undo(entry, by=scene.cast.boun.actor, now=after(5))
            assert as_it_was(before, row(number))
            assert scene.counters() == counters
            assert findings(number) == found
            assert taken_back.undoes_id == entry
            assert (taken_back.verb, taken_back.actor_name, taken_back.at) == (
                "comment.undo",
                "Boun",
                after(5),
            )
            assert row(number)["version"] == before["version"] + 2
            assert_counted(scene.post_id)
    assert_site_counted()


def test_the_second_look_waits_again_since_when_it_waited(scene: Scene) -> None:
    scene.settle(comments_mode="suspects")
    number = scene.comment(now=after(days=-3))
    before = row(number)
    assert before["review_reason"] is ReviewReason.PUBLISHED_BY_RULE
    undo(entry_of(scene, number, APPROVE), by=scene.ana, now=after(5))
    assert as_it_was(before, row(number))


def test_an_edit_and_approval_in_one_step_is_taken_back_in_one_step(scene: Scene) -> None:
    number = scene.comment(body="Call me: 012 345 678")
    before = row(number)
    entry = entry_of(scene, number, APPROVE, body="Call me: […]")
    undo(entry, by=scene.ana, now=after(5))
    assert as_it_was(before, row(number))
    # The text that was taken back is kept, and its number is not given again.
    assert [number for number, *_ in texts(number)] == [1, 2]
    scene.edit(number, "Write to me.", by=writer(number))
    assert row(number)["current_revision"] == 3
    assert row(number)["edited_by_moderator_at"] is None


def test_the_mark_of_an_earlier_edit_by_a_moderator_comes_back(scene: Scene) -> None:
    number = scene.comment()
    scene.decide(number, APPROVE, body="First.", now=after(minutes=1))
    before = row(number)
    entry = entry_of(scene, number, APPROVE, body="Second.", now=after(minutes=2))
    assert row(number)["edited_by_moderator_at"] == after(minutes=2)
    undo(entry, by=scene.ana, now=after(minutes=3))
    assert as_it_was(before, row(number))
    assert before["edited_by_moderator_at"] == after(minutes=1)


def test_replies_come_back_with_the_decision_that_hid_them(scene: Scene) -> None:
    root = scene.comment(A)
    reply = scene.comment(A, reply_to=root)
    counters = scene.counters()
    entry = entry_of(scene, root, TRASH, with_replies=True)
    assert row(reply)["hidden_ancestors"] == 1
    before = stamp(scene.post_id)
    undo(entry, by=scene.ana, now=NOW)
    assert row(reply)["hidden_ancestors"] == 0
    assert scene.counters() == counters
    assert stamp(scene.post_id) > before
    assert_counted(scene.post_id)


def test_taking_back_twice_is_as_good_as_once(scene: Scene) -> None:
    number = scene.comment()
    entry = entry_of(scene, number, APPROVE)
    first = undo(entry, by=scene.ana, now=NOW).id
    before = row(number)
    assert undo(entry, by=scene.cast.boun.actor, now=after(5)).id == first
    assert row(number) == before
    assert len(log_of(number)) == 3


def test_only_the_last_decision_is_taken_back(scene: Scene) -> None:
    number = scene.comment()
    first = entry_of(scene, number, APPROVE)
    second = entry_of(scene, number, REJECT)
    with refusal("changed_since", Conflict):
        undo(first, by=scene.ana, now=NOW)
    undo(second, by=scene.ana, now=NOW)
    with refusal("changed_since", Conflict):  # what stands now is an undo, and that is taken back by deciding
        undo(first, by=scene.ana, now=NOW)
    scene.decide(number, SPAM)
    with refusal("changed_since", Conflict):
        undo(second, by=scene.ana, now=NOW)


def test_what_the_writer_did_since_is_not_undone(scene: Scene) -> None:
    edited, taken_back = scene.comment(), scene.comment()
    for number in (edited, taken_back):
        scene.decide(number, APPROVE)
    entries = [log_of(number)[-1].id for number in (edited, taken_back)]
    scene.edit(edited, "Another text.", by=writer(edited))
    withdraw_comment(taken_back, by=writer(taken_back), now=NOW)
    for entry in entries:
        with refusal("changed_since", Conflict):
            undo(entry, by=scene.ana, now=NOW)


def test_only_decisions_are_taken_back(scene: Scene) -> None:
    number = scene.comment()
    posted = log_of(number)[0].id
    entry = entry_of(scene, number, APPROVE)
    undone = undo(entry, by=scene.ana, now=NOW).id
    for other in (posted, undone, 10_000):
        with refusal("no_such_decision", NotFound):
            undo(other, by=scene.ana, now=NOW)


def test_a_comment_held_again_keeps_its_finding(scene: Scene) -> None:
    number = scene.comment()
    before = findings(number)
    undo(entry_of(scene, number, APPROVE, body="Shorter."), by=scene.ana, now=NOW)
    assert state(number) is P
    assert findings(number) == before == ["mode:everyone"]
    assert standing(number).revision == 1


def test_the_finding_of_a_decision_goes_with_it(scene: Scene) -> None:
    scene.settle(comments_mode="suspects")
    number = scene.comment()
    assert (state(number), findings(number)) == (A, [])
    held = entry_of(scene, number, HOLD)
    assert findings(number) == ["person:hold"]
    undo(held, by=scene.ana, now=NOW)
    assert (state(number), findings(number)) == (A, [])
    # With a new text, too: nothing is left beside the text that nobody sees any more.
    undo(entry_of(scene, number, HOLD, body="Shorter."), by=scene.ana, now=NOW)
    assert db.session.scalar(sa.select(sa.func.count(Finding.id)).where(Finding.comment_id == number)) == 0


def test_an_earlier_finding_stays_when_a_later_decision_is_taken_back(scene: Scene) -> None:
    scene.settle(comments_mode="suspects")
    number = scene.comment()
    scene.decide(number, HOLD)
    scene.decide(number, APPROVE)
    undo(entry_of(scene, number, HOLD), by=scene.ana, now=NOW)
    assert findings(number) == ["person:hold"]
    undo(entry_of(scene, number, REJECT), by=scene.ana, now=NOW)
    assert findings(number) == ["person:hold"]
