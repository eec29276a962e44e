"""A moderator reads in words which rule decided how a comment stands."""

import pytest

from forum.operations.comments.editing import edit_comment
from forum.operations.settings import change_settings
from tests.factories.comments import AT_EASE, make_comment
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of


@pytest.fixture
def number(app, cast, post):
    """Elin's comment, which a mode let through, and whose new text another kept back."""
    with app.app_context():
        change_settings({"comments_mode": "suspects"}, by=cast.boun.actor, now=NOW)
        number = make_comment(post.id, by=cast.elin.actor).id
        change_settings({"comments_mode": "everyone"}, by=cast.boun.actor, now=NOW)
        edit_comment(number, "Other words.", seen=1, speed=AT_EASE, by=cast.elin.actor, now=NOW)
        return number


def test_the_history_and_the_log_name_the_rule(cast, sign_in, number):
    ana = sign_in(cast.ana)
    history = text_of(inspect_page(ana.get(f"/desk/comments/{number}")))
    assert "The rule that holds only suspects: Let appear at once (Waiting → Approved)" in history
    assert "The rule that holds everyone: Kept back for a moderator (Approved → Waiting)" in history
    log = text_of(inspect_page(ana.get("/desk/log")))
    assert f"The rule that holds only suspects let appear at once comment {number} on The ferry" in log
    assert f"The rule that holds everyone kept back for a moderator comment {number} on The ferry" in log


def test_whoever_was_too_late_is_told_the_rule(cast, sign_in, number):
    ana = sign_in(cast.ana)
    page = ana.get("/desk/moderation?state=pending")
    answer = ana.submit(page, f"/desk/comments/{number}/decisions", decision="approve", seen="1")
    assert answer.status_code == 409
    assert "Kept back for a moderator · The rule that holds everyone" in text_of(inspect_page(answer))
