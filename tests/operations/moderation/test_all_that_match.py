"""A decision on all that match: many, in pieces, with conflicts told and one undo for all."""

from collections import Counter

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import Decision, State
from forum.domain.refusals import Conflict, Unavailable
from forum.domain.scopes import WHOLE_SITE
from forum.models import Comment
from forum.operations.moderation import pieces as pieces_of
from forum.operations.moderation.deciding import Choice, decide_many
from forum.operations.moderation.pieces import PIECE
from forum.operations.moderation.undoing import undo_batch
from forum.queries.moderation.history import newest_events
from forum.queries.moderation.matching import all_that_match
from forum.queries.moderation.narrowing import Filters
from tests.invariants.recount import assert_counted, assert_site_counted, site_counters
from tests.operations.moderation.scene import Scene, row, state, ways
from tests.support.databases import open_engine
from tests.support.moments import NOW, after

P, A, S = State.PENDING, State.APPROVED, State.SPAM


def states() -> Counter[State]:
    return Counter(db.session.scalars(sa.select(Comment.state)))


def test_two_hundred_with_one_conflict_and_then_one_undo(scene: Scene) -> None:
    numbers = [scene.comment(by=scene.elin, body=f"Boat number {n}.") for n in range(200)]
    other = scene.comment(body="Of something else.")
    seen = all_that_match(Filters(q="boat"), scope=WHOLE_SITE, limit=1_000)
    assert (seen.total, [number for number, _ in seen.pairs]) == (200, numbers)
    late = numbers[70]
    scene.decide(late, Decision.SPAM, by=scene.cast.boun.actor)
    newcomer = scene.comment(by=scene.elin, body="One more boat.")
    before = site_counters()
    batch, outcomes = decide_many(seen.pairs, Choice(Decision.APPROVE), by=scene.ana, now=NOW)
    refused = {one.comment_id: one.refusal for one in outcomes if one.refusal}
    assert list(refused) == [late]
    assert isinstance(refused[late], Conflict)
    event = newest_events([late])[late]
    assert (event.actor_name, event.verb) == ("Boun", "comment.spam")
    assert states() == {A: 199, S: 1, P: 2}
    assert [state(number) for number in (other, newcomer)] == [P, P]
    assert ways(numbers[71]) == [(P, A)]
    assert_counted(scene.post_id)
    back = undo_batch(batch, by=scene.cast.boun.actor, now=after(20))
    assert [one.refusal for one in back] == [None] * 199
    assert states() == {P: 201, S: 1}
    assert all(not ways(number) for number in numbers), "no letter is left"
    assert site_counters() == before
    assert_counted(scene.post_id)
    assert_site_counted()


def test_a_text_that_was_changed_after_it_was_shown_is_not_published(scene: Scene) -> None:
    number = scene.comment(by=scene.elin, body="As it was read.")
    seen = all_that_match(Filters(), scope=WHOLE_SITE, limit=10)
    scene.edit(number, "As nobody has read it.", by=scene.elin)
    _, (outcome,) = decide_many(seen.pairs, Choice(Decision.APPROVE), by=scene.ana, now=NOW)
    assert isinstance(outcome.refusal, Conflict)
    assert state(number) is P


def test_each_piece_is_done_before_the_next_begins(scene: Scene, database: str) -> None:
    """Others read, and could write, what stands between two pieces."""
    numbers = [scene.comment() for _ in range(2 * PIECE + 3)]
    engine = open_engine(database)
    done: list[int] = []

    def rest() -> None:
        with engine.connect().execution_options(forum_writes=True) as other, other.begin():
            approved = sa.select(sa.func.count()).where(Comment.state == A)
            done.append(other.scalar(approved) or 0)

    batch, outcomes = decide_many(
        [(number, 1) for number in numbers], Choice(Decision.APPROVE), by=scene.ana, now=NOW, rest=rest
    )
    assert done == [PIECE, 2 * PIECE]
    assert [one.comment_id for one in outcomes] == numbers
    assert len(undo_batch(batch, by=scene.ana, now=NOW, rest=rest)) == len(numbers)
    assert done[2:] == [PIECE + 3, 3]
    engine.dispose()


@pytest.mark.parametrize("piece", [0, 1])
def test_what_is_done_stands_where_the_database_has_no_time_for_the_rest(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    numbers = [scene.comment() for _ in range(4)]
    monkeypatch.setattr(pieces_of, "PIECE", 2)
    turns = iter(range(3))
    whole = pieces_of._piece

    def busy(pairs, do):
        if next(turns) == piece:
            raise Unavailable("database_busy", retry_after=5)
        return whole(pairs, do)

    monkeypatch.setattr(pieces_of, "_piece", busy)
    items = [(number, 1) for number in numbers]
    if piece == 0:
        with pytest.raises(Unavailable):
            decide_many(items, Choice(Decision.APPROVE), by=scene.ana, now=NOW)
        assert states() == {P: 4}
        return
    batch, outcomes = decide_many(items, Choice(Decision.APPROVE), by=scene.ana, now=NOW)
    assert [one.refusal and one.refusal.code for one in outcomes] == [None, None, *["database_busy"] * 2]
    assert [row(number)["state"] for number in numbers] == [A, A, P, P]
    assert len(undo_batch(batch, by=scene.ana, now=NOW)) == 2
    assert states() == {P: 4}
