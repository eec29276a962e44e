"""Lists and feeds show what stands before the "read more" mark, and their link leads to what stands behind it."""

import pytest

from tests.factories.posts import make_post
from tests.support.pages import inspect_page, text_of

pytestmark = pytest.mark.both_engines
BODY = "The ferry leaves *twice*.\n\nNobody asks who is on it.\n\n<!--more-->\n\n## Who is on it\n\nCooks."
LEAD = "The ferry leaves twice. Nobody asks who is on it."


@pytest.fixture
def marked(app, cast):
    def marked(**fields):
        with app.app_context():
            make_post(cast.chanthy.actor, title="Marked", slug="marked", **{"body": BODY, **fields})

    return marked


def card(client):
    page = inspect_page(client.get("/"))
    (link,) = page.xpath("//p[@class='post-card__more']/a[1]/@href")
    return text_of(page.xpath("//p[@class='post-card__excerpt']")[0]), link


def test_the_lead_is_the_excerpt_and_the_link_goes_on_behind_it(marked, client):
    marked()
    assert card(client) == (LEAD, "/posts/marked#more")
    page = inspect_page(client.get("/posts/marked"))
    assert [text_of(one) for one in page.xpath("//*[@id='more']")] == ["Who is on it"]
    assert "more--" not in client.get("/posts/marked").get_data(as_text=True)
    for feed in ("/feed.atom", "/feed.json"):
        told = client.get(feed).get_data(as_text=True)
        assert LEAD in told, feed


def test_an_excerpt_by_hand_wins_and_the_link_leads_to_the_beginning(marked, client):
    marked(excerpt="By hand.")
    assert card(client) == ("By hand.", "/posts/marked")


def test_without_a_mark_the_link_leads_to_the_beginning(marked, client):
    marked(body="All of it.")
    assert card(client) == ("All of it.", "/posts/marked")
