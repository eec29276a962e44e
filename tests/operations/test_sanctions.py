"""Moderators sanction a writer: what it does to the next comment, who may, what stays."""

from datetime import timedelta
from typing import Any

import pytest

from forum.domain.actors import Actor
from forum.domain.comment_states import Decision, State
from forum.domain.refusals import NotAllowed, NotFound, Refused
from forum.domain.sanctions import SanctionKind, Writer
from forum.operations.moderation.undoing import undo
from forum.operations.sanctions import acknowledge_warning, impose_sanction, lift_sanction
from forum.queries.moderation.queue import queue_counts
from forum.queries.sanctions import sanctions_of
from tests.factories.people import make_category, make_moderator_of, scoped_actor
from tests.invariants.recount import assert_counted, assert_site_counted
from tests.operations.moderation.scene import Scene, findings, log_of, refusal, row, standing, state, writer
from tests.operations.moderation.scene import scene as scene
from tests.operations.traces import logged
from tests.support.moments import NOW, after

WARN, HOLD, MUTE, BAN = SanctionKind
P, A, R = State.PENDING, State.APPROVED, State.REJECTED
WEEK = NOW + timedelta(days=7)


def impose(scene: Scene, kind: SanctionKind, who: Actor | None = None, **more: Any) -> int:
    """Ana's sanction on Elin, from now on for a week, unless said otherwise; its number."""
    facts = {"reason": "You attack people.", "until": WEEK, "by": scene.ana, "now": NOW, **more}
    target = Writer.of(who or scene.elin)
    assert target is not None
    return impose_sanction(target, kind, **facts).id


def test_a_banned_writers_comments_are_refused_with_reason_and_end(scene: Scene) -> None:
    old = scene.comment(A, by=scene.elin)
    impose(scene, BAN)
    with refusal("banned"):
        scene.comment(by=scene.elin, now=NOW)
    with refusal("banned"):
        scene.edit(old, "Changed.", by=scene.elin)
    with pytest.raises(Refused) as caught:
        scene.comment(by=scene.elin, now=NOW)
    assert caught.value.facts == {"reason": "You attack people.", "until": WEEK}
    assert state(old) is A  # what was written before stays as it is
    scene.comment(by=scene.elin, now=WEEK)  # the end is over


def test_it_follows_the_edit_code_of_a_guest_and_nobody_else(scene: Scene) -> None:
    mali, soe = writer(scene.comment()), writer(scene.comment())
    impose(scene, BAN, mali)
    with refusal("banned"):
        scene.comment(by=mali, now=NOW)
    scene.comment(by=soe, now=NOW)
    scene.comment(now=NOW)  # a stranger is nobody's guest yet
    scene.comment(by=scene.elin, now=NOW)


def test_held_always_where_nobody_else_waits(scene: Scene) -> None:
    scene.settle(comments_mode="suspects")
    impose(scene, HOLD, until=None)
    number = scene.comment(by=scene.elin, now=NOW)
    assert (state(number), findings(number)) == (P, ["sanction:hold"])
    assert queue_counts()["pending"] == 1
    assert state(scene.comment(now=NOW)) is A


@pytest.mark.parametrize("mode", ["suspects", "everyone"])
def test_a_muted_writers_comments_do_not_fill_the_queue(scene: Scene, mode: str) -> None:
    scene.settle(comments_mode=mode)
    impose(scene, MUTE)
    number = scene.comment(by=scene.elin, now=NOW)
    assert (state(number), row(number)["is_muted"]) == (P, True)
    assert findings(number)[-1] == "sanction:mute"
    assert (queue_counts()["pending"], queue_counts()["muted"]) == (0, 1)
    assert [entry.verb for entry in log_of(number)] == ["comment.post"]
    assert_counted(scene.post_id)
    assert_site_counted()
    scene.edit(number, "Better words.", by=scene.elin)
    assert row(number)["is_muted"]


@pytest.mark.parametrize("begins", [A, R])
def test_nor_do_their_changes(scene: Scene, begins: State) -> None:
    scene.settle(comments_mode="suspects")
    number = scene.comment(begins, by=scene.elin)
    impose(scene, MUTE)
    scene.edit(number, "Better words.", by=scene.elin)
    assert (standing(number).state, row(number)["is_muted"]) == (P, True)
    assert queue_counts()["pending"] == 0
    assert_counted(scene.post_id)


