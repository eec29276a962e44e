"""A writer takes a comment back: at once, everywhere, and without taking the answers along."""

from forum.domain.actors import STRANGER
from forum.domain.comment_states import Decision, ReviewReason, State
from forum.domain.refusals import NotFound
from forum.operations.comments.withdrawing import withdraw_comment
from forum.queries.thread import Gone, thread_of
from tests.invariants.recount import assert_counted, assert_site_counted
from tests.operations.moderation.scene import Scene, log_of, refusal, row, stamp, standing, writer
from tests.support.moments import NOW, after

P, A, R, S, T = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM, State.TRASHED


def shown(scene: Scene) -> list[tuple[int, Gone | None, str | None]]:
    thread = thread_of(scene.post_id, size=50)
    assert thread is not None
    return [(one.id, one.gone, one.body_html) for one in thread.comments]


def test_it_is_taken_back_from_every_state_and_keeps_its_state(scene: Scene) -> None:
    for state in State:
        number = scene.comment(state)
        version = row(number)["version"]
        withdraw_comment(number, by=writer(number), now=NOW)
        now = row(number)
        assert (now["withdrawn_at"], now["state"], now["version"]) == (NOW, state, version + 1)
        assert log_of(number)[-1].verb == "comment.withdraw"
        assert_counted(scene.post_id)
    assert shown(scene) == []
    assert_site_counted()


def test_twice_is_as_good_as_once(scene: Scene) -> None:
    number = scene.comment(A)
    withdraw_comment(number, by=writer(number), now=NOW)
    before, entries = row(number), len(log_of(number))
    withdraw_comment(number, by=writer(number), now=after(5))
    assert (row(number), len(log_of(number))) == (before, entries)


def test_a_tombstone_stands_while_there_are_public_answers(scene: Scene) -> None:
    root = scene.comment(A)
    reply = scene.comment(A, reply_to=root, body="Still here.")
    before = stamp(scene.post_id)
    withdraw_comment(root, by=writer(root), now=NOW)
    assert shown(scene) == [(root, Gone.WITHDRAWN, None), (reply, None, "<p>Still here.</p>")]
    assert stamp(scene.post_id) == before + 1
    assert_counted(scene.post_id)
    scene.decide(reply, Decision.REJECT)
    assert shown(scene) == []
    scene.decide(reply, Decision.APPROVE)
    withdraw_comment(reply, by=writer(reply), now=NOW)
    assert shown(scene) == []
    assert_counted(scene.post_id)


def test_what_is_taken_down_leaves_a_tombstone_that_says_which_kind(scene: Scene) -> None:
    root = scene.comment(A)
    scene.comment(A, reply_to=root)
    for decision, gone in (
        (Decision.HOLD, Gone.WAITING),
        (Decision.REJECT, Gone.TAKEN_DOWN),
        (Decision.SPAM, Gone.TAKEN_DOWN),
        (Decision.TRASH, Gone.TAKEN_DOWN),
    ):
        scene.decide(root, decision)
        assert shown(scene)[0] == (root, gone, None)


def test_it_leaves_the_second_look(scene: Scene) -> None:
    scene.settle(comments_mode="suspects")
    number = scene.comment()
    assert standing(number).review is ReviewReason.PUBLISHED_BY_RULE
    withdraw_comment(number, by=writer(number), now=NOW)
    assert standing(number).review is None
    assert_counted(scene.post_id)


def test_nobody_takes_back_what_somebody_else_wrote(scene: Scene) -> None:
    number, elins = scene.comment(A), scene.comment(A, by=scene.elin)
    for by in (scene.elin, scene.ana, STRANGER, writer(scene.comment())):
        with refusal("no_such_comment", NotFound):
            withdraw_comment(number, by=by, now=NOW)
    with refusal("no_such_comment", NotFound):
        withdraw_comment(elins, by=scene.ana, now=NOW)
    with refusal("no_such_comment", NotFound):
        withdraw_comment(10_000, by=scene.elin, now=NOW)


def test_a_subtree_that_was_hidden_stays_hidden(scene: Scene) -> None:
    root = scene.comment(A)
    scene.comment(A, reply_to=root)
    scene.decide(root, Decision.REJECT, with_replies=True)
    withdraw_comment(root, by=writer(root), now=NOW)
    assert shown(scene) == []
    assert_counted(scene.post_id)
