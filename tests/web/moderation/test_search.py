"""Searching the queues: what the page says when it has not looked through all of them, and what it costs."""

import pytest

from forum.domain.actors import Actor, ActorKind
from forum.domain.comment_states import State
from forum.domain.text import GUESSED
from forum.operations.comments.appealing import appeal_comment
from forum.queries.moderation import queue, short_ways
from tests.factories.comments import make_comment
from tests.support.moments import after
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements


def test_a_search_that_has_not_come_to_the_end_offers_to_look_further(app, ana, post, monkeypatch):
    monkeypatch.setattr(short_ways, "FEW", 0)
    monkeypatch.setattr(queue, "WINDOW", 3)
    with app.app_context():
        numbers = [make_comment(post.id, body="x", now=after(i)).id for i in range(3)]
        numbers.append(make_comment(post.id, body="The dam.", now=after(4)).id)
    page = inspect_page(ana.get("/desk/moderation?q=dam"))
    assert not page.xpath("//article")
    assert "Nothing so far" in text_of(page)
    further = page.xpath("//a[@rel='next']")[0]
    assert text_of(further) == "Look further"
    page = inspect_page(ana.get(further.get("href")))
    assert page.xpath("//article/@id") == [f"comment-{numbers[-1]}"]
    assert not page.xpath("//a[@rel='next']")


@pytest.mark.parametrize("filters", ["q=dam", "writer=Soe", "age=older:9999"])
def test_where_nothing_fits_the_rest_of_the_queue_is_a_press_away(app, ana, post, filters):
    with app.app_context():
        make_comment(post.id), make_comment(post.id)
    page = inspect_page(ana.get(f"/desk/moderation?{filters}"))
    (said,) = page.xpath("//p[@class='empty']")
    assert text_of(said) == (
        "Nothing fitsNo comment in this queue fits the filter. "
        "In this queue without the filter: 2. Clear the filter"
    )
    assert said.xpath("a/@href") == ["/desk/moderation?state=pending"]
    (waiting,) = inspect_page(ana.get("/desk/moderation")).xpath("//p[@data-all-read]")
    assert "Every comment has been read." in text_of(waiting)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("state=approved", "This queue is empty."),
        ("state=approved&writer=Mali", "In this queue without the filter: 1. Clear the filter"),
    ],
)
def test_the_end_that_the_keys_come_to_says_what_was_read(app, cast, ana, post, query, said):
    with app.app_context():
        make_comment(post.id, state=State.APPROVED, moderator=cast.boun.actor)
    (end,) = inspect_page(ana.get(f"/desk/moderation?{query}")).xpath("//p[@data-all-read]")
    assert said in text_of(end)
    assert "read" not in text_of(end)


def test_a_page_with_every_filter_stays_within_its_budget(app, ana, post, monkeypatch):
    monkeypatch.setattr(short_ways, "FEW", 0)
    monkeypatch.setattr(queue, "WINDOW", 3)
    with app.app_context():
        for i in range(30):
            make_comment(post.id, body="A dam that is long enough to be taken for English.", now=after(i))
    filters = "q=dam&language=en&category=posts&rule=mode&writer=Mali&post=ferry"
    with count_statements(at_most=12):
        page = inspect_page(ana.get(f"/desk/moderation?{filters}"))
    assert page.xpath("//article")


def test_so_does_a_page_of_appeals_with_every_filter(app, cast, ana, post, monkeypatch):
    monkeypatch.setattr(short_ways, "FEW", 0)
    monkeypatch.setattr(queue, "WINDOW", 4)
    body = "A dam that is long enough to be taken for English."
    with app.app_context():
        for i in range(3):
            made = make_comment(
                post.id, body=body, state=State.REJECTED, moderator=cast.boun.actor, now=after(i)
            )
            writer = Actor(ActorKind.GUEST, "", id=made.guest_id, is_confirmed=True)
            appeal_comment(made.id, "Please look again.", by=writer, now=after(i + 1))
    filters = "q=dam&language=en&category=posts&rule=mode&writer=Mali&post=ferry&age=newer:9999"
    with count_statements(at_most=12):
        page = inspect_page(ana.get(f"/desk/moderation?state=appeals&{filters}"))
    assert len(page.xpath("//article")) == 3


def test_every_language_that_letters_tell_can_be_asked_for(app, ana, post):
    with app.app_context():
        make_comment(post.id, body="Thank you for this article")
        russian = make_comment(post.id, body="Спасибо за эту статью").id
    (offered,) = inspect_page(ana.get("/desk/moderation")).xpath("//select[@name='language']")
    names = {option.get("value"): text_of(option) for option in offered.xpath("option")}
    assert list(names) == ["", *GUESSED]
    assert (names["ru"], names["ar"]) == ("Russian", "Arabic")
    page = inspect_page(ana.get("/desk/moderation?language=ru"))
    assert page.xpath("//article/@id") == [f"comment-{russian}"]