def test_a_muted_comment_can_be_approved_and_the_approval_taken_back(scene: Scene) -> None:
    impose(scene, MUTE)
    number = scene.comment(by=scene.elin, now=NOW)
    before = scene.counters()
    done = scene.decide(number, Decision.APPROVE)
    assert (state(number), row(number)["is_muted"]) == (A, False)
    assert done.entry is not None
    undo(done.entry.id, by=scene.ana, now=NOW)
    assert (state(number), row(number)["is_muted"], scene.counters()) == (P, True, before)


def test_a_warning_is_read_once_and_then_comments_go_on(scene: Scene) -> None:
    number = impose(scene, WARN, until=None)
    with pytest.raises(Refused, match="warning_unread") as caught:
        scene.comment(by=scene.elin, now=NOW)
    assert caught.value.facts == {"warning": number, "reason": "You attack people."}
    for other in (scene.ana, writer(scene.comment())):
        with pytest.raises(NotFound):
            acknowledge_warning(number, by=other, now=NOW)
    for _ in range(2):
        acknowledge_warning(number, by=scene.elin, now=after(5))
    scene.comment(by=scene.elin, now=after(9))
    assert [entry.verb for entry in logged() if entry.verb.startswith("sanction.")] == [
        "sanction.impose",
        "sanction.acknowledge",
    ]


def test_only_warnings_are_acknowledged(scene: Scene) -> None:
    number = impose(scene, BAN)
    with pytest.raises(NotFound):
        acknowledge_warning(number, by=scene.elin, now=NOW)


def test_lifting_is_as_good_as_its_end_and_the_history_stays(scene: Scene) -> None:
    number = impose(scene, BAN, until=None)
    for _ in range(2):
        lift_sanction(number, by=scene.cast.boun.actor, now=after(5))
    scene.comment(by=scene.elin, now=after(9))
    (kept,) = sanctions_of(Writer(user_id=scene.elin.id))
    assert (kept.made_by, kept.lifted_by, kept.lifted_at) == ("Ana", "Boun", after(5))
    verbs = [(entry.verb, entry.user_id) for entry in logged() if entry.verb.startswith("sanction.")]
    assert verbs == [("sanction.impose", scene.elin.id), ("sanction.lift", scene.elin.id)]


def test_the_staff_are_not_sanctioned_nor_are_those_who_join_it(scene: Scene) -> None:
    with refusal("writer_is_staff"):
        impose(scene, BAN, scene.cast.chanthy.actor)
    impose(scene, BAN)
    promoted = Actor(scene.elin.kind, "Elin", scene.elin.id, scene.cast.dara.role, is_confirmed=True)
    scene.comment(by=promoted, now=NOW)


def test_moderators_of_the_whole_site_sanction_and_nobody_else(scene: Scene) -> None:
    category = make_category(scene.cast, "Guides")
    fai = scoped_actor(make_moderator_of(scene.cast, [category]), [category])
    number = impose(scene, HOLD, until=None)
    for by in (fai, scene.cast.chanthy.actor, scene.elin, writer(scene.comment())):
        with refusal("not_allowed", NotAllowed):
            impose(scene, BAN, by=by)
        with refusal("not_allowed", NotAllowed):
            lift_sanction(number, by=by, now=NOW)
    impose(scene, HOLD, by=scene.cast.boun.actor)


@pytest.mark.parametrize(
    ("kind", "facts", "code"),
    [
        (BAN, {"reason": " "}, "sanction_reason_empty"),
        (BAN, {"reason": "x" * 501}, "sanction_reason_too_long"),
        (BAN, {"reason": "a\x00b"}, "sanction_reason_not_text"),
        (MUTE, {"until": None}, "sanction_needs_end"),
        (HOLD, {"until": NOW}, "sanction_end_past"),
        (WARN, {"until": after(days=1)}, "sanction_has_no_end"),
    ],
)
def test_what_cannot_be_is_refused_by_name(scene: Scene, kind: SanctionKind, facts: Any, code: str) -> None:
    with refusal(code):
        impose(scene, kind, **facts)


def test_nobody_is_sanctioned_who_is_not_there(scene: Scene) -> None:
    for target in (Writer(user_id=9999), Writer(guest_id=9999)):
        with refusal("no_such_writer", NotFound):
            impose_sanction(target, BAN, "Why.", until=None, by=scene.ana, now=NOW)
    with refusal("no_such_sanction", NotFound):
        lift_sanction(9999, by=scene.ana, now=NOW)
