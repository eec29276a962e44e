"""A comment that was taken down with its replies, and that its writer then took back: a moderator shows them again."""

import pytest

from forum.domain.comment_states import SHOW_REPLIES, Decision, State
from forum.domain.refusals import Conflict, NotAllowed
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.moderation.undoing import undo
from forum.queries.thread import place_of_comment, thread_of
from tests.factories.people import make_category, make_moderator_of, scoped_actor
from tests.invariants.recount import assert_counted, assert_site_counted
from tests.operations.moderation.scene import (
    Scene,
    everything,
    letters,
    log_of,
    refusal,
    row,
    stamp,
    texts,
    writer,
)
from tests.support.moments import NOW, after

A, T = State.APPROVED, State.TRASHED
APPROVE = Decision.APPROVE
DOWN = [Decision.HOLD, Decision.REJECT, Decision.SPAM, Decision.TRASH]


def buried(scene: Scene, decision: Decision = Decision.TRASH) -> tuple[int, int]:
    """A comment that is down with its reply and taken back; the approved reply of somebody else."""
    root = scene.comment(A, body="The root says so.")
    reply = scene.comment(A, body="Somebody answers.", reply_to=root)
    scene.decide(root, decision, with_replies=True)
    withdraw_comment(root, by=writer(root), now=NOW)
    return root, reply


@pytest.mark.parametrize("decision", DOWN)
def test_a_moderator_shows_the_replies_and_nothing_else(scene: Scene, decision: Decision) -> None:
    root, reply = buried(scene, decision)
    assert (
        place_of_comment(reply, size=50, now=after(1)) is None
    )  # its writer's going has not brought it back
    before, public, seen_stamp = row(root), scene.counters()["public"], stamp(scene.post_id)
    said, told = texts(root), letters(root)
    entry = scene.decide(root, APPROVE, now=after(1)).entry
    assert entry is not None
    assert (entry.verb, entry.version) == (SHOW_REPLIES, before["version"] + 1)
    assert [one.verb for one in log_of(root)].count(SHOW_REPLIES) == 1
    assert row(root) == {**before, "hides_replies": False, "version": entry.version, "public_descendants": 1}
    assert (texts(root), letters(root)) == (said, told)
    assert place_of_comment(reply, size=50, now=after(1)) is not None
    assert place_of_comment(root, size=50, now=after(1)) is None
    thread = thread_of(scene.post_id, size=50)
    assert thread is not None
    tombstone, below = thread.comments
    assert tombstone.gone is not None
    assert (tombstone.id, tombstone.body_html, tombstone.name, below.id) == (root, None, None, reply)
    assert scene.counters()["public"] == (public[0] + 1, public[1] + 1)
    assert stamp(scene.post_id) > seen_stamp
    assert_counted(scene.post_id)
    assert_site_counted()


def test_twice_is_as_good_as_once_and_undo_hides_them_again(scene: Scene) -> None:
    root, reply = buried(scene)
    before, counters, seen = row(root), scene.counters(), row(root)["version"]
    entry = scene.decide(root, APPROVE).entry
    assert entry is not None
    stands = everything()
    assert scene.decide(root, APPROVE).entry is None
    assert scene.decide(root, APPROVE, seen=seen, by=scene.cast.boun.actor).entry is None
    assert everything() == stands
    undo(entry.id, by=scene.cast.boun.actor, now=after(5))
    assert row(root) == {**before, "version": before["version"] + 2}
    assert (scene.counters(), row(reply)["hidden_ancestors"]) == (counters, 1)
    assert_counted(scene.post_id)
    # And they can be shown once more.
    assert scene.decide(root, APPROVE).entry is not None
    assert row(reply)["hidden_ancestors"] == 0


def test_who_saw_it_before_it_was_taken_back_is_told(scene: Scene) -> None:
    root, _ = buried(scene, Decision.REJECT)
    seen = row(root)["version"] - 1
    with refusal("changed_since", Conflict):
        scene.decide(root, APPROVE, seen=seen)
    scene.decide(root, APPROVE)
    with refusal("changed_since", Conflict):
        scene.decide(root, APPROVE, seen=seen)


def test_no_text_is_written_into_what_was_taken_back(scene: Scene) -> None:
    root, _ = buried(scene)
    for more in ({"body": "A moderator's."}, {"redact": True}, {"body": "Both.", "redact": True}):
        with refusal("comment_withdrawn"):
            scene.decide(root, APPROVE, **more)


def test_it_is_for_who_moderates_there(scene: Scene) -> None:
    root, reply = buried(scene)
    elsewhere = make_category(scene.cast, "Elsewhere")
    gita = scoped_actor(make_moderator_of(scene.cast, [elsewhere]), [elsewhere])
    with refusal("may_not_moderate", NotAllowed):
        scene.decide(root, APPROVE, by=gita)
    assert row(reply)["hidden_ancestors"] == 1


def test_a_reply_below_two_that_hide_it_needs_both(scene: Scene) -> None:
    root = scene.comment(A)
    reply = scene.comment(A, reply_to=root)
    third = scene.comment(A, reply_to=reply)
    for number in (reply, root):
        scene.decide(number, Decision.REJECT, with_replies=True)
        withdraw_comment(number, by=writer(number), now=NOW)
    assert row(third)["hidden_ancestors"] == 2
    scene.decide(reply, APPROVE)
    assert place_of_comment(third, size=50, now=NOW) is None
    scene.decide(root, APPROVE)
    assert place_of_comment(third, size=50, now=NOW) is not None
    assert_counted(scene.post_id)
