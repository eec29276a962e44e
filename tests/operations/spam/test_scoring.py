"""What a new comment's score does, and what it never does."""

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain import spam
from forum.domain.comment_states import Decision, State
from forum.domain.screening import Severity
from forum.models import Finding
from forum.operations.comments import scores
from forum.operations.spam.learning import learn_from_decisions
from forum.queries.own_comments import own_comment
from tests.operations.moderation.scene import Scene, log_of, row, standing, writer
from tests.operations.spam.teaching import HAM, SPAM, teach
from tests.support.moments import NOW, after
from tests.support.statements import count_statements


def found_by_score(number: int) -> list[Finding]:
    return list(
        db.session.scalars(sa.select(Finding).where(Finding.comment_id == number, Finding.rule.like("%spam")))
    )


def test_a_comment_keeps_its_score_and_the_words_that_made_it(scene: Scene) -> None:
    teach()
    number = scene.comment(body=SPAM)
    score = row(number)["spam_score"]
    assert score > 0.9
    (finding,) = found_by_score(number)
    assert (finding.rule, finding.severity, finding.score) == ("spam", Severity.NOTE, round(score, 4))
    words = dict(finding.detail["words"])
    assert {"earn", "link:casino.example"} & set(words) or len(words) == 6
    assert all(weight > 0 for weight in words.values())


def test_what_does_not_look_like_spam_has_a_score_and_no_finding(scene: Scene) -> None:
    teach()
    number = scene.comment(body=HAM)
    assert row(number)["spam_score"] < 0.2
    assert found_by_score(number) == []


def test_before_the_model_knows_anything_there_is_no_score(scene: Scene) -> None:
    assert row(scene.comment(body=SPAM))["spam_score"] is None
    teach(spam.ENOUGH_OF_EACH - 1)
    number = scene.comment(body=SPAM)
    assert row(number)["spam_score"] is None
    assert found_by_score(number) == []


def test_an_edited_text_is_scored_again(scene: Scene) -> None:
    teach()
    number = scene.comment(body=SPAM)
    scene.edit(number, HAM, by=writer(number))
    assert row(number)["spam_score"] < 0.2
    scene.edit(number, SPAM, by=writer(number))
    assert row(number)["spam_score"] > 0.9
    assert [finding.revision for finding in found_by_score(number)] == [1, 3]


def test_a_score_holds_nobody_and_publishes_nobody(scene: Scene) -> None:
    teach()
    scene.settle(comments_mode="suspects", max_links=5)
    assert standing(scene.comment(body=SPAM)).state is State.APPROVED
    scene.settle(comments_mode="everyone")
    assert standing(scene.comment(body=HAM)).state is State.PENDING


def test_by_itself_it_puts_spam_with_the_spam_where_the_site_says_so(scene: Scene) -> None:
    teach()
    number = scene.comment(body=SPAM, name="Best Bonus")
    assert row(number)["spam_score"] >= 0.99
    assert standing(number).state is State.PENDING
    scene.settle(spam_by_itself=True)
    number = scene.comment(body=SPAM, name="Best Bonus", now=NOW)
    assert standing(number).state is State.SPAM
    assert [(entry.verb, entry.actor_kind, entry.actor_name, entry.version) for entry in log_of(number)] == [
        ("comment.post", "guest", "Best Bonus", 1),
        ("comment.spam_by_rule", "rule", "spam", 1),
    ]
    assert [finding.rule for finding in found_by_score(number)] == ["spam"]
    assert scene.counters()["spam"] == (1, 1)
    assert scene.counters()["public"] == (0, 0)
    # Its writer learns nothing of that.
    own = own_comment(number, by=writer(number), now=NOW)
    assert own is not None
    assert own.shown_state is State.PENDING
    # A person may see it otherwise.
    scene.decide(number, Decision.APPROVE)
    assert standing(number).state is State.APPROVED
    assert learn_from_decisions(now=after(minutes=5)) == 1


@pytest.mark.parametrize("what", ["few decisions", "staff", "edited"])
def test_and_otherwise_it_does_not(scene: Scene, what: str) -> None:
    teach(249 if what == "few decisions" else 260)
    scene.settle(spam_by_itself=True)
    if what == "staff":
        number = scene.comment(body=SPAM, by=scene.ana)
        assert standing(number).state is State.APPROVED
        return
    number = scene.comment(body=HAM if what == "edited" else SPAM, name="Best Bonus")
    if what == "edited":
        scene.edit(number, SPAM, by=writer(number))
        assert row(number)["spam_score"] > 0.9
    assert standing(number).state is State.PENDING


def test_a_score_that_fails_holds(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    teach()
    scene.settle(comments_mode="suspects")

    def broken(*_: object, **__: object) -> list[str]:
        raise ValueError("no")

    monkeypatch.setattr(scores, "features", broken)
    number = scene.comment(body=HAM)
    assert standing(number).state is State.PENDING
    assert row(number)["spam_score"] is None
    assert [(one.rule, one.severity) for one in found_by_score(number)] == [
        ("rule_failed:spam", Severity.HOLD)
    ]


def test_scoring_asks_one_small_question(scene: Scene) -> None:
    teach()
    scene.comment(body=SPAM)
    with count_statements() as with_model:
        scene.comment(body=HAM)
    assert sum("spam_model" in statement for statement in with_model.sent) == 1
    assert not any("weights" in statement for statement in with_model.sent)
