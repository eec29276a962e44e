"""Many at once: each by itself, and one undo for all."""

import pytest

from forum.domain.comment_states import Decision, ReasonCode, State
from forum.domain.refusals import Conflict, NotAllowed, NotFound, Refused
from forum.operations.moderation.deciding import Choice, decide_many
from forum.operations.moderation.pieces import Outcome
from forum.operations.moderation.undoing import undo_batch
from tests.factories.posts import make_post
from tests.invariants.recount import assert_counted, assert_site_counted
from tests.operations.moderation.scene import Scene, log_of, refusal, row, state, ways
from tests.support.moments import LONG_AGO, NOW, after

P, A, R, S, T = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM, State.TRASHED


def codes(outcomes: list[Outcome]) -> dict[int, str | None]:
    return {one.comment_id: one.refusal.code if one.refusal else None for one in outcomes}


def seen(*numbers: int) -> list[tuple[int, int]]:
    return [(number, row(number)["version"]) for number in numbers]


def test_one_conflict_leaves_the_others_decided(scene: Scene) -> None:
    one, other, late = (scene.comment() for _ in range(3))
    items = seen(one, late, other)
    scene.decide(late, Decision.REJECT, by=scene.cast.boun.actor)
    batch, outcomes = decide_many(items, Choice(Decision.APPROVE), by=scene.ana, now=NOW)
    assert [outcome.comment_id for outcome in outcomes] == [one, late, other]
    assert codes(outcomes) == {one: None, late: "changed_since", other: None}
    assert isinstance(outcomes[1].refusal, Conflict)
    assert [state(number) for number in (one, late, other)] == [A, R, A]
    assert [entry.batch for entry in log_of(one)] == [None, batch]
    assert [entry.id for entry in log_of(one)[1:]] == [outcomes[0].entry_id]
    assert len(log_of(late)) == 2
    assert_counted(scene.post_id)
    assert_site_counted()


def test_every_kind_of_refusal_is_reported_on_its_item(scene: Scene) -> None:
    waiting, trashed, gone = scene.comment(), scene.comment(T), scene.comment(withdrawn=True)
    approved = scene.comment(A)
    items = [*seen(waiting, trashed, gone, approved), (10_000, 1)]
    _, outcomes = decide_many(items, Choice(Decision.APPROVE), by=scene.ana, now=NOW)
    assert codes(outcomes) == {
        waiting: None,
        trashed: "restore_first",
        gone: "comment_withdrawn",
        approved: None,
        10_000: "no_such_comment",
    }
    assert isinstance(outcomes[-1].refusal, NotFound)
    assert outcomes[3].entry_id is None  # it was approved already
    assert_counted(scene.post_id)


def test_a_refused_item_leaves_no_trace_of_a_half_done_decision(scene: Scene) -> None:
    stale, fine = scene.comment(by=scene.elin), scene.comment(by=scene.elin)
    before = row(stale)
    decide_many([(stale, 7), (fine, 1)], Choice(Decision.APPROVE), by=scene.ana, now=NOW)
    assert row(stale) == before
    assert ways(stale) == []
    assert ways(fine) == [(P, A)]


def test_the_same_item_twice_is_decided_once(scene: Scene) -> None:
    number = scene.comment()
    _, outcomes = decide_many(seen(number, number), Choice(Decision.SPAM), by=scene.ana, now=NOW)
    assert [bool(one.entry_id) for one in outcomes] == [True, False]
    assert len(log_of(number)) == 2


def test_a_batch_goes_across_posts_and_states(scene: Scene) -> None:
    other = make_post(scene.cast.dara.actor, published_at=LONG_AGO).id
    numbers = [
        scene.comment(state, post_id=post) for post in (other, scene.post_id) for state in (P, A, R, S)
    ]
    decide_many(seen(*numbers), Choice(Decision.TRASH), by=scene.ana, now=NOW)
    assert {state(number) for number in numbers} == {T}
    for post in (other, scene.post_id):
        assert_counted(post)
    assert_site_counted()


