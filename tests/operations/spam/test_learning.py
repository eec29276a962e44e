"""What the spam score learns from the decisions of people, and from nothing else."""

import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.actors import Actor, ActorKind
from forum.domain.comment_states import Decision, State
from forum.domain.spam import features, from_bytes
from forum.models import Comment, SpamModel
from forum.operations.moderation.undoing import undo
from forum.operations.spam.learning import keep_trained, learn_from_decisions
from forum.queries.spam import current_model, lessons_between
from tests.operations.moderation.scene import Scene, row, writer
from tests.support.moments import LONG_AGO, NOW, after
from tests.support.statements import count_statements

LATER = after(minutes=2)


def stored() -> SpamModel:
    db.session.rollback()
    return db.session.execute(sa.select(SpamModel).execution_options(populate_existing=True)).scalar_one()


def counts() -> tuple[int, int]:
    return stored().spam, stored().ham


def test_approving_and_marking_as_spam_teach_and_nothing_else_does(scene: Scene) -> None:
    for decision in (Decision.APPROVE, Decision.SPAM, Decision.SPAM, Decision.REJECT, Decision.TRASH):
        scene.decide(scene.comment(body=f"Earn money, said {decision}"), decision)
    scene.comment()
    scene.comment(by=scene.ana)
    assert learn_from_decisions(now=LATER) == 3
    assert counts() == (2, 1)
    assert stored().version == 1
    assert stored().updated_at == LATER
    model = from_bytes(stored().weights)
    assert model is not None
    assert (model.spam, model.ham) == (2, 1)
    assert model.weight("earn money") > 0


def test_what_was_learned_is_not_learned_twice(scene: Scene) -> None:
    scene.decide(scene.comment(), Decision.SPAM)
    assert learn_from_decisions(now=LATER) == 1
    before = stored().weights
    assert learn_from_decisions(now=after(minutes=9)) == 0
    assert (stored().weights, stored().version, counts()) == (before, 1, (1, 0))
    scene.decide(scene.comment(), Decision.APPROVE, now=after(minutes=10))
    assert learn_from_decisions(now=after(minutes=12)) == 1
    assert (stored().version, counts()) == (2, (1, 1))


def test_a_decision_teaches_once_it_is_a_minute_old(scene: Scene) -> None:
    scene.decide(scene.comment(), Decision.SPAM)
    assert learn_from_decisions(now=after(59)) == 0
    assert learn_from_decisions(now=after(60)) == 1


def test_a_decision_that_was_taken_back_teaches_nothing(scene: Scene) -> None:
    entry = scene.decide(scene.comment(), Decision.SPAM).entry
    assert entry is not None
    undo(entry.id, by=scene.ana, now=after(20))
    assert learn_from_decisions(now=LATER) == 0
    assert counts() == (0, 0)


def test_what_was_spam_and_is_approved_after_all_teaches_ham(scene: Scene) -> None:
    number = scene.comment(State.SPAM)
    scene.decide(number, Decision.APPROVE)
    assert learn_from_decisions(now=LATER) == 1
    assert counts() == (0, 1)


def test_it_learns_the_text_that_was_decided_on(scene: Scene) -> None:
    number = scene.comment(body="Nothing but flowers")
    scene.decide(number, Decision.SPAM)
    scene.edit(number, "Something else entirely", by=writer(number), now=after(30))
    learn_from_decisions(now=LATER)
    model = from_bytes(stored().weights)
    assert model is not None
    assert model.weight("flowers") > 0 == model.weight("entirely")


def test_a_moderators_own_text_is_the_one_decided_on(scene: Scene) -> None:
    scene.decide(scene.comment(body="Call me on Monday"), Decision.APPROVE, body="Call me")
    learn_from_decisions(now=LATER)
    model = from_bytes(stored().weights)
    assert model is not None
    assert model.weight("call") < 0 == model.weight("monday")


