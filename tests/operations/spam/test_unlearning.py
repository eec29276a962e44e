"""What was learned and does not hold any more is learned no more."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import Decision, ReasonCode, State
from forum.domain.spam import features, split_report
from forum.models import LogEntry, SpamModel
from forum.operations.moderation.deciding import Choice, decide_many
from forum.operations.moderation.undoing import undo, undo_batch
from forum.operations.spam import learning
from forum.operations.spam.learning import learn_from_decisions
from forum.queries.spam import current_model, lessons_between
from tests.operations.moderation.scene import Scene, row
from tests.support.moments import NOW, after
from tests.support.statements import count_statements

APPROVE, SPAM, REJECT, HOLD = Decision.APPROVE, Decision.SPAM, Decision.REJECT, Decision.HOLD
SHOP = "Earn money fast: cheap followers at our shop today, number"
VILLAGE = "The bridge in my village was built when I was a child, number"


def counts() -> tuple[int, int]:
    spam, ham = db.session.execute(sa.select(SpamModel.spam, SpamModel.ham)).one()
    return spam, ham


def weights() -> bytes:
    return db.session.scalars(sa.select(SpamModel.weights)).one()


def said_of(text: str) -> float:
    model = current_model()
    assert model is not None
    return model.probability(features(text, name="Mali"))


def taught(scene: Scene, times: int = 3) -> None:
    """Some decisions of each kind, learned."""
    for number in range(times):
        scene.decide(scene.comment(body=f"{SHOP} {number}"), SPAM)
        scene.decide(scene.comment(body=f"{VILLAGE} {number}"), APPROVE)
    assert learn_from_decisions(now=after(minutes=2)) == 2 * times


def test_a_decision_that_is_taken_back_after_it_was_learned_is_unlearned(scene: Scene) -> None:
    taught(scene)
    before = weights()
    entry = scene.decide(scene.comment(body=f"{VILLAGE} 9"), SPAM, now=after(minutes=3)).entry
    assert entry is not None
    assert learn_from_decisions(now=after(minutes=5)) == 1
    assert (counts(), weights() == before) == ((4, 3), False)
    undo(entry.id, by=scene.ana, now=after(hours=1))
    assert learn_from_decisions(now=after(hours=1, seconds=30)) == 0, "an undo, too, is a minute old first"
    assert learn_from_decisions(now=after(hours=2)) == 7
    assert (counts(), weights() == before) == ((3, 3), True)
    assert learn_from_decisions(now=after(hours=3)) == 0


# Learned first; what is decided about the same text then, and what the text teaches in the end (spam, ham).
CONTRARY: list[tuple[Decision, Decision, tuple[int, int]]] = [
    (SPAM, APPROVE, (3, 4)),
    (APPROVE, SPAM, (4, 3)),
    (SPAM, REJECT, (3, 3)),
    (APPROVE, REJECT, (3, 3)),
    (APPROVE, HOLD, (3, 3)),
    (SPAM, Decision.TRASH, (4, 3)),
    (APPROVE, Decision.TRASH, (3, 4)),
]


@pytest.mark.parametrize(("first", "then", "told"), CONTRARY)
def test_the_last_word_about_a_text_is_what_is_known_of_it(
    scene: Scene, first: Decision, then: Decision, told: tuple[int, int]
) -> None:
    taught(scene)
    number = scene.comment(body="A text between the two.")
    scene.decide(number, first, now=after(minutes=3))
    learn_from_decisions(now=after(minutes=5))
    entry = scene.decide(number, then, now=after(minutes=6)).entry
    assert entry is not None
    learn_from_decisions(now=after(minutes=8))
    assert counts() == told
    undo(entry.id, by=scene.ana, now=after(minutes=9))
    learn_from_decisions(now=after(minutes=11))
    assert counts() == ((4, 3) if first is SPAM else (3, 4))


def test_a_mistaken_batch_that_is_taken_back_leaves_nothing(scene: Scene) -> None:
    taught(scene, 10)
    items = [(scene.comment(body=f"{VILLAGE} {number} of many"), 1) for number in range(200)]
    before, judged = weights(), said_of(f"{VILLAGE} 7")
    batch, _ = decide_many(items, Choice(SPAM), by=scene.ana, now=after(minutes=3))
    assert learn_from_decisions(now=after(minutes=5)) == 200
    assert (counts(), said_of(f"{VILLAGE} 7") > judged) == ((210, 10), True)
    undo_batch(batch, by=scene.ana, now=after(hours=1))
    assert learn_from_decisions(now=after(hours=2)) > 0
    assert (counts(), weights() == before, said_of(f"{VILLAGE} 7")) == ((10, 10), True, judged)


def test_the_reports_of_a_training_hold_no_text_as_both(scene: Scene) -> None:
    for number in range(10):
        text = scene.comment(body=f"{SHOP} {number}")
        scene.decide(text, APPROVE)
        scene.decide(text, SPAM, now=after(minutes=1))
    until = db.session.scalar(sa.select(sa.func.max(LogEntry.id))) or 0
    lessons = lessons_between(0, until).lessons
    assert [lesson.is_spam for lesson in lessons] == [True] * 10
    learned, figures = split_report(lessons)
    assert (learned, {(one.spam, one.ham) for one in figures}) == (7, {(3, 0)})


def test_what_is_made_anew_knows_the_newest_decisions(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    taught(scene)
    monkeypatch.setattr(learning, "NEWEST", 4)
    number = scene.comment(body="A text between the two.")
    scene.decide(number, SPAM, now=after(minutes=3))
    learn_from_decisions(now=after(minutes=5))
    assert counts() == (4, 3)
    scene.decide(number, APPROVE, now=after(minutes=6))
    with count_statements(at_most=10):
        learn_from_decisions(now=after(minutes=8))
    # Of the newest four, one was contradicted by the newest.
    assert counts() == (1, 2)


@pytest.mark.parametrize("limit", [1, 2, 3, 500])
def test_in_whatever_stretches_it_is_the_same(scene: Scene, limit: int) -> None:
    numbers = [scene.comment(body=f"{SHOP} {number}") for number in range(4)]
    decide: Callable[..., object] = scene.decide
    for decision in (SPAM, APPROVE, HOLD, SPAM):
        for number in numbers[: 4 - len(decision) % 3]:
            decide(number, decision, reason=ReasonCode.OTHER, now=NOW)
    until = db.session.scalar(sa.select(sa.func.max(LogEntry.id))) or 0
    after_entry, kinds = 0, []
    while after_entry < until:
        stretch = lessons_between(after_entry, until, 0, limit)
        kinds += [lesson.is_spam for lesson in stretch.lessons]
        after_entry = stretch.last
    known = {State.SPAM: True, State.APPROVED: False}
    states = [State(row(number)["state"]) for number in numbers]
    assert sorted(kinds) == sorted(known[state] for state in states if state in known)
