"""Searching the queues: what the page says when it has not looked through all of them, and what it costs."""

from forum.queries.moderation import queue, short_ways
from tests.factories.comments import make_comment
from tests.support.moments import after
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements


def test_a_search_that_has_not_come_to_the_end_offers_to_look_further(app, ana, post, monkeypatch):
    monkeypatch.setattr(short_ways, "FEW", 0)
    monkeypatch.setattr(queue, "GLANCE", 2)
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


def test_a_page_with_every_filter_stays_within_its_budget(app, ana, post, monkeypatch):
    monkeypatch.setattr(short_ways, "FEW", 0)
    monkeypatch.setattr(queue, "GLANCE", 2)
    monkeypatch.setattr(queue, "WINDOW", 3)
    with app.app_context():
        for i in range(30):
            make_comment(post.id, body="A dam that is long enough to be taken for English.", now=after(i))
    filters = "q=dam&language=en&category=posts&rule=mode&writer=Mali&post=ferry"
    with count_statements(at_most=12):
        page = inspect_page(ana.get(f"/desk/moderation?{filters}"))
    assert page.xpath("//article")
