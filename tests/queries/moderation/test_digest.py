"""What the daily letter counts: what wants a moderator in any queue, each comment once."""

from datetime import timedelta

import pytest

from forum.db import db
from forum.domain.comment_states import Decision, State
from forum.domain.flags import FlagReason
from forum.domain.sanctions import SanctionKind, Writer
from forum.domain.scopes import Scope
from forum.models import Post
from forum.operations.comments.appealing import appeal_comment
from forum.operations.comments.flagging import FlagDraft, flag_comment
from forum.operations.sanctions import impose_sanction
from forum.queries.digest import Digest, Waiting, digest_at
from tests.operations.moderation.scene import Scene, standing, writer
from tests.support.moments import NOW

HOUR = timedelta(hours=1)


def flag(scene: Scene, number: int, *, hours_ago: int) -> None:
    draft = FlagDraft(FlagReason.INSULT)
    flag_comment(number, draft, by=scene.cast.dara.actor, now=NOW - hours_ago * HOUR)


@pytest.fixture
def flagged_of_a_muted(scene: Scene) -> int:
    """A comment that readers flagged; then its writer was muted and changed it, so that it waits aside."""
    number = scene.comment(State.APPROVED, by=scene.elin)
    flag(scene, number, hours_ago=5)
    muted, until = Writer(user_id=scene.elin.user_id), NOW + 48 * HOUR
    impose_sanction(muted, SanctionKind.MUTE, "Rest.", until=until, by=scene.ana, now=NOW)
    scene.edit(number, "Something quite new.", by=scene.elin)
    assert (standing(number).flagged, standing(number).muted) == (True, True)
    return number


def test_what_is_flagged_wants_a_moderator_though_its_writer_is_muted(
    scene: Scene, flagged_of_a_muted: int
) -> None:
    found = digest_at(NOW)
    assert found == Digest(None, None, flagged=Waiting(1, 5 * HOUR), flagged_only=1)
    assert found.total == 1
    category = db.session.get_one(Post, scene.post_id).category_id
    assert digest_at(NOW, Scope(categories=frozenset({category}))).total == 1
    assert digest_at(NOW, Scope(categories=frozenset({category + 1}))).total == 0


def test_each_comment_counts_once(scene: Scene, flagged_of_a_muted: int) -> None:
    scene.comment(now=NOW - 3 * HOUR)
    scene.comment(by=scene.elin, now=NOW)  # muted, and nobody flagged it: it waits aside and is in no letter
    seen, hidden = (scene.comment(State.APPROVED) for _ in range(2))
    flag(scene, seen, hours_ago=4)
    scene.settle(flags_hide_at=1)
    flag(scene, hidden, hours_ago=2)
    assert (standing(seen).state, standing(hidden).state) == (State.APPROVED, State.PENDING)
    rejected = scene.comment(State.REJECTED)
    appeal_comment(rejected, "Please.", by=writer(rejected), now=NOW - HOUR)
    found = digest_at(NOW)
    assert found == Digest(
        pending=Waiting(2, 3 * HOUR),
        second_look=Waiting(1, 4 * HOUR),
        appeals=Waiting(1, HOUR),
        flagged=Waiting(3, 5 * HOUR),
        flagged_only=1,
    )
    assert found.total == 5
    # A look answers: what is left is what still waits.
    scene.decide(flagged_of_a_muted, Decision.APPROVE)
    assert (digest_at(NOW).total, digest_at(NOW).flagged_only) == (4, 0)
