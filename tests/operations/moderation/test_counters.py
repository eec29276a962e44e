"""The counters, move by move: on the post, on the site, and in the thread."""

from collections.abc import Callable
from functools import partial

import pytest

from forum.domain.comment_states import Decision, State
from forum.operations.comments.withdrawing import withdraw_comment
from tests.factories.posts import make_post
from tests.invariants.recount import assert_counted, assert_site_counted
from tests.operations.moderation.scene import Scene, state, writer
from tests.support.moments import LONG_AGO, NOW
from tests.support.statements import count_statements

P, A, R, S, T = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM, State.TRASHED
HOLD, APPROVE, REJECT = Decision.HOLD, Decision.APPROVE, Decision.REJECT
SPAM, TRASH, RESTORE = Decision.SPAM, Decision.TRASH, Decision.RESTORE

# from, decision, what each counter gains (on the post and on the site alike)
MOVES: list[tuple[State, Decision, dict[str, int]]] = [
    (P, HOLD, {}),
    (P, APPROVE, {"pending": -1, "approved": 1, "public": 1}),
    (P, REJECT, {"pending": -1, "rejected": 1}),
    (P, SPAM, {"pending": -1, "spam": 1}),
    (P, TRASH, {"pending": -1, "trashed": 1}),
    (A, HOLD, {"approved": -1, "public": -1, "pending": 1}),
    (A, APPROVE, {}),
    (A, REJECT, {"approved": -1, "public": -1, "rejected": 1}),
    (A, SPAM, {"approved": -1, "public": -1, "spam": 1}),
    (A, TRASH, {"approved": -1, "public": -1, "trashed": 1}),
    (R, HOLD, {"rejected": -1, "pending": 1}),
    (R, APPROVE, {"rejected": -1, "approved": 1, "public": 1}),
    (R, REJECT, {}),
    (R, SPAM, {"rejected": -1, "spam": 1}),
    (R, TRASH, {"rejected": -1, "trashed": 1}),
    (S, HOLD, {"spam": -1, "pending": 1}),
    (S, APPROVE, {"spam": -1, "approved": 1, "public": 1}),
    (S, REJECT, {"spam": -1, "rejected": 1}),
    (S, SPAM, {}),
    (S, TRASH, {"spam": -1, "trashed": 1}),
    (T, TRASH, {}),
    (T, RESTORE, {"trashed": -1, "pending": 1}),
]


def gained(scene: Scene, verb: Callable[[], object]) -> dict[str, int]:
    """What the verb adds to the counters; the same on the post and on the site."""
    before = scene.counters()
    verb()
    now = scene.counters()
    on_post = {name: now[name][0] - before[name][0] for name in now}
    assert on_post == {name: now[name][1] - before[name][1] for name in now}
    return {name: n for name, n in on_post.items() if n}


def test_every_move_counts_as_the_table_says(scene: Scene, subtests: pytest.Subtests) -> None:
    for old, decision, changes in MOVES:
        with subtests.test(f"{old} {decision}"):
            number = scene.comment(old)
            assert gained(scene, partial(scene.decide, number, decision)) == changes
            assert_counted(scene.post_id)
    assert_site_counted()


def test_a_withdrawn_comment_counts_nowhere(scene: Scene) -> None:
    for old in State:
        number = scene.comment(old, by=scene.elin)
        take_back = partial(withdraw_comment, number, by=scene.elin, now=NOW)
        changes = {str(old): -1} | ({"public": -1} if old is A else {})
        assert gained(scene, take_back) == changes
        assert gained(scene, take_back) == {}
        assert_counted(scene.post_id)


def test_a_comment_that_a_rule_lets_through_counts_as_public_and_for_the_second_look(scene: Scene) -> None:
    scene.settle(comments_mode="suspects")
    numbers = []
    changes = gained(scene, lambda: numbers.append(scene.comment()))
    assert changes == {"approved": 1, "public": 1, "second_look": 1}
    # Approving what is public already is the second look itself.
    assert gained(scene, lambda: scene.decide(numbers[0], APPROVE)) == {"second_look": -1}
    assert gained(scene, lambda: scene.edit(numbers[0], "Better words.", by=writer(numbers[0]))) == {
        "second_look": 1
    }
    assert gained(scene, lambda: scene.decide(numbers[0], REJECT)) == {
        "approved": -1,
        "public": -1,
        "second_look": -1,
        "rejected": 1,
    }


@pytest.fixture
def thread(scene: Scene) -> dict[str, int]:
    """root ─ child ─ grandchild; child has a pending and a rejected reply beside; a second root stands alone."""
    root = scene.comment(A)
    child = scene.comment(A, reply_to=root)
    return {
        "root": root,
        "child": child,
        "grandchild": scene.comment(A, reply_to=child),
        "waiting": scene.comment(reply_to=child),
        "rejected": scene.comment(R, reply_to=child),
        "other": scene.comment(A),
    }


