"""A discussion that has closed takes nothing new; what was sent while it was open can still be put right."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from forum.domain.comment_states import MAX_RESUBMISSIONS, Decision, ReviewReason, Standing, State
from forum.domain.post_states import PostMove
from forum.operations.comments.appealing import appeal_comment
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.posts.moving import move_post
from forum.operations.rules import WordListDraft, save_word_list
from tests.invariants.recount import assert_counted, assert_site_counted
from tests.operations.moderation.scene import Scene, findings, log_of, refusal, standing, state, writer
from tests.support.moments import LONG_AGO, NOW

P, A, R, S, T = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM, State.TRASHED


def _by_hand(scene: Scene) -> None:
    scene.settle(comments_mode="closed")


def _by_time(scene: Scene) -> None:
    # Nothing but the closing would hold it.
    scene.settle(comments_mode="suspects", close_after_days=1)


CLOSINGS = pytest.mark.parametrize("close", [_by_hand, _by_time], ids=["by hand", "by time"])


@CLOSINGS
@pytest.mark.parametrize(
    ("old", "then", "found"),
    [
        (P, Standing(P, revision=2), ["mode:closed"]),
        (A, Standing(P, revision=2), ["mode:closed"]),
        (R, Standing(P, revision=2, resubmissions=1), ["mode:closed"]),
        (S, Standing(S, revision=2), ["mode:closed"]),
    ],
    ids=str,
)
def test_a_correction_in_a_closed_discussion_waits_and_says_why(
    scene: Scene, close: Callable[[Scene], None], old: State, then: Standing, found: list[str]
) -> None:
    number = scene.comment(old)
    close(scene)
    with refusal("comments_closed"):
        scene.comment(now=NOW)
    scene.edit(number, "What I meant is this.", by=writer(number), now=NOW)
    assert standing(number) == then
    assert findings(number) == found
    entry = log_of(number)[-1]
    ruled = ("comment.keep_back", "mode:closed") if old is A else ("comment.edit", "Mali")
    assert (entry.verb, entry.actor_name) == ruled
    assert_counted(scene.post_id)
    assert_site_counted()


@CLOSINGS
def test_the_tries_and_the_rules_hold_there_too(scene: Scene, close: Callable[[Scene], None]) -> None:
    save_word_list(None, WordListDraft("casino", "casino", action="refuse"), by=scene.ana, now=LONG_AGO)
    number, trashed = scene.comment(R), scene.comment(T)
    close(scene)
    with refusal("refused_by_rule"):
        scene.edit(number, "to the casino", by=writer(number))
    for attempt in range(MAX_RESUBMISSIONS):
        scene.edit(number, f"Attempt {attempt}.", by=writer(number))
        scene.decide(number, Decision.REJECT)
    with refusal("resubmitted_too_often"):
        scene.edit(number, "Once too often.", by=writer(number))
    with refusal("trashed_edit"):
        scene.edit(trashed, "Out of the trash.", by=writer(trashed))


@CLOSINGS
def test_there_one_can_appeal_and_take_back(scene: Scene, close: Callable[[Scene], None]) -> None:
    rejected, public = scene.comment(R), scene.comment(A)
    close(scene)
    appeal_comment(rejected, "Please look again.", by=writer(rejected), now=NOW)
    assert standing(rejected).appealed
    for number in (rejected, public):
        withdraw_comment(number, by=writer(number), now=NOW)
        assert standing(number).is_withdrawn


def test_what_the_staff_correct_there_stays_public_for_a_second_look(scene: Scene) -> None:
    number = scene.comment(by=scene.cast.chanthy.actor)
    scene.settle(comments_mode="closed")
    scene.edit(number, "Corrected.", by=scene.cast.chanthy.actor)
    assert standing(number) == Standing(A, revision=2, review=ReviewReason.EDITED)
    assert findings(number) == ["mode:closed"]


@pytest.mark.parametrize("moves", [(PostMove.UNPUBLISH,), (PostMove.TRASH,)], ids=str)
def test_under_a_post_out_of_sight_nothing_is_corrected(scene: Scene, moves: tuple[PostMove, ...]) -> None:
    numbers = [scene.comment(old) for old in (P, A, R)]
    for move in moves:
        move_post(scene.post_id, move, by=scene.cast.chanthy.actor, now=NOW)
    for number in numbers:
        before = state(number)
        with refusal("post_not_public"):
            scene.edit(number, "What I meant is this.", by=writer(number), now=NOW + timedelta(hours=1))
        assert state(number) is before
