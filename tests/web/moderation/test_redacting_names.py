"""A name that tells too much: the moderator sees the span and presses one key, and readers never meet that name."""

import pytest

from forum.domain.comment_states import Decision
from forum.operations.moderation.deciding import Choice, decide
from tests.factories.comments import make_comment
from tests.support.forms import form_of
from tests.support.moments import NOW
from tests.support.pages import inspect_page, text_of

NAME = "Nary <081 234 5678>"
READ = [
    "/posts/ferry",
    "/posts/ferry/comments/new",
    "/posts/ferry/comments.atom",
    "/posts/ferry/comments.rss",
    "/posts/ferry/comments.json",
    "/comments.atom",
    "/comments.rss",
    "/comments.json",
    "/",
    "/moderation-log",
]


@pytest.fixture
def guest_writes(client):
    """``guest_writes()``: sends a comment under that name by the form; the address of its receipt."""

    def written():
        form = form_of(client.get("/posts/ferry/comments/new"))
        values = {"body": "Thank you.", "author_name": NAME, "intent": "send"}
        answer = client.post(form.action, data=form.filled(**values))
        if answer.status_code != 303:  # asked once more, because of the name
            form = form_of(answer, having="body")
            answer = client.post(form.action, data=form.filled(intent="send"))
        assert answer.status_code == 303
        return answer.location

    return written


@pytest.fixture
def anonymous(app):
    return app.test_client()


def number_of(receipt):
    return int(receipt.split("/")[2])


def redact(browser, number):
    form = form_of(browser.get("/desk/moderation"), f"/desk/comments/{number}/decisions")
    return browser.post(form.action, data=form.filled(redact="1"))


def test_the_span_is_marked_and_one_press_takes_it_out(ana, post, guest_writes):
    receipt = guest_writes()
    page = inspect_page(ana.get("/desk/moderation"))
    (name,) = page.xpath("//b[contains(@class, 'queue-item__name')]")
    assert (text_of(name), [text_of(one) for one in name.iter("mark")]) == (NAME, ["081 234 5678"])
    assert "a phone number: 081 234 5678 (in the name)" in text_of(page)
    assert len(page.xpath("//button[@name='redact'][@aria-keyshortcuts='m']")) == 1
    assert redact(ana, number_of(receipt)).status_code == 303
    history = inspect_page(ana.get(f"/desk/comments/{number_of(receipt)}"))
    for aside in history.xpath("//bdi"):
        aside.drop_tree()
    assert "Comment by Nary <[…]>" in text_of(history.xpath("//h1")[0])
    (change,) = history.xpath("//p[starts-with(normalize-space(), 'The name:')]")
    assert [text_of(one) for one in change.iter("del", "ins")] == ["081 234 5678", "[…]"]


def test_no_reader_meets_the_name_before_or_after(app, cast, ana, anonymous, post, guest_writes):
    number = number_of(guest_writes())

    def meets(words):
        pages = [*READ, f"/posts/ferry/comments/new?reply_to={number}", f"/comments/{number}/flags/new"]
        return [path for path in pages if words in anonymous.get(path).get_data(as_text=True)]

    assert meets("5678") == meets("Nary") == []
    redact(ana, number)
    with app.app_context():
        answer = make_comment(post.id, reply_to=number, body="So do I.")
        decide(answer.id, Choice(Decision.APPROVE), seen=1, by=cast.ana.actor, now=NOW)
    assert meets("5678") == []
    shown = {"/posts/ferry", "/posts/ferry/comments.json", "/comments.atom", "/comments.rss"}
    assert {*shown, f"/posts/ferry/comments/new?reply_to={number}"} <= set(meets("Nary"))


def test_the_writer_sees_what_became_of_the_name(ana, client, post, guest_writes):
    receipt = guest_writes()
    redact(ana, number_of(receipt))
    page = inspect_page(client.get(receipt))
    for aside in page.xpath("//bdi"):
        aside.drop_tree()
    (change,) = page.xpath("//main//*[h2[@id='change']]")
    assert "The name: Nary <081 234 5678[…]>" in text_of(change)
    assert change.xpath(".//*[@class='diff']") == []  # the text is as it was
    mine = text_of(inspect_page(client.get("/my-comments")))
    assert "What was changed" in mine


def test_who_was_late_is_told_of_the_name_too(app, cast, ana, post, guest_writes):
    number = number_of(guest_writes())
    form = form_of(ana.get("/desk/moderation"), f"/desk/comments/{number}/decisions")
    with app.app_context():
        decide(number, Choice(Decision.APPROVE, redact=True), seen=1, by=cast.boun.actor, now=NOW)
    late = ana.post(form.action, data=form.filled(decision="spam"))
    assert late.status_code == 409
    assert "The name:" in text_of(inspect_page(late))
