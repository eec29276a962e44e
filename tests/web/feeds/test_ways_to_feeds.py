"""Where readers find feeds, feeds in parts, and what programs are spared that have one already."""

import json
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from lxml import etree

from forum.web.feeds import views
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.support.moments import NOW, YESTERDAY
from tests.support.pages import inspect_page, text_of
from tests.web.feeds.format_rules import ATOM

SITE = "http://localhost"


@pytest.mark.both_engines
def test_a_language_has_a_list_and_feeds_and_readers_are_led_to_them(app, cast, client):
    with app.app_context():
        make_post(cast.chanthy.actor, title="Ferry")
        make_post(cast.chanthy.actor, title="เรือ", slug="boat", language="th")
        make_post(cast.chanthy.actor, title="船", slug="chuan", language="zh-Hans")
        make_post(cast.chanthy.actor, title="Hidden", language="lo", published_at=None)

    page = inspect_page(client.get("/languages/th"))
    assert text_of(page.find(".//h1")) == "ไทย"
    assert [text_of(one) for one in page.xpath("//article//h2")] == ["เรือ"]
    named = page.xpath("//link[@rel='alternate']/@href")
    assert named == [f"{SITE}/languages/th/feed.{kind}" for kind in ("atom", "rss", "json")]
    assert [text_of(one) for one in inspect_page(client.get("/languages/zh")).xpath("//article//h2")] == [
        "船"
    ]
    for missing in ("lo", "de", "t", "th%00", "%25"):
        assert client.get(f"/languages/{missing}").status_code == 404, missing
        assert client.get(f"/languages/{missing}/feed.rss").status_code == 404, missing
    answer = client.get("/feed.rss?language=th")
    assert (answer.status_code, answer.location) == (301, "/languages/th/feed.rss")

    assert client.get("/").get_data(as_text=True).count('href="/feeds"') == 1
    page = inspect_page(client.get("/feeds"))
    addresses = [one for one in page.xpath("//main//a/@href") if one.endswith((".atom", ".rss", ".json"))]
    assert {one.rpartition(".")[0] for one in addresses} == {
        "/feed",
        "/comments",
        "/publications/feed",
        "/languages/en/feed",
        "/languages/th/feed",
        "/languages/zh-Hans/feed",
        "/categories/posts/feed",
    }
    for address in addresses:
        assert client.get(address).status_code == 200


def links(body):
    return {one.get("rel"): one.get("href") for one in etree.fromstring(body).iterfind(f"{ATOM}link")}


@pytest.mark.both_engines
def test_what_is_older_is_a_part_of_its_own(app, cast, client, monkeypatch):
    monkeypatch.setattr(views, "POSTS", 2)
    monkeypatch.setattr(views, "COMMENTS", 3)
    with app.app_context():
        for number in range(5):
            post = make_post(cast.chanthy.actor, title=f"Post {number}", published_at=YESTERDAY)
        for number in range(7):
            make_comment(
                post.id, body=f"Thought {number}.", by=cast.ana.actor, now=NOW + timedelta(seconds=number)
            )

    for path, size, count in (("/feed", 2, 5), ("/comments", 3, 7)):
        address, seen, ids = f"{SITE}{path}.atom", [], set()
        while address:
            body = client.get(address.removeprefix(SITE)).data
            top, named = etree.fromstring(body), links(body)
            assert named["self"] == address
            assert named.get("first") == (None if not seen else f"{SITE}{path}.atom")
            entries = [one.text for one in top.iterfind(f"{ATOM}entry/{ATOM}id")]
            assert len(entries) == min(size, count - len(seen))
            seen += entries
            ids.add(top.findtext(f"{ATOM}id"))
            address = named.get("next")
        assert len(seen) == len(set(seen)) == count
        assert ids == {f"{SITE}{path}.atom"}, "a feed has one id, whichever part of it"
    following = json.loads(client.get("/feed.json").data)["next_url"]
    assert len(json.loads(client.get(following.removeprefix(SITE)).data)["items"]) == 2
    assert client.get("/feed.atom?older=nowhere").status_code == 400


def test_the_time_of_the_last_change_is_told_and_never_compared(app, cast, client):
    """What was taken down must not stay because nothing newer came."""
    with app.app_context():
        make_post(cast.chanthy.actor, published_at=YESTERDAY)
    first = client.get("/feed.atom")
    told = first.headers["Last-Modified"]
    assert parsedate_to_datetime(told) == YESTERDAY.replace(microsecond=0)
    assert client.get("/feed.atom", headers={"If-Modified-Since": told}).status_code == 200
    again = client.get(
        "/feed.atom", headers={"If-None-Match": first.headers["ETag"], "If-Modified-Since": told}
    )
    assert (again.status_code, again.data) == (304, b"")
    assert "Last-Modified" not in client.get("/comments.atom").headers
