"""Who may decide: moderators and administrators; authors about their own posts where the site says so."""

from contextlib import suppress

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import STRANGER, SYSTEM, Actor, ActorKind
from forum.domain.comment_states import Decision, State
from forum.domain.refusals import NotAllowed, NotFound
from forum.models import Post
from forum.operations.moderation.deciding import Choice, decide_many
from forum.operations.moderation.undoing import undo, undo_batch
from tests.factories.people import make_category, make_moderator_of, scoped_actor
from tests.operations.moderation.scene import Scene, log_of, refusal, row, state, writer
from tests.support.moments import NOW

A, P = State.APPROVED, State.PENDING


def may_decide(scene: Scene, by: Actor) -> bool:
    """Tries each way of deciding; they all say the same."""
    number = scene.comment()
    with suppress(NotAllowed):
        scene.decide(number, Decision.APPROVE, by=by)
    allowed = state(number) is A
    other = scene.comment()
    _, (outcome,) = decide_many([(other, 1)], Choice(Decision.SPAM), by=by, now=NOW)
    assert (outcome.refusal is None) is allowed
    decided = scene.comment()
    batch, _ = decide_many([(decided, 1)], Choice(Decision.APPROVE), by=scene.ana, now=NOW)
    entry = log_of(decided)[-1].id
    if not allowed:
        with refusal("may_not_moderate", NotAllowed):
            undo(entry, by=by, now=NOW)
        with refusal("no_such_decision", NotFound):  # a batch with nothing of theirs is not there for them
            undo_batch(batch, by=by, now=NOW)
        assert state(decided) is A
    else:
        undo(entry, by=by, now=NOW)
        assert state(decided) is P
    return allowed


def test_readers_guests_and_strangers_decide_nothing(scene: Scene) -> None:
    guest = writer(scene.comment())
    impostor = Actor(ActorKind.GUEST, "Ana", id=scene.cast.ana.id, is_confirmed=True)
    for by in (scene.elin, guest, impostor, STRANGER, SYSTEM):
        assert not may_decide(scene, by)


def test_moderators_and_administrators_decide_everywhere(scene: Scene) -> None:
    assert may_decide(scene, scene.ana)
    assert may_decide(scene, scene.cast.boun.actor)


@pytest.mark.parametrize("allowed", [False, True])
def test_authors_decide_about_their_own_posts_where_the_site_says_so(scene: Scene, allowed: bool) -> None:
    scene.settle(authors_moderate_own=allowed)
    assert may_decide(scene, scene.cast.chanthy.actor) is allowed
    assert not may_decide(scene, scene.cast.dara.actor)  # somebody else's post
    assert not may_decide(scene, scene.elin)


def test_a_moderator_of_categories_decides_in_them_and_nowhere_else(scene: Scene) -> None:
    category = db.session.scalar(sa.select(Post.category_id).where(Post.id == scene.post_id)) or 0
    other = make_category(scene.cast, "Court news")
    fai = make_moderator_of(scene.cast, [other])
    assert not may_decide(scene, scoped_actor(fai, [other]))
    assert may_decide(scene, scoped_actor(fai, [category]))


def test_a_post_that_moves_takes_its_comments_along(scene: Scene) -> None:
    """What counts is where the post stands at the decision, not where it stood when the page was shown."""
    other = make_category(scene.cast, "Court news")
    fai = scoped_actor(make_moderator_of(scene.cast, [other]), [other])
    number = scene.comment()
    db.session.execute(sa.update(Post).where(Post.id == scene.post_id).values(category_id=other))
    db.session.commit()
    scene.decide(number, Decision.APPROVE, by=fai)
    assert state(number) is A


def test_a_writer_decides_nothing_about_the_own_comment(scene: Scene) -> None:
    number = scene.comment(by=scene.elin)
    with refusal("may_not_moderate", NotAllowed):
        scene.decide(number, Decision.APPROVE, by=scene.elin)
    assert row(number)["version"] == 1