def test_a_whole_thread_is_decided_in_any_order(scene: Scene) -> None:
    root = scene.comment(A)
    child = scene.comment(A, reply_to=root)
    leaf = scene.comment(A, reply_to=child)
    before = scene.counters()
    for order in ((root, child, leaf), (leaf, root, child)):
        choice = Choice(Decision.TRASH, with_replies=True)
        batch, _ = decide_many(seen(*order), choice, by=scene.ana, now=NOW)
        assert assert_counted(scene.post_id).hidden == {root: 0, child: 1, leaf: 2}
        undo_batch(batch, by=scene.ana, now=NOW)
        assert assert_counted(scene.post_id).public == {root, child, leaf}
        assert scene.counters() == before


def test_one_undo_takes_the_batch_back(scene: Scene) -> None:
    numbers = [scene.comment(by=scene.elin) for _ in range(3)] + [scene.comment(R)]
    before, counters = {number: row(number) for number in numbers}, scene.counters()
    choice = Choice(Decision.REJECT, reason_code=ReasonCode.DUPLICATE)
    batch, _ = decide_many(seen(*numbers), choice, by=scene.ana, now=NOW)
    outcomes = undo_batch(batch, by=scene.cast.boun.actor, now=after(5))
    assert codes(outcomes) == dict.fromkeys(numbers[:3])  # the fourth was rejected already, and stays so
    for number in numbers:
        assert {**row(number), "version": None} == {**before[number], "version": None}
        assert ways(number) == []
    assert scene.counters() == counters
    assert_counted(scene.post_id)
    assert_site_counted()


def test_what_was_decided_since_stays_when_the_batch_is_taken_back(scene: Scene) -> None:
    kept, back = scene.comment(), scene.comment()
    batch, _ = decide_many(seen(kept, back), Choice(Decision.SPAM), by=scene.ana, now=NOW)
    scene.decide(kept, Decision.APPROVE)
    assert codes(undo_batch(batch, by=scene.ana, now=NOW)) == {kept: "changed_since", back: None}
    assert [state(kept), state(back)] == [A, P]
    # Once more: what is back is back.
    again = undo_batch(batch, by=scene.ana, now=NOW)
    assert codes(again) == {kept: "changed_since", back: None}
    assert [one.entry_id for one in again] == [None, None]
    assert len(log_of(back)) == 3


def test_there_is_no_such_batch(scene: Scene) -> None:
    for batch in ("", "f" * 32):
        with refusal("no_such_decision", NotFound):
            undo_batch(batch, by=scene.ana, now=NOW)


def test_nothing_selected_decides_nothing(scene: Scene) -> None:
    _, outcomes = decide_many([], Choice(Decision.SPAM), by=scene.ana, now=NOW)
    assert outcomes == []


def test_a_text_is_never_put_over_many_comments(scene: Scene) -> None:
    one, other = scene.comment(body="Mine."), scene.comment(body="Yours.")
    decide_many(seen(one, other), Choice(Decision.APPROVE, body="Theirs."), by=scene.ana, now=NOW)
    assert [(row(n)["body"], row(n)["state"]) for n in (one, other)] == [("Mine.", A), ("Yours.", A)]


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        (Choice(Decision.REJECT), "reason_missing"),
        (Choice(Decision.REJECT, reason_code=ReasonCode.OTHER, note="x" * 501), "note_too_long"),
        (Choice(Decision.REJECT, reason_code=ReasonCode.OTHER, note="x\0y"), "note_not_text"),
    ],
)
def test_what_is_wrong_with_the_choice_itself_is_no_outcome_of_an_item(
    scene: Scene, choice: Choice, code: str
) -> None:
    number = scene.comment()
    with pytest.raises(Refused) as refused:
        decide_many(seen(number), choice, by=scene.ana, now=NOW)
    assert refused.value.code == code
    assert state(number) is P


def test_a_batch_may_hold_what_somebody_may_not_decide(scene: Scene) -> None:
    scene.settle(authors_moderate_own=True)
    other = make_post(scene.cast.dara.actor, published_at=LONG_AGO).id
    own, foreign = scene.comment(), scene.comment(post_id=other)
    by = scene.cast.chanthy.actor
    _, outcomes = decide_many(seen(own, foreign), Choice(Decision.APPROVE), by=by, now=NOW)
    assert codes(outcomes) == {own: None, foreign: "may_not_moderate"}
    assert isinstance(outcomes[1].refusal, NotAllowed)
