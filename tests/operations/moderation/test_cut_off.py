"""A bulk decision whose process dies in the middle: what is done stands, and one press takes all of it back."""

import os
import signal
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.db import db
from forum.domain.comment_states import Decision, State
from forum.domain.refusals import NotFound
from forum.domain.scopes import WHOLE_SITE, Scope
from forum.models import LogEntry
from forum.operations.moderation import pieces
from forum.operations.moderation.deciding import Choice, decide_many
from forum.operations.moderation.undoing import undo_batch
from forum.queries.moderation.batches import batch_of
from tests.factories.people import make_category, make_moderator_of, scoped_actor
from tests.factories.posts import make_post
from tests.invariants.recount import assert_counted, assert_site_counted, site_counters
from tests.operations.moderation.scene import Scene, refusal, row, state, ways
from tests.support.moments import LONG_AGO, NOW, after

P, A, S = State.PENDING, State.APPROVED, State.SPAM


def in_a_process_that_dies(do: Callable[[Callable[[], None]], object], *, after_pieces: int) -> None:
    """Runs ``do(rest)`` in a process that is killed when it rests for that many times."""
    db.session.remove()
    db.engine.dispose()
    child = os.fork()
    if child == 0:
        rests = iter(range(1, 1_000))

        def rest() -> None:
            if next(rests) == after_pieces:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            do(rest)
        finally:
            os._exit(1)  # it should not have come so far
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL


def only_batch() -> str:
    """The name that all entries of the only batch bear."""
    (name,) = db.session.scalars(sa.select(LogEntry.batch).where(LogEntry.batch.is_not(None)).distinct())
    assert name is not None
    return name


@pytest.fixture
def numbers(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    monkeypatch.setattr(pieces, "PIECE", 3)
    return [scene.comment(by=scene.elin) for _ in range(10)]


def test_what_was_done_is_taken_back_by_one_press(scene: Scene, numbers: list[int]) -> None:
    before = site_counters()
    items = [(number, 1) for number in numbers]
    choice = Choice(Decision.APPROVE)
    in_a_process_that_dies(
        lambda rest: decide_many(items, choice, by=scene.ana, now=NOW, rest=rest), after_pieces=2
    )
    assert [state(number) for number in numbers] == [A] * 6 + [P] * 4
    assert_counted(scene.post_id)
    batch = only_batch()
    found = batch_of(batch, scope=WHOLE_SITE)
    assert found is not None
    assert (found.decision, found.made_by, found.at, found.n, found.stand) == ("approve", "Ana", NOW, 6, 6)
    assert [one.id for one in found.members] == numbers[:6]
    back = undo_batch(batch, by=scene.cast.boun.actor, now=after(20))
    assert [(one.comment_id, one.refusal) for one in back] == [(number, None) for number in numbers[:6]]
    assert [state(number) for number in numbers] == [P] * 10
    assert site_counters() == before
    assert_counted(scene.post_id)
    assert_site_counted()
    assert all(not ways(number) for number in numbers), "no letter is left"


def test_taking_back_that_was_cut_off_goes_on(scene: Scene, numbers: list[int]) -> None:
    before = site_counters()
    batch, _ = decide_many([(one, 1) for one in numbers], Choice(Decision.SPAM), by=scene.ana, now=NOW)
    in_a_process_that_dies(
        lambda rest: undo_batch(batch, by=scene.ana, now=after(1), rest=rest), after_pieces=1
    )
    found = batch_of(batch, scope=WHOLE_SITE)
    assert found is not None
    assert (found.n, found.stand) == (10, 7)
    assert [one.is_as_decided for one in found.members] == [False] * 3 + [True] * 7
    assert [one.refusal for one in undo_batch(batch, by=scene.ana, now=after(2))] == [None] * 10
    assert site_counters() == before
    found = batch_of(batch, scope=WHOLE_SITE)
    assert found is not None
    assert found.stand == 0


def test_the_same_press_again_does_the_rest_and_both_are_known(scene: Scene, numbers: list[int]) -> None:
    items = [(number, 1) for number in numbers]
    choice = Choice(Decision.APPROVE)
    in_a_process_that_dies(
        lambda rest: decide_many(items, choice, by=scene.ana, now=NOW, rest=rest), after_pieces=1
    )
    first = only_batch()
    second, outcomes = decide_many(items, choice, by=scene.ana, now=after(1))
    assert [one.entry_id is None for one in outcomes] == [True] * 3 + [False] * 7
    assert all(one.refusal is None for one in outcomes)
    found = [batch_of(name, scope=WHOLE_SITE) for name in (first, second)]
    assert [one.stand for one in found if one] == [3, 7]


def test_who_moderates_a_part_sees_and_takes_back_that_part(scene: Scene) -> None:
    mine = make_category(scene.cast, "Guides")
    there = make_post(scene.cast.dara.actor, category_id=mine, published_at=LONG_AGO).id
    own, foreign = scene.comment(post_id=there), scene.comment()
    batch, _ = decide_many([(own, 1), (foreign, 1)], Choice(Decision.SPAM), by=scene.ana, now=NOW)
    fai = scoped_actor(make_moderator_of(scene.cast, [mine]), [mine])
    found = batch_of(batch, scope=Scope(categories=frozenset({mine})))
    assert found is not None
    assert (found.n, [one.id for one in found.members]) == (1, [own])
    assert batch_of(batch, scope=Scope(author_id=scene.cast.elin.id)) is None
    assert [one.comment_id for one in undo_batch(batch, by=fai, now=after(1))] == [own]
    assert (row(own)["state"], row(foreign)["state"]) == (P, S)
    alone, _ = decide_many(
        [(foreign, row(foreign)["version"])], Choice(Decision.TRASH), by=scene.ana, now=NOW
    )
    with refusal("no_such_decision", NotFound):
        undo_batch(alone, by=fai, now=after(2))


def test_there_is_no_batch_of_no_name(engine_app: Flask) -> None:
    with engine_app.app_context():
        assert batch_of("none", scope=WHOLE_SITE) is None
