"""What waits is scored anew after the spam score has learned, with its finding, a little at a time."""

import pytest
import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.comment_states import Decision, State
from forum.domain.screening import Severity
from forum.models import Comment, Finding, Job, SpamModel
from forum.operations.jobs import claim_job
from forum.operations.spam import rescoring
from forum.operations.spam.learning import learn_from_decisions
from forum.operations.spam.rescoring import go_on_rescoring, rescore_waiting
from forum.queries.spam import waiting_behind
from tests.operations.moderation.scene import Scene, everything, log_of, row, writer
from tests.operations.spam.teaching import HAM, SPAM, teach
from tests.support.moments import NOW, after
from tests.support.statements import count_statements


def found_by_score(number: int) -> list[tuple[int, Severity, float | None]]:
    rows = sa.select(Finding.revision, Finding.severity, Finding.score)
    return [
        tuple(one)
        for one in db.session.execute(rows.where(Finding.comment_id == number, Finding.rule == "spam"))
    ]


def rescore_all() -> int:
    changed, piece = 0, rescore_waiting(None)
    while piece.end is not None:
        changed, piece = changed + piece.changed, rescore_waiting(piece.end)
    return changed


def forget() -> None:
    with transaction() as session:
        session.execute(sa.delete(SpamModel))


def test_what_came_before_the_model_knew_anything_is_scored(scene: Scene) -> None:
    spam, ham = scene.comment(body=SPAM, name="Best Bonus"), scene.comment(body=HAM)
    decided = scene.comment(State.APPROVED, body=SPAM)
    gone = scene.comment(body=SPAM, withdrawn=True)
    before = [len(log_of(number)) for number in (spam, ham)]
    teach()
    assert rescore_all() == 2
    score = row(spam)["spam_score"]
    assert score > 0.9
    assert found_by_score(spam) == [(1, Severity.NOTE, round(score, 4))]
    assert row(ham)["spam_score"] < 0.2
    assert found_by_score(ham) == []
    assert [row(number)["spam_score"] for number in (decided, gone)] == [None, None]
    # No change of the comment: a moderator's decision in hand stays good, and the log says nothing.
    assert (row(spam)["version"], row(spam)["state"]) == (1, State.PENDING)
    assert [len(log_of(number)) for number in (spam, ham)] == before
    scene.decide(spam, Decision.APPROVE, seen=1)


def test_the_finding_follows_the_score_both_ways(scene: Scene) -> None:
    teach()
    number = scene.comment(body=SPAM, name="Best Bonus")
    assert len(found_by_score(number)) == 1
    forget()
    teach(20)
    rescore_all()
    weaker = row(number)["spam_score"]
    assert [score for _, _, score in found_by_score(number)] == [round(weaker, 4)]
    forget()
    rescore_all()
    assert (row(number)["spam_score"], found_by_score(number)) == (None, [])
    # What else was found stays.
    assert db.session.scalar(sa.select(sa.func.count()).where(Finding.comment_id == number)) == 1


def test_only_the_finding_of_the_text_that_stands_is_changed(scene: Scene) -> None:
    teach()
    number = scene.comment(body=SPAM)
    scene.edit(number, f"{SPAM}!", by=writer(number))
    (first, _) = found_by_score(number)
    forget()
    rescore_all()
    assert found_by_score(number) == [first]


def test_what_moves_by_next_to_nothing_is_not_written(scene: Scene) -> None:
    teach()
    scene.comment(body=SPAM)
    before = everything()
    with count_statements(at_most=3) as sent:
        assert rescore_all() == 0
    assert not any(statement.startswith("UPDATE") for statement in sent.sent)
    assert everything() == before


def test_a_text_that_changes_meanwhile_keeps_the_score_of_its_sending(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, decided = scene.comment(body=SPAM), scene.comment(body=SPAM)
    teach()
    real = rescoring.waiting_behind

    def meanwhile(*args: object, **more: int):  # type: ignore[no-untyped-def]
        waiting = real(*args, **more)  # type: ignore[arg-type]
        if waiting:
            scene.edit(number, HAM, by=writer(number))
            scene.decide(decided, Decision.APPROVE)
        return waiting

    monkeypatch.setattr(rescoring, "waiting_behind", meanwhile)
    assert rescore_waiting(None).changed == 0
    assert row(number)["spam_score"] < 0.2
    assert row(decided)["spam_score"] is None


def test_a_score_that_fails_leaves_what_there_is(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    teach()
    number = scene.comment(body=SPAM)
    score = row(number)["spam_score"]
    forget()
    teach(20)

    def broken(*_: object) -> list[str]:
        raise ValueError

    monkeypatch.setattr(rescoring, "marks_of", broken)
    assert rescore_all() == 0
    assert row(number)["spam_score"] == score


def test_pieces_are_small_and_others_can_write_between_them(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rescoring, "PIECE", 2)
    monkeypatch.setattr(rescoring, "PIECES", 2)
    numbers = [scene.comment(body=f"{SPAM}, {n}", now=after(minutes=n)) for n in range(5)]
    teach()
    rests: list[int] = []

    def rest() -> None:
        assert not db.session().in_transaction()
        rests.append(scene.comment(body=HAM, now=after(hours=1)))

    later = after(hours=2)
    assert go_on_rescoring({}, now=later, rest=rest) == 4
    assert len(rests) == 1
    job = claim_job("worker", now=later, lease_seconds=60)
    assert job is not None
    assert job.name == "score_waiting"
    assert [row(number)["spam_score"] is None for number in numbers] == [False] * 4 + [True]
    assert go_on_rescoring(job.payload, now=later, rest=rest) == 1
    assert not [one for one in waiting_behind(None, limit=99) if one.score is None]


def test_a_model_that_has_learned_meanwhile_is_asked_again(scene: Scene) -> None:
    scene.comment(body=SPAM)
    teach()
    go_on_rescoring({"model": [0, "another"]}, now=NOW, rest=lambda: None)
    waiting = db.session.execute(sa.select(Job.run_at, Job.payload).where(Job.name == "score_waiting")).all()
    assert [tuple(one) for one in waiting] == [(after(minutes=5), {})]
    go_on_rescoring({}, now=NOW, rest=lambda: None)
    assert db.session.scalar(sa.select(sa.func.count()).where(Job.name == "score_waiting")) == 1


def test_a_little_that_is_learned_reaches_what_waits(scene: Scene) -> None:
    """From the first decision that makes the model ready on, comments that came before have scores."""
    waits = scene.comment(body=SPAM, name="Best Bonus")
    teach(19)
    rescore_all()
    assert row(waits)["spam_score"] is None
    for body, decision in ((SPAM, Decision.SPAM), (HAM, Decision.APPROVE)):
        scene.decide(scene.comment(body=body, name="Best Bonus"), decision)
    assert learn_from_decisions(now=after(minutes=2)) == 2
    rescore_all()
    assert row(waits)["spam_score"] > 0.5
    assert db.session.scalar(sa.select(Comment.version).where(Comment.id == waits)) == 1
