"""The sitemap names every public address and no other; robots.txt names the sitemap."""

import pytest
from lxml import etree

from forum.operations.posts.drafts import BelongingDraft, BylineDraft
from forum.web.feeds import sitemap
from tests.factories.posts import make_post
from tests.support.moments import LONG_AGO, YESTERDAY

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response.mimetype == "application/xml"
    return etree.fromstring(response.data)


def addresses(top):
    return [one.text.removeprefix("http://localhost") for one in top.iterfind(".//s:loc", SITEMAP)]


XHTML = "{http://www.w3.org/1999/xhtml}link"


def alternates(top):
    """The languages in which each address of a file is, with the last part of where."""
    return {
        addresses(url)[0]: {
            one.get("hreflang"): one.get("href").rpartition("/")[2] for one in url.iterfind(XHTML)
        }
        for url in top.iterfind("s:url", SITEMAP)
    }


@pytest.fixture
def posts(app, cast):
    with app.app_context():
        old = BelongingDraft(series="Ferries")
        make_post(cast.chanthy.actor, title="Old", published_at=LONG_AGO, belonging=old)
        make_post(cast.chanthy.actor, title="คู่มือ", bylines=(BylineDraft(name="Siri"),))
        make_post(
            cast.chanthy.actor,
            title="Draft",
            bylines=(BylineDraft(name="Hidden"),),
            published_at=None,
            belonging=BelongingDraft(series="Secret"),
        )


@pytest.mark.both_engines
def test_every_public_address_is_there_with_its_last_change(client, posts):
    top = read(client, "/sitemap.xml")
    found = addresses(top)
    lists = ["/categories/posts", "/series/ferries", "/people/chanthy", "/people/siri"]
    assert found == ["/", *lists, "/posts/old", found[-1]]
    changes = [one.text for one in top.iterfind(".//s:lastmod", SITEMAP)]
    assert changes[0] == f"{YESTERDAY:%Y-%m-%dT%H:%M:%SZ}"
    assert changes[1] == changes[2] == f"{LONG_AGO:%Y-%m-%dT%H:%M:%SZ}"
    for address in found:
        assert client.get(address).status_code == 200, address


@pytest.mark.both_engines
def test_a_large_site_has_an_index_and_no_file_beyond_it(app, cast, client, posts, monkeypatch):
    with app.app_context():
        belonging = BelongingDraft(translates_id=1)
        make_post(cast.chanthy.actor, slug="kao", title="เก่า", language="th", belonging=belonging)
    monkeypatch.setattr(sitemap, "FILE_HOLDS", 2)

    files = addresses(read(client, "/sitemap.xml"))
    assert files == [
        "/sitemaps/categories.xml",
        "/sitemaps/publications.xml",
        "/sitemaps/series.xml",
        "/sitemaps/people-1.xml",
        "/sitemaps/people-2.xml",
        "/sitemaps/posts-1.xml",
        "/sitemaps/posts-2.xml",
    ]
    everything = [address for file in files for address in addresses(read(client, file))]
    assert len(everything) == len(set(everything)) == 8
    # A translation stands in another file than its original, and each names both.
    named = [alternates(read(client, f"/sitemaps/posts-{n}.xml")) for n in (1, 2)]
    group = {"en": "old", "th": "kao", "x-default": "old"}
    assert [one["/posts/old"] for one in named if "/posts/old" in one] == [group]
    assert [one["/posts/kao"] for one in named if "/posts/kao" in one] == [group]
    assert not any(one.keys() >= {"/posts/old", "/posts/kao"} for one in named)
    for beyond in ("/sitemaps/posts-3.xml", "/sitemaps/people-3.xml", "/sitemaps/posts-0.xml"):
        assert client.get(beyond).status_code == 404


def test_robots_are_told_where_the_sitemap_is_and_what_is_not_for_them(client):
    response = client.get("/robots.txt")

    assert response.mimetype == "text/plain"
    lines = response.get_data(as_text=True).splitlines()
    assert "Sitemap: http://localhost/sitemap.xml" in lines
    assert "Disallow: /desk" in lines


@pytest.mark.both_engines
def test_a_text_names_its_languages(app, cast, client):
    with app.app_context():
        ferry = make_post(cast.chanthy.actor, title="Ferry")
        for slug, language, more in (("boat", "th", {}), ("hidden", "lo", {"published_at": None})):
            belonging = BelongingDraft(translates_id=ferry.id)
            make_post(cast.chanthy.actor, slug=slug, language=language, belonging=belonging, **more)
        make_post(cast.chanthy.actor, title="Alone")
        make_post(
            cast.chanthy.actor,
            slug="quiet",
            language="vi",
            belonging=BelongingDraft(translates_id=ferry.id, is_noindex=True),
        )
    named = alternates(read(client, "/sitemap.xml"))
    group = {"en": "ferry", "th": "boat", "x-default": "ferry"}
    assert named["/posts/ferry"] == named["/posts/boat"] == group
    assert named["/posts/alone"] == {}
    assert "/posts/quiet" not in named


def test_a_post_may_ask_to_be_left_out(app, cast, client):
    with app.app_context():
        make_post(cast.chanthy.actor, slug="quiet", belonging=BelongingDraft(is_noindex=True))
        make_post(cast.chanthy.actor, slug="loud")
    assert b'<meta name="robots" content="noindex">' in client.get("/posts/quiet").data
    assert client.get("/posts/quiet.md").headers["X-Robots-Tag"] == "noindex"
    assert b"noindex" not in client.get("/posts/loud").data
    assert "X-Robots-Tag" not in client.get("/posts/loud.json").headers