def test_a_comment_taken_down_with_its_replies_takes_them_out_of_public(
    scene: Scene, thread: dict[str, int]
) -> None:
    changes = gained(scene, lambda: scene.decide(thread["root"], REJECT, with_replies=True))
    assert changes == {"approved": -1, "rejected": 1, "public": -3}
    again = assert_counted(scene.post_id)
    assert again.public == {thread["other"]}
    assert again.hidden == {number: int(name not in ("root", "other")) for name, number in thread.items()}
    # What is hidden keeps its own state: the queues do not move.
    assert state(thread["waiting"]) is P
    assert state(thread["child"]) is A


def test_hidden_twice_is_hidden_until_both_are_restored(scene: Scene, thread: dict[str, int]) -> None:
    scene.decide(thread["child"], TRASH, with_replies=True)
    scene.decide(thread["root"], SPAM, with_replies=True)
    assert assert_counted(scene.post_id).hidden[thread["grandchild"]] == 2
    assert gained(scene, lambda: scene.decide(thread["root"], APPROVE)) == {
        "spam": -1,
        "approved": 1,
        "public": 1,
    }
    assert assert_counted(scene.post_id).public == {thread["root"], thread["other"]}
    assert gained(scene, lambda: scene.decide(thread["child"], RESTORE)) == {
        "trashed": -1,
        "approved": 1,
        "public": 2,
    }
    again = assert_counted(scene.post_id)
    assert again.public == {thread[name] for name in ("root", "child", "grandchild", "other")}
    assert again.below[thread["root"]] == 2


def test_a_reply_decided_while_hidden_counts_as_soon_as_it_is_back(
    scene: Scene, thread: dict[str, int]
) -> None:
    scene.decide(thread["root"], HOLD, with_replies=True)
    assert gained(scene, lambda: scene.decide(thread["waiting"], APPROVE)) == {"pending": -1, "approved": 1}
    assert gained(scene, lambda: scene.decide(thread["grandchild"], SPAM)) == {"approved": -1, "spam": 1}
    assert_counted(scene.post_id)
    assert gained(scene, lambda: scene.decide(thread["root"], APPROVE)) == {
        "pending": -1,
        "approved": 1,
        "public": 3,
    }
    assert_counted(scene.post_id)


def test_hidden_replies_come_back_with_an_approval_and_with_nothing_else(
    scene: Scene, thread: dict[str, int]
) -> None:
    scene.decide(thread["root"], REJECT, with_replies=True)
    for step in (
        partial(scene.edit, thread["root"], "Once more.", by=writer(thread["root"])),
        partial(scene.decide, thread["root"], SPAM),
        partial(scene.decide, thread["root"], HOLD),
        partial(scene.decide, thread["root"], TRASH),
        partial(scene.decide, thread["root"], RESTORE),
    ):
        step()
        assert assert_counted(scene.post_id).public == {thread["other"]}
    scene.decide(thread["root"], APPROVE)
    assert len(assert_counted(scene.post_id).public) == 4


def test_a_decision_without_its_replies_leaves_them_and_their_count(
    scene: Scene, thread: dict[str, int]
) -> None:
    assert gained(scene, lambda: scene.decide(thread["child"], REJECT)) == {
        "approved": -1,
        "public": -1,
        "rejected": 1,
    }
    again = assert_counted(scene.post_id)
    assert again.below == {thread["root"]: 1, thread["child"]: 1} | {
        number: 0 for name, number in thread.items() if name not in ("root", "child")
    }


def test_taking_the_replies_down_later_is_a_decision_of_its_own(scene: Scene, thread: dict[str, int]) -> None:
    scene.decide(thread["root"], REJECT)
    assert gained(scene, lambda: scene.decide(thread["root"], REJECT, with_replies=True)) == {"public": -2}
    assert scene.decide(thread["root"], REJECT).entry is None
    assert_counted(scene.post_id)


def test_hiding_a_large_subtree_takes_few_statements(scene: Scene) -> None:
    root = scene.comment(A)
    for _ in range(12):
        child = scene.comment(A, reply_to=root)
        scene.comment(A, reply_to=child)
    with count_statements(at_most=20):
        scene.decide(root, SPAM, with_replies=True)
    assert_counted(scene.post_id)


def test_another_posts_counters_stand_still(scene: Scene) -> None:
    other = make_post(scene.cast.dara.actor, published_at=LONG_AGO).id
    there = scene.comment(A, post_id=other)
    scene.decide(scene.comment(), APPROVE)
    scene.decide(there, SPAM)
    assert_counted(other)
    assert_counted(scene.post_id)
    assert_site_counted()
