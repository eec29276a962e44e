"""Nobody judges the own case, as long as somebody else is there to do so."""

import pytest
import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.actors import Actor
from forum.domain.comment_states import Decision, State
from forum.domain.flags import FlagOutcome, FlagReason
from forum.domain.refusals import OwnCase
from forum.models import Appeal, Flag, Post, User
from forum.operations.comments.appealing import appeal_comment
from forum.operations.comments.flagging import FlagDraft, flag_comment
from forum.operations.moderation.deciding import Choice, decide_many
from forum.operations.moderation.undoing import undo, undo_batch
from forum.queries.moderation.items import Item
from forum.queries.moderation.queue import item_by_id
from tests.cast import Cast
from tests.factories.people import make_category, make_moderator_of, scoped_actor
from tests.invariants.recount import assert_counted
from tests.operations.moderation.scene import Scene, refusal, row, state
from tests.support.moments import NOW

A, P, R = State.APPROVED, State.PENDING, State.REJECTED


def item(number: int) -> Item:
    found = item_by_id(number)
    assert found is not None
    return found


def alone(scene: Scene, *others: int) -> None:
    """The accounts ``others`` work here no more."""
    with transaction() as session:
        session.execute(sa.update(User).where(User.id.in_(others)).values(active=False))


def appealed(scene: Scene, writer: Actor, *, rejected_by: Actor) -> int:
    number = scene.comment(by=writer)
    scene.decide(number, Decision.REJECT, by=rejected_by)
    appeal_comment(number, "Please look again.", by=writer, now=NOW)
    return number


def flagged(scene: Scene, writer: Actor) -> int:
    number = scene.comment(A, by=writer)
    flag_comment(number, FlagDraft(FlagReason.INSULT), by=scene.elin, now=NOW)
    return number


def answers(model: type[Appeal] | type[Flag], number: int) -> list[str | None]:
    return list(db.session.scalars(sa.select(model.outcome).where(model.comment_id == number)))


@pytest.mark.parametrize("decision", [Decision.APPROVE, Decision.REJECT, Decision.SPAM, Decision.TRASH])
def test_the_writer_does_not_answer_the_own_appeal(scene: Scene, decision: Decision) -> None:
    boun = scene.cast.boun.actor
    number = appealed(scene, scene.ana, rejected_by=boun)
    assert item(number).is_own_case(scene.ana.id)
    with refusal("own_case", OwnCase):
        scene.decide(number, decision, note="I am right.")
    # Of the two, who rejected it answers: there is nobody who is neither.
    assert not item(number).is_own_case(boun.id)
    scene.decide(number, decision, by=boun, note="I looked again.")
    assert answers(Appeal, number) == ["overturned" if decision is Decision.APPROVE else "upheld"]


def test_an_author_who_moderates_the_own_posts_does_not_answer_it_either(scene: Scene) -> None:
    scene.settle(authors_moderate_own=True)
    author = scene.cast.chanthy.actor
    number = appealed(scene, author, rejected_by=scene.ana)
    with refusal("own_case", OwnCase):
        scene.decide(number, Decision.APPROVE, by=author, note="Mine.")
    with refusal("own_decision_appealed"):
        scene.decide(number, Decision.REJECT, note="No.")
    scene.decide(number, Decision.APPROVE, by=scene.cast.boun.actor, note="Yes.")
    assert state(number) is A


def test_where_nobody_else_is_there_the_writer_decides(scene: Scene) -> None:
    number = appealed(scene, scene.ana, rejected_by=scene.cast.boun.actor)
    reported = flagged(scene, scene.ana)
    alone(scene, scene.cast.boun.id)
    assert not item(number).is_own_case(scene.ana.id)
    scene.decide(number, Decision.APPROVE, note="I looked again.")
    scene.decide(reported, Decision.APPROVE)
    assert answers(Appeal, number) == ["overturned"]
    assert answers(Flag, reported) == ["disagreed"]


def test_who_looks_after_another_category_is_nobody_else_here(scene: Scene, cast: Cast) -> None:
    here, elsewhere = make_category(cast, "Here"), make_category(cast, "Elsewhere")
    fai = scoped_actor(make_moderator_of(cast, [here], name="Fai"), [here])
    make_moderator_of(cast, [elsewhere], name="Gita")
    with transaction() as session:
        session.execute(sa.update(Post).where(Post.id == scene.post_id).values(category_id=here))
    number = flagged(scene, fai)
    with refusal("own_case", OwnCase):
        scene.decide(number, Decision.APPROVE, by=fai)
    alone(scene, cast.ana.id, cast.boun.id)
    scene.decide(number, Decision.APPROVE, by=fai)
    assert answers(Flag, number) == ["disagreed"]


@pytest.mark.parametrize("decision", [Decision.APPROVE, Decision.REJECT, Decision.SPAM, Decision.TRASH])
def test_the_writer_does_not_answer_flags_of_the_own_comment(scene: Scene, decision: Decision) -> None:
    number = flagged(scene, scene.ana)
    assert item(number).is_own_case(scene.ana.id)
    with refusal("own_case", OwnCase):
        scene.decide(number, decision)
    # Holding answers nothing.
    scene.decide(number, Decision.HOLD)
    assert (state(number), answers(Flag, number)) == (P, [None])
    with refusal("own_case", OwnCase):
        scene.decide(number, decision)
    scene.decide(number, decision, by=scene.cast.boun.actor)
    assert None not in answers(Flag, number)
    assert_counted(scene.post_id)


