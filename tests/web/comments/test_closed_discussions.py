"""What the receipt offers in a closed discussion can be done there; under a post out of sight it offers nothing."""

from datetime import timedelta

import pytest

from forum.domain.comment_states import State
from forum.domain.post_states import PostMove
from forum.operations.posts.moving import move_post
from forum.operations.settings import change_settings
from forum.queries.moderation.queue import item_by_id
from tests.factories.comments import make_comment
from tests.support.forms import form_of
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of

CLOSINGS = pytest.mark.parametrize(
    "closed", [{"comments_mode": "closed"}, {"close_after_days": 1}], ids=["by hand", "by time"]
)


@pytest.fixture
def sent(app, cast, post):
    """``sent(State.REJECTED)``: a comment of Elin's; its number."""

    def comment(state=None):
        with app.app_context():
            return make_comment(post.id, by=cast.elin.actor, state=state, moderator=cast.ana.actor).id

    return comment


@CLOSINGS
@pytest.mark.parametrize("state", [State.PENDING, State.APPROVED, State.REJECTED])
def test_what_was_sent_before_can_be_corrected(app, cast, elin, frozen, sent, closed, state) -> None:
    number = sent(state)
    with app.app_context():
        change_settings(closed, by=cast.boun.actor, now=NOW)
    frozen.shift(timedelta(days=10).total_seconds())
    receipt = inspect_page(elin.get(f"/comments/{number}/receipt"))
    assert receipt.xpath(f"//a[@href='/comments/{number}/edit']")
    if state is State.REJECTED:
        assert "You can correct it and send it again, twice at most." in text_of(receipt)
    answer = elin.submit(
        elin.get(f"/comments/{number}/edit"), f"/comments/{number}/edit", body="What I meant.", intent="send"
    )
    assert answer.status_code == 303
    said = text_of(inspect_page(elin.get(answer.location)))
    assert "Comments on this post are closed; a moderator reads what is corrected there." in said
    with app.app_context():
        assert (item_by_id(number).state, item_by_id(number).body) == (State.PENDING, "What I meant.")


def test_the_desk_says_why_a_correction_there_waits(app, cast, elin, sign_in, sent) -> None:
    number = sent(State.APPROVED)
    with app.app_context():
        change_settings({"comments_mode": "closed"}, by=cast.boun.actor, now=NOW)
    page = elin.get(f"/comments/{number}/edit")
    elin.submit(page, f"/comments/{number}/edit", body="What I meant.", intent="send")
    item = inspect_page(sign_in(cast.ana).get(f"/desk/comments/{number}"))
    assert "comments are closed, so what is corrected waits" in text_of(item)


@pytest.mark.parametrize("move", [PostMove.UNPUBLISH, PostMove.TRASH], ids=str)
def test_under_a_post_out_of_sight_nothing_is_offered_and_a_text_is_given_back(
    app, cast, elin, post, sent, move
) -> None:
    waits, rejected = sent(), sent(State.REJECTED)
    forms = {one: form_of(elin.get(f"/comments/{one}/edit"), having="body") for one in (waits, rejected)}
    with app.app_context():
        move_post(post.id, move, by=cast.chanthy.actor, now=NOW)
    for number, form in forms.items():
        answer = elin.post(form.action, data=form.filled(body="Hours of work.", intent="send"))
        assert answer.status_code == 422
        shown = inspect_page(answer)
        assert "This post cannot be read at the moment" in text_of(shown)
        assert shown.xpath("//textarea[@name='body']")[0].text_content().strip() == "Hours of work."
        receipt = inspect_page(elin.get(f"/comments/{number}/receipt"))
        assert not receipt.xpath("//a[contains(@href, '/edit')]")
        assert receipt.xpath(f"//form[@action='/comments/{number}/withdrawal']")
    assert "send it again as soon as its post can be read again" in text_of(receipt)
