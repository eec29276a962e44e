"""A form that was sent already, was open for long, or comes in pieces: no words are lost or misplaced."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.post_states import PostMove
from forum.models import Comment, OldSlug, Post
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.posts.moving import move_post
from tests.factories.comments import make_comment
from tests.support.forms import form_of
from tests.support.moments import NOW, TOMORROW
from tests.support.pages import inspect_page, text_of

AT = "/posts/ferry/comments"


def filled(browser, path=f"{AT}/new", **values):
    form = form_of(browser.get(path))
    return form.action, form.filled(
        **{"body": "Half past five.", "author_name": "Soe", "intent": "send", **values}
    )


def stored(app):
    """Text and parent of every comment, oldest first."""
    with app.app_context():
        rows = db.session.execute(sa.select(Comment.body, Comment.parent_id).order_by(Comment.id))
        return [tuple(row) for row in rows]


def given_back(answer):
    return [area.text_content().lstrip("\n") for area in inspect_page(answer).iter("textarea")]


def move(app, post):
    """Gives the post another address, as its editor does."""
    with app.app_context():
        db.session.add(OldSlug(slug="ferry", post_id=post.id))
        db.session.get_one(Post, post.id).slug = "the-ferry"
        db.session.commit()


def test_a_corrected_text_from_the_same_form_is_stored(client, app, post):
    action, values = filled(client)
    first = client.post(action, data=values)
    second = client.post(action, data=values | {"body": "Half past six, of course."})
    assert first.location != second.location
    assert "Half past six, of course." in client.get(second.location).get_data(as_text=True)
    assert stored(app) == [("Half past five.", None), ("Half past six, of course.", None)]


def test_a_corrected_text_that_is_sent_eight_times_at_once_is_one_comment(client, app, post):
    action, values = filled(client)
    client.post(action, data=values)
    cookie = client.get_cookie("forum").value

    def send(_):
        browser = app.test_client()
        browser.set_cookie("forum", cookie)
        return browser.post(action, data=values | {"body": "Half past six."})

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert len(stored(app)) == 2


def drafts_done(page):
    return inspect_page(page).xpath("//@data-draft-done")


def test_the_receipt_names_the_draft_that_was_sent_and_names_it_once(client, app, cast, post):
    with app.app_context():
        root = make_comment(post.id, by=cast.ana.actor).id
    _, root_form = filled(client)
    form = client.get(f"{AT}/new?reply_to={root}")
    name = inspect_page(form).xpath("//form/@data-draft")
    answer = client.submit(form, body="To you.", author_name="Soe", intent="send")
    assert client.head(answer.location).status_code == 200
    assert drafts_done(client.get(answer.location)) == name == [f"{post.id}-{root}"]
    assert drafts_done(client.get(answer.location)) == []
    own = client.post(AT, data=root_form)
    assert drafts_done(client.get(answer.location)) == [], "another comment's receipt"
    assert drafts_done(client.get(own.location)) == [str(post.id)]


def test_a_form_from_before_the_post_moved_still_works(client, app, post):
    action, values = filled(client)
    move(app, post)
    moved = client.get(f"{AT}/new?reply_to=7")
    assert (moved.status_code, moved.location) == (301, "/posts/the-ferry/comments/new?reply_to=7")
    preview = client.post(action, data=values | {"intent": "preview"})
    assert preview.status_code == 200
    assert form_of(preview).action == "/posts/the-ferry/comments"
    refused = client.post(action, data=values | {"body": ""})
    assert (refused.status_code, form_of(refused).action) == (422, "/posts/the-ferry/comments")
    assert client.post(action, data=values).status_code == 303
    assert stored(app) == [("Half past five.", None)]


@pytest.mark.parametrize("how", ["unpublished", "trashed", "scheduled", "moved and trashed", "never"])
@pytest.mark.parametrize("intent", ["send", "preview"])
def test_a_post_that_is_gone_meanwhile_has_no_form_and_gives_the_text_back(
    client, app, cast, post, how, intent
):
    action, values = filled(client, intent=intent)
    if how == "moved and trashed":
        move(app, post)
    with app.app_context():
        if how == "unpublished":
            move_post(post.id, PostMove.UNPUBLISH, by=cast.chanthy.actor, now=NOW)
        elif how == "scheduled":
            db.session.get_one(Post, post.id).published_at = TOMORROW
            db.session.commit()
        elif "trashed" in how:
            move_post(post.id, PostMove.TRASH, by=cast.chanthy.actor, now=NOW)
    if how == "never":
        action = "/posts/no-such-post/comments"
    status = 404 if how in ("scheduled", "never") else 410
    expired = app.test_client().post(action, data=values)
    for answer in (client.post(action, data=values), expired):
        assert answer.status_code == status
        assert {"Half past five.", "Soe"} <= set(given_back(answer))
        assert inspect_page(answer).xpath("//main//form") == []
    assert client.get(action + "/new").status_code == status
    assert stored(app) == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"intent": "bogus"}, "Please choose what to do with this comment."),
        ({"intent": None}, "Please choose what to do with this comment."),
        ({"reply_to": "12abc"}, "The comment that you answered is no longer here."),
        ({"reply_to": "12abc", "intent": "preview"}, "The comment that you answered is no longer here."),
        ({"reply_to": "٣"}, "The comment that you answered is no longer here."),
        ({"reply_to": str(2**31)}, "The comment that you answered is no longer here."),
    ],
)
def test_nothing_is_sent_that_was_not_asked_for(client, app, post, values, said):
    action, good = filled(client)
    answer = client.post(
        action, data={name: text for name, text in (good | values).items() if text is not None}
    )
    assert answer.status_code == 422
    assert said in text_of(inspect_page(answer))
    assert given_back(answer) == ["Half past five."]
    assert stored(app) == []
    assert client.submit(answer, intent="send").status_code == 303


def test_an_answer_stays_an_answer_whatever_else_is_refused(client, app, cast, post):
    with app.app_context():
        root = make_comment(post.id, by=cast.ana.actor).id
    action, values = filled(client, f"{AT}/new?reply_to={root}", body=" ")
    again = client.post(action, data=values)
    assert client.submit(again, body="To you.", intent="send").status_code == 303
    assert stored(app)[-1] == ("To you.", root)


def test_what_can_be_no_answer_any_more_becomes_a_comment_only_when_that_was_said(client, app, cast, post):
    with app.app_context():
        root = make_comment(post.id, by=cast.ana.actor).id
    action, values = filled(client, f"{AT}/new?reply_to={root}", body=" ")
    with app.app_context():
        withdraw_comment(root, by=cast.ana.actor, now=NOW)
    again = client.post(action, data=values)
    assert again.status_code == 422
    assert "The comment that you wanted to answer is no longer here." in text_of(inspect_page(again))
    assert client.submit(again, body="To all.", intent="send").status_code == 303
    assert stored(app)[-1] == ("To all.", None)


def number_of(client):
    """The number of a comment that this browser has just sent."""
    action, values = filled(client)
    return int(client.post(action, data=values).location.split("/")[2])


def test_a_correction_that_must_wait_says_how_long(client, app, post):
    number = number_of(client)
    form = form_of(client.get(f"/comments/{number}/edit"))
    for n in range(20):
        answer = client.post(
            form.action, data=form.filled(body=f"Half past {n}.", intent="send") | {"seen": n + 1}
        )
        if answer.status_code == 429:
            break
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert given_back(answer) == [f"Half past {n}."]
    bogus = client.post(form.action, data=form.filled(body="Half past.", intent="bogus"))
    assert (bogus.status_code, given_back(bogus)) == (422, ["Half past."])


def test_who_tries_too_many_edit_codes_is_told_how_long_to_wait(client):
    page = client.get("/my-comments")
    for _ in range(50):
        answer = client.submit(page, code="AAAA-BBBB-CCCC-DDDD")
        if answer.status_code != 422:
            break
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