def test_many_at_once_pass_over_the_own_case_and_say_so(scene: Scene) -> None:
    own, other = flagged(scene, scene.ana), flagged(scene, scene.cast.dara.actor)
    items = [(number, row(number)["version"]) for number in (own, other)]
    _, outcomes = decide_many(items, Choice(Decision.APPROVE), by=scene.ana, now=NOW)
    assert [one.refusal and one.refusal.code for one in outcomes] == ["own_case", None]
    assert (answers(Flag, own), answers(Flag, other)) == ([None], ["disagreed"])


def test_who_was_appealed_against_does_not_take_the_answer_back(scene: Scene) -> None:
    boun = scene.cast.boun.actor
    number = appealed(scene, scene.elin, rejected_by=scene.ana)
    entry = scene.decide(number, Decision.APPROVE, by=boun, note="Yes.").entry
    assert entry is not None
    assert (item(number).bars_undo(scene.ana.id), item(number).bars_undo(boun.id)) == (True, False)
    with refusal("own_case_answered", OwnCase):
        undo(entry.id, by=scene.ana, now=NOW)
    undo(entry.id, by=boun, now=NOW)
    assert (state(number), answers(Appeal, number)) == (R, [None])


def test_who_is_left_alone_takes_it_back(scene: Scene) -> None:
    number = appealed(scene, scene.elin, rejected_by=scene.ana)
    entry = scene.decide(number, Decision.APPROVE, by=scene.cast.boun.actor, note="Yes.").entry
    assert entry is not None
    alone(scene, scene.cast.boun.id)
    assert not item(number).bars_undo(scene.ana.id)
    undo(entry.id, by=scene.ana, now=NOW)
    assert state(number) is R


def test_who_was_appealed_against_does_not_decide_against_the_answer(scene: Scene) -> None:
    boun, chanthy = scene.cast.boun.actor, scene.cast.chanthy.actor
    number = appealed(scene, scene.elin, rejected_by=scene.ana)
    scene.decide(number, Decision.APPROVE, by=boun, note="Yes.")
    assert (item(number).is_answered_against(scene.ana.id), item(number).is_answered_against(boun.id)) == (
        True,
        False,
    )
    for decision in (Decision.REJECT, Decision.HOLD, Decision.SPAM, Decision.TRASH):
        with refusal("own_case_answered", OwnCase):
            scene.decide(number, decision)
    assert state(number) is A
    # What somebody else decides after that is a decision like any other.
    scene.settle(authors_moderate_own=True)
    scene.decide(number, Decision.HOLD, by=chanthy)
    scene.decide(number, Decision.APPROVE)
    assert state(number) is A


def test_who_is_left_alone_decides_against_it(scene: Scene) -> None:
    number = appealed(scene, scene.elin, rejected_by=scene.ana)
    scene.decide(number, Decision.APPROVE, by=scene.cast.boun.actor, note="Yes.")
    alone(scene, scene.cast.boun.id)
    assert not item(number).is_answered_against(scene.ana.id)
    scene.decide(number, Decision.REJECT)
    assert state(number) is R


@pytest.mark.parametrize("theirs", [Decision.REJECT, Decision.SPAM, Decision.TRASH, Decision.HOLD])
def test_nobody_decides_on_the_own_comment_what_somebody_else_decided(scene: Scene, theirs: Decision) -> None:
    boun, own = scene.cast.boun.actor, Decision.APPROVE if theirs is not Decision.TRASH else Decision.RESTORE
    number = scene.comment(A, by=scene.ana)
    assert not item(number).is_own_case(scene.ana.id)
    entry = scene.decide(number, theirs, by=boun).entry
    assert entry is not None
    assert (item(number).is_own_case(scene.ana.id), item(number).bars_undo(scene.ana.id)) == (True, True)
    with refusal("own_case", OwnCase):
        scene.decide(number, own)
    with refusal("own_case_answered", OwnCase):
        undo(entry.id, by=scene.ana, now=NOW)
    # What was taken back is no decision, and who is alone decides.
    undo(entry.id, by=boun, now=NOW)
    assert not item(number).is_own_case(scene.ana.id)
    scene.decide(number, Decision.HOLD)
    scene.decide(number, theirs, by=boun) if theirs is not Decision.HOLD else None
    alone(scene, boun.id)
    scene.decide(number, own)
    assert_counted(scene.post_id)


def test_a_correction_does_not_make_the_writer_the_judge(scene: Scene) -> None:
    number = scene.comment(by=scene.ana)
    scene.decide(number, Decision.REJECT, by=scene.cast.boun.actor)
    scene.edit(number, "What I meant to say.", by=scene.ana)
    assert item(number).is_own_case(scene.ana.id)
    with refusal("own_case", OwnCase):
        scene.decide(number, Decision.APPROVE)


def test_the_writer_does_not_take_back_what_answered_flags(scene: Scene) -> None:
    boun = scene.cast.boun.actor
    number, plain = flagged(scene, scene.ana), scene.comment(A, by=scene.cast.dara.actor)
    items = [(one, row(one)["version"]) for one in (number, plain)]
    batch, _ = decide_many(items, Choice(Decision.SPAM), by=boun, now=NOW)
    assert item(number).bars_undo(scene.ana.id)
    assert not item(plain).bars_undo(scene.ana.id)
    outcomes = undo_batch(batch, by=scene.ana, now=NOW)
    assert [one.refusal and one.refusal.code for one in outcomes] == ["own_case_answered", None]
    assert answers(Flag, number) == [FlagOutcome.AGREED]
    assert [one.refusal for one in undo_batch(batch, by=boun, now=NOW)] == [None, None]
    assert (state(number), answers(Flag, number)) == (A, [None])
