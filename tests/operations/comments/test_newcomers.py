"""Who is a newcomer no longer, where newcomers are held."""

from dataclasses import replace

import pytest

from forum.domain.comment_states import Decision, State
from forum.queries.trials import specimens
from tests.factories.comments import WAYS
from tests.operations.moderation.scene import Scene, findings, standing, writer
from tests.support.moments import after

P, A, R, S, T = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM, State.TRASHED


def test_a_newcomer_is_trusted_once_approved_and_never_after_a_rejection(scene: Scene) -> None:
    scene.settle(comments_mode="newcomers", newcomers_need=2)
    first = scene.comment(by=scene.elin)
    assert (standing(first).state, findings(first)) == (P, ["mode:newcomers"])
    scene.decide(first, Decision.APPROVE)
    second = scene.comment(by=scene.elin)
    assert standing(second).state is P
    scene.decide(second, Decision.APPROVE)
    third = scene.comment(by=scene.elin)
    assert standing(third).state is A
    scene.decide(third, Decision.REJECT)
    assert standing(scene.comment(by=scene.elin)).state is P


@pytest.mark.parametrize(
    ("earlier", "counts"),
    [
        ((R,), True),
        ((S,), True),
        ((R, T), True),
        ((S, T), True),
        ((R, A), False),
        ((T,), False),
        ((A, T), False),
    ],
)
def test_spam_counts_as_rejected_and_the_trash_as_what_it_was(
    scene: Scene, earlier: tuple[State, ...], counts: bool
) -> None:
    scene.settle(comments_mode="newcomers")
    guest = writer(scene.comment(A))
    number = scene.comment(earlier[0], by=guest)
    for state in earlier[1:]:
        scene.decide(number, WAYS[state])
    assert standing(scene.comment(by=guest, now=after(9))).state is (P if counts else A)
    newest = next(specimens(with_tracks=True))
    assert newest.track.rejected == int(counts)


def test_trust_is_earned_by_an_edit_code_and_never_by_a_name(scene: Scene) -> None:
    scene.settle(comments_mode="newcomers")
    first = scene.comment(A, name="Mali")
    assert standing(scene.comment(by=writer(first), name="Somebody")).state is A
    assert standing(scene.comment(name="Mali")).state is P
    unconfirmed = replace(scene.elin, is_confirmed=False)
    scene.decide(scene.comment(by=unconfirmed), Decision.APPROVE)
    assert standing(scene.comment(by=unconfirmed)).state is P
