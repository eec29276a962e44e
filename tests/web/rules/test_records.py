"""How every rule did, and what the spam score knows."""

import pytest

from forum.domain.comment_states import State
from forum.domain.screening import Severity
from forum.operations.rules import WordListDraft, save_word_list
from forum.operations.spam.learning import learn_from_decisions
from forum.queries.rules import by_kind, records
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.operations.moderation.scene import Scene, scene
from tests.operations.spam.teaching import HAM, SPAM, teach
from tests.support.moments import LONG_AGO, after
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements

__all__ = ["scene"]


def test_a_rule_is_measured_by_what_became_of_what_it_held(scene: Scene) -> None:
    for name, action in (("Holds", Severity.HOLD), ("Notes", Severity.NOTE)):
        save_word_list(None, WordListDraft(name, "ferry", action=action), by=scene.ana, now=LONG_AGO)
    for state in (State.APPROVED, State.REJECTED, State.SPAM, None):
        scene.comment(state, body="A ferry, a ferry!")
    scene.comment(State.APPROVED, body="See https://a.example https://b.example https://c.example")
    with count_statements(at_most=2):
        found = records()
    kinds = by_kind(found)
    held, noted = found["words:1"], found["words:2"]
    assert (held.found, held.held, held.decided, held.approved) == (4, 4, 3, 1)
    assert held.precision == pytest.approx(2 / 3)
    assert (noted.found, noted.held, noted.decided, noted.precision) == (4, 0, 0, None)
    assert (kinds["words"].found, kinds["words"].held) == (8, 4)
    assert (found["links"].held, found["links"].precision) == (1, 0.0)
    assert kinds["mode"] == found["mode:everyone"]


def test_the_page_shows_every_rule_with_its_record(app, cast, frozen, sign_in) -> None:
    with app.app_context():
        post = make_post(cast.chanthy.actor)
        make_comment(post.id, state=State.REJECTED, moderator=cast.ana.actor)
    page = inspect_page(sign_in(cast.ana).get("/desk/rules"))
    others = text_of(page.xpath("//section[@aria-labelledby='others']")[0])
    for name in (
        "Who waits",
        "Links",
        "Repeats",
        "Speed",
        "History",
        "Personal data",
        "Spam score",
        "A rule failed",
    ):
        assert name in others
    assert "held: 1 · decided among them: 1 · approved as they stood: 0 · right about 100 %" in others
    assert "It has learned nothing yet." in others


def test_the_page_says_what_the_score_knows(app, cast, frozen, sign_in) -> None:
    with app.app_context():
        post = make_post(cast.chanthy.actor)
        teach()
        for state, body in ((State.SPAM, SPAM), (State.APPROVED, HAM)):
            for number in range(3):
                make_comment(post.id, body=f"{body} {number}", state=state, moderator=cast.ana.actor)
        learn_from_decisions(now=after(minutes=5))
    page = inspect_page(sign_in(cast.ana).get("/desk/rules"))
    words = text_of(page.xpath("//section[@aria-labelledby='others']")[0])
    assert "526 decisions have taught it: 263 spam, 263 not. It last learned on" in words
    assert "Speaks for spam" in words
    assert "Speaks against it" in words
    assert "count:" not in words
    assert "link:" not in words