def test_the_name_and_the_links_teach_too(scene: Scene) -> None:
    body = "See [this](https://casino.example/x)"
    scene.decide(scene.comment(body=body, name="Best Bonus"), Decision.SPAM)
    learn_from_decisions(now=LATER)
    model = from_bytes(stored().weights)
    assert model is not None
    assert min(model.weight("link:casino.example"), model.weight("name:bonus")) > 0


def test_a_comment_that_is_gone_teaches_nothing(scene: Scene) -> None:
    number = scene.comment()
    scene.decide(number, Decision.SPAM)
    with transaction() as session:
        session.execute(sa.delete(Comment).where(Comment.id == number))
    assert learn_from_decisions(now=LATER) == 0


def test_a_rule_teaches_nothing(scene: Scene) -> None:
    number = scene.comment()
    from forum.operations.log import record
    from tests.operations.moderation.scene import standing

    with transaction():
        at = standing(number)
        record(
            "comment.spam",
            by=Actor(ActorKind.RULE, "spam"),
            now=NOW,
            comment_id=number,
            before=at,
            after=at,
        )
    assert learn_from_decisions(now=LATER) == 0


def test_where_somebody_else_was_faster_nothing_is_kept(scene: Scene, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    scene.decide(scene.comment(), Decision.SPAM)
    learn_from_decisions(now=LATER)
    scene.decide(scene.comment(), Decision.SPAM, now=after(minutes=5))
    from forum.operations.spam import learning

    def meanwhile(*args: int):  # type: ignore[no-untyped-def]
        stretch = lessons_between(*args)
        model = from_bytes(stored().weights)
        assert model is not None
        keep_trained(model, learned_until=0, now=after(minutes=6))
        return stretch

    monkeypatch.setattr(learning, "lessons_between", meanwhile)
    assert learn_from_decisions(now=after(minutes=7)) == 0
    assert (stored().version, stored().learned_until, counts()) == (2, 0, (1, 0))


def test_a_model_that_cannot_be_read_is_begun_anew(scene: Scene) -> None:
    scene.decide(scene.comment(), Decision.SPAM)
    learn_from_decisions(now=LATER)
    with transaction() as session:
        session.execute(sa.update(SpamModel).values(weights=b"broken"))
    scene.decide(scene.comment(), Decision.APPROVE, now=after(minutes=5))
    assert learn_from_decisions(now=after(minutes=7)) == 2
    assert counts() == (1, 1)


def test_a_process_reads_the_weights_once_and_again_when_they_change(scene: Scene) -> None:
    assert current_model() is None
    scene.decide(scene.comment(body="Earn money"), Decision.SPAM)
    learn_from_decisions(now=LATER)
    first = current_model()
    assert first is not None
    with count_statements(at_most=1):
        assert current_model() is first
    scene.decide(scene.comment(), Decision.APPROVE, now=after(minutes=5))
    learn_from_decisions(now=after(minutes=7))
    second = current_model()
    assert second is not None
    assert (second.spam, second.ham) == (1, 1)
    with transaction() as session:
        session.execute(sa.update(SpamModel).values(weights=b"", version=9))
    assert current_model() is None


def test_learning_much_asks_little(scene: Scene) -> None:
    for number in range(12):
        scene.decide(scene.comment(), Decision.SPAM if number % 2 else Decision.APPROVE)
    with count_statements(at_most=7):
        assert learn_from_decisions(now=LATER) == 12


def test_training_stores_a_model_and_says_so_in_the_log(scene: Scene) -> None:
    scene.decide(scene.comment(now=LONG_AGO), Decision.SPAM)
    learn_from_decisions(now=LATER)
    model = from_bytes(stored().weights)
    assert model is not None
    model.learn(features("fine"), is_spam=False)
    keep_trained(model, learned_until=5, now=after(minutes=3))
    assert (stored().version, stored().learned_until, counts()) == (2, 5, (1, 1))
    newest = db.session.execute(
        sa.text("SELECT verb, actor_kind FROM log_entry ORDER BY id DESC LIMIT 1")
    ).one()
    assert tuple(newest) == ("spam.train", "system")
    assert row(1)["version"] == 2
