"""Readers flag what is public; enough weight brings it before a person, and what that person decides answers them."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.actors import STRANGER, Actor, ActorKind
from forum.domain.comment_states import Decision, ReviewReason, State
from forum.domain.flags import FlagReason
from forum.domain.refusals import NotFound
from forum.models import Flag, Guest
from forum.operations.comments.flagging import FlagDraft, Flagged, flag_comment
from forum.operations.moderation.undoing import undo
from forum.queries.flags import own_reports
from forum.queries.moderation.items import Item
from forum.queries.moderation.queue import item_by_id
from tests.invariants.recount import assert_counted
from tests.operations.moderation.scene import (
    Scene,
    findings,
    log_of,
    refusal,
    row,
    state,
    ways,
    writer,
)
from tests.support.moments import NOW

A, P = State.APPROVED, State.PENDING
INSULT = FlagDraft(FlagReason.INSULT, detail="  It names her. ", wants_outcome=True)


def guest(name: str) -> Actor:
    """A reader without an account, who has an edit code."""
    with transaction() as session:
        one = Guest(code_hash=f"hash of {name}", created_at=NOW)
        session.add(one)
        session.flush()
        return Actor(ActorKind.GUEST, "", id=one.id, is_confirmed=True)


def flag(number: int, by: Actor, draft: FlagDraft = INSULT) -> Flagged:
    return flag_comment(number, draft, by=by, now=NOW)


def flags(number: int) -> list[tuple[float, str | None]]:
    """Weight and outcome of the comment's flags, oldest first."""
    rows = db.session.execute(
        sa.select(Flag.weight, Flag.outcome).where(Flag.comment_id == number).order_by(Flag.id)
    )
    return [(weight, outcome and outcome.value) for weight, outcome in rows]


def test_one_reader_with_a_confirmed_address_brings_it_to_the_second_look(scene: Scene) -> None:
    number = scene.comment(A)
    version = row(number)["version"]
    assert flag(number, scene.elin).is_new
    now = row(number)
    assert (now["state"], now["review_reason"], now["flagged_at"]) == (A, ReviewReason.FLAGGED, NOW)
    assert now["version"] == version + 1
    sent, risen = log_of(number)[-2:]
    assert (sent.verb, sent.actor_kind, sent.actor_name) == ("comment.flag", "stranger", "")
    assert (sent.actor_id, sent.user_id, sent.facts) == (None, None, {})
    assert (risen.verb, risen.actor_kind, risen.actor_name) == ("comment.flag_up", "rule", "flags")
    assert findings(number)[-1] == "flags"
    assert "names her" not in repr([entry.__dict__ for entry in log_of(number)])
    assert_counted(scene.post_id)


def test_it_takes_two_guests_and_the_first_changes_nothing_for_a_moderator(scene: Scene) -> None:
    number = scene.comment(A)
    seen = row(number)
    flag(number, guest("one"))
    assert row(number) == seen
    flag(number, guest("two"))
    assert row(number)["flagged_at"] == NOW
    assert flags(number) == [(0.5, None), (0.5, None)]


def test_a_stranger_becomes_a_guest_and_is_known_again(scene: Scene) -> None:
    number = scene.comment(A)
    draft = FlagDraft(FlagReason.OTHER, guest_code_hash="h" * 64)
    first = flag(number, STRANGER, draft)
    # The form sent twice, before the browser knew of its guest.
    again = flag(number, STRANGER, draft)
    assert first.by.guest_id is not None
    assert (first.is_new, again.is_new, again.by.guest_id) == (True, False, first.by.guest_id)
    assert len(flags(number)) == 1


def test_a_second_flag_of_the_same_reader_changes_nothing(scene: Scene) -> None:
    number = scene.comment(A)
    flag(number, scene.elin)
    before, entries = row(number), len(log_of(number))
    assert not flag(number, scene.elin, FlagDraft(FlagReason.ILLEGAL)).is_new
    assert (row(number), len(log_of(number)), len(flags(number))) == (before, entries, 1)


def test_what_readers_cannot_see_is_not_there_to_be_flagged(scene: Scene, subtests: pytest.Subtests) -> None:
    for old in set(State) - {A}:
        number = scene.comment(old)
        with subtests.test(state=old.value), refusal("no_such_comment", NotFound):
            flag(number, scene.elin)
    with refusal("no_such_comment", NotFound):
        flag(999_999, scene.elin)


