"""A page of the queue that is made while somebody's request is on its way: what that brings is told, and told once."""

import threading

import pytest
from lxml import html

from forum.adapters import clock
from forum.operations.comments import posting
from forum.web.comments import views
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.support.moments import LONG_AGO
from tests.support.pages import inspect_page, text_of

pytestmark = pytest.mark.both_engines
# Before the transaction, where the check outside may take two seconds; and in it, where others may have to wait.
MIDDLES = [(views, "findings_outside"), (posting, "keep_findings")]


@pytest.fixture
def post(app, cast):
    with app.app_context():
        return make_post(cast.chanthy.actor, slug="ferry", published_at=LONG_AGO).id


@pytest.fixture
def ana(sign_in, cast):
    return sign_in(cast.ana)


@pytest.fixture
def send(client, monkeypatch):
    """``send(middle, do)``: a guest's comment, in the midst of whose request somebody else does ``do``."""

    def send_while(middle, do) -> None:
        there, name = middle
        real = getattr(there, name)

        def slowly(*args, **more):
            monkeypatch.setattr(there, name, real)
            other = threading.Thread(target=do)
            other.start()
            other.join()
            return real(*args, **more)

        monkeypatch.setattr(there, name, slowly)
        form = client.get("/posts/ferry/comments/new")
        sent = client.submit(
            form, "/posts/ferry/comments", body="On its way.", author_name="Noy", intent="send"
        )
        assert sent.status_code == 303

    return send_while


def news_of(page) -> str:
    return inspect_page(page).xpath("//@data-news")[0] + "&items="


def told(ana, address: str) -> str:
    said = html.fromstring(ana.get(address).get_data(as_text=True)).xpath("//*[@data-arrived]")
    return text_of(said[0]).partition(" –")[0] if said else ""


@pytest.mark.parametrize("middle", MIDDLES, ids=["outside", "inside"])
def test_what_was_on_its_way_when_the_page_was_made_is_told(post, ana, send, middle) -> None:
    pages = []
    send(middle, lambda: pages.append(ana.get("/desk/moderation")))
    assert b"On its way." not in pages[0].data
    assert told(ana, news_of(pages[0])) == "One new comment"
    again = ana.get("/desk/moderation")
    assert b"On its way." in again.data
    assert told(ana, news_of(again)) == ""


@pytest.mark.parametrize("middle", MIDDLES, ids=["outside", "inside"])
def test_what_was_on_its_way_when_the_new_ones_were_shown_is_told(app, post, ana, send, middle) -> None:
    address = news_of(ana.get("/desk/moderation"))
    shown = []

    def show() -> None:
        news = html.fromstring(ana.get(address).get_data(as_text=True))
        shown.append(ana.get(news.xpath("//a[@data-show]/@href")[0]))

    def another_comes_and_is_shown() -> None:
        if middle[0] is views:  # within a transaction another one would wait for it
            with app.app_context():
                make_comment(post, body="Faster.", now=clock.now())
        show()

    if middle[0] is posting:
        with app.app_context():
            make_comment(post, body="Faster.", now=clock.now())
    send(middle, another_comes_and_is_shown)
    assert b"Faster." in shown[0].data
    assert b"On its way." not in shown[0].data
    assert told(ana, news_of(shown[0])) == "One new comment"
