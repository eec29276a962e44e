"""What somebody else did a moment ago, on another connection, counts: no verb decides on what its session remembers.

Reading before a verb would refresh what is remembered; so here nothing is read in between."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.db import transaction
from forum.domain.comment_states import Decision, State
from forum.domain.post_states import PostMove
from forum.domain.refusals import Conflict, NotFound, Refused
from forum.domain.screening import Mode
from forum.models import Category, Comment, Post
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.posts.moving import move_post
from tests.invariants.recount import assert_counted
from tests.operations.moderation.scene import Scene, row, standing, state, writer
from tests.support.moments import NOW

A, P = State.APPROVED, State.PENDING
Elsewhere = Callable[[Callable[[], object]], None]


@pytest.fixture
def elsewhere(engine_app: Flask) -> Elsewhere:
    """Does something in another context on another connection, while this session remembers all that it has seen."""

    def go(verb: Callable[[], object]) -> None:
        def in_context() -> None:
            with engine_app.app_context():
                verb()

        with transaction() as session:  # its end leaves what was seen as it was seen, and no snapshot open
            session.info["seen"] = [
                seen for kind in (Comment, Post, Category) for seen in session.scalars(sa.select(kind))
            ]
        with ThreadPoolExecutor(1) as pool:
            pool.submit(in_context).result()

    return go


@pytest.fixture
def remembered(scene: Scene) -> int:
    """A public comment."""
    return scene.comment(A)


def close_post() -> None:
    with transaction() as session:
        session.execute(sa.update(Post).values(comments_mode=Mode.CLOSED))


def test_a_post_closed_meanwhile_takes_no_comment(
    scene: Scene, remembered: int, elsewhere: Elsewhere
) -> None:
    elsewhere(close_post)
    with pytest.raises(Refused, match="comments_closed"):
        scene.comment()


def test_an_edit_under_a_post_closed_meanwhile_waits(
    scene: Scene, remembered: int, elsewhere: Elsewhere
) -> None:
    scene.settle(comments_mode="suspects")
    by = writer(remembered)
    version = row(remembered)["version"]
    elsewhere(close_post)
    scene.edit(remembered, "One more word.", by=by, seen=version)
    assert state(remembered) is P


def test_a_category_closed_meanwhile_takes_no_comment(
    scene: Scene, remembered: int, elsewhere: Elsewhere
) -> None:
    def close() -> None:
        with transaction() as session:
            session.execute(sa.update(Category).values(comments_mode=Mode.CLOSED))

    elsewhere(close)
    with pytest.raises(Refused, match="comments_closed"):
        scene.comment()


def test_a_post_unpublished_meanwhile_takes_no_comment(
    scene: Scene, remembered: int, elsewhere: Elsewhere
) -> None:
    by = scene.cast.chanthy.actor
    elsewhere(lambda: move_post(scene.post_id, PostMove.UNPUBLISH, by=by, now=NOW))
    with pytest.raises(NotFound, match="no_such_post"):
        scene.comment()


def test_a_comment_taken_down_meanwhile_is_not_answered(
    scene: Scene, remembered: int, elsewhere: Elsewhere
) -> None:
    elsewhere(lambda: scene.decide(remembered, Decision.TRASH))
    with pytest.raises(Refused, match="reply_target_gone"):
        scene.comment(reply_to=remembered)


def test_a_comment_decided_meanwhile_is_not_decided_by_its_old_version(
    scene: Scene, remembered: int, elsewhere: Elsewhere
) -> None:
    seen = row(remembered)["version"]
    elsewhere(lambda: scene.decide(remembered, Decision.SPAM))
    with pytest.raises(Conflict, match="changed_since"):
        scene.decide(remembered, Decision.REJECT, seen=seen)
    with pytest.raises(Conflict, match="changed_since"):
        scene.edit(remembered, "Not seen.", by=writer(remembered), seen=seen)


def test_a_reply_decided_meanwhile_is_counted_as_it_stands_when_its_thread_is_hidden(
    scene: Scene, remembered: int, elsewhere: Elsewhere
) -> None:
    replies = [scene.comment(A, reply_to=remembered), scene.comment(reply_to=remembered)]

    def change() -> None:
        scene.decide(replies[0], Decision.REJECT)
        scene.decide(replies[1], Decision.APPROVE)

    seen = row(remembered)["version"]
    elsewhere(change)
    scene.decide(remembered, Decision.HOLD, with_replies=True, seen=seen)
    assert_counted(scene.post_id)
    scene.decide(remembered, Decision.APPROVE)
    assert assert_counted(scene.post_id).public == {remembered, replies[1]}


def test_a_comment_taken_back_meanwhile_stays_so(scene: Scene, remembered: int, elsewhere: Elsewhere) -> None:
    by = writer(remembered)
    elsewhere(lambda: withdraw_comment(remembered, by=by, now=NOW))
    before = row(remembered)
    withdraw_comment(remembered, by=by, now=NOW)
    assert row(remembered) == before
    assert (state(remembered), standing(remembered).is_withdrawn) == (A, True)