def test_nobody_flags_the_own_comment_and_details_have_an_end(scene: Scene) -> None:
    number = scene.comment(A)
    with refusal("flag_own"):
        flag(number, writer(number))
    with refusal("detail_too_long"):
        flag(number, scene.elin, FlagDraft(FlagReason.OTHER, detail="x" * 501))
    with refusal("detail_not_text"):
        flag(number, scene.elin, FlagDraft(FlagReason.OTHER, detail="\x00"))


def test_a_site_may_hide_what_many_flag_and_its_writer_is_told(scene: Scene) -> None:
    scene.settle(flags_hide_at=2)
    number = scene.comment(A, by=scene.cast.chanthy.actor)
    flag(number, scene.elin)
    assert state(number) is A
    flag(number, scene.cast.dara.actor)
    assert state(number) is P
    assert row(number)["flagged_at"] == NOW
    assert ways(number)[-1] == (A, P)
    assert_counted(scene.post_id)
    # Looked at and kept: public again, and nobody need look once more.
    scene.decide(number, Decision.APPROVE)
    assert (state(number), row(number)["flagged_at"]) == (A, None)


@pytest.mark.parametrize(
    ("decision", "outcome"),
    [
        (Decision.APPROVE, "disagreed"),
        (Decision.REJECT, "agreed"),
        (Decision.SPAM, "agreed"),
        (Decision.TRASH, "agreed"),
        (Decision.HOLD, None),
    ],
)
def test_a_decision_answers_the_flags_and_its_undo_opens_them_again(
    scene: Scene, decision: Decision, outcome: str | None
) -> None:
    number = scene.comment(A)
    flag(number, scene.elin)
    before = row(number)
    entry = scene.decide(number, decision).entry
    assert entry is not None
    assert flags(number) == [(1.0, outcome)]
    ((_, report),) = own_reports(by=scene.elin)
    assert report.outcome == outcome
    undo(entry.id, by=scene.cast.boun.actor, now=NOW)
    assert flags(number) == [(1.0, None)]
    assert row(number) | {"version": 0} == before | {"version": 0}
    assert_counted(scene.post_id)


def test_the_outcome_is_told_to_those_only_who_wanted_to_hear(scene: Scene) -> None:
    number = scene.comment(A)
    flag(number, scene.elin, FlagDraft(FlagReason.OTHER))
    scene.decide(number, Decision.REJECT)
    assert [report.outcome for _, report in own_reports(by=scene.elin)] == [None]
    assert own_reports(by=scene.cast.dara.actor) == []
    assert own_reports(by=STRANGER) == []


def test_a_comment_kept_after_flags_needs_as_much_again(scene: Scene) -> None:
    number = scene.comment(A)
    flag(number, scene.elin)
    scene.decide(number, Decision.APPROVE)
    flag(number, scene.cast.dara.actor)
    assert row(number)["flagged_at"] is None
    flag(number, scene.cast.boun.actor)
    assert row(number)["flagged_at"] == NOW


def test_a_readers_weight_follows_what_moderators_made_of_the_last_flags(scene: Scene) -> None:
    for decision in (Decision.REJECT, Decision.REJECT, Decision.APPROVE):
        number = scene.comment(A)
        flag(number, scene.elin)
        scene.decide(number, decision)
    number = scene.comment(A)
    flag(number, scene.elin)
    assert flags(number) == [(1.2, None)]
    item = item_of(number)
    assert [(one.detail, one.record.agreed, one.record.decided, one.is_guest) for one in item.flags] == [
        ("It names her.", 2, 3, False)
    ]


def item_of(number: int) -> Item:
    item = item_by_id(number)
    assert item is not None
    return item


def test_signing_in_makes_no_second_reader_of_a_browser(scene: Scene) -> None:
    number, own = scene.comment(A), scene.comment(A)
    before, writer_before = guest("Soe"), writer(own)
    assert flag(number, before).is_new
    signed_in = replace(scene.elin, guest_here=before.id)
    assert not flag(number, signed_in).is_new
    assert flags(number) == [(0.5, None)]
    assert [report.comment_id for _, report in own_reports(by=signed_in)] == [number]
    with refusal("flag_own"):
        flag(own, replace(scene.elin, guest_here=writer_before.id))
    assert flags(own) == []
    assert flag(own, signed_in).is_new
