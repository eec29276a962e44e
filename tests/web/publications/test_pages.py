"""The list of publications, the page of one, and the posts that announce some."""

from datetime import date, timedelta

import pytest
from lxml import etree

from forum.domain.post_states import PostMove
from forum.operations.posts.drafts import PostDraft
from forum.operations.posts.moving import move_post
from forum.operations.posts.saving import save_post
from forum.operations.publications.counting import count_downloads
from forum.operations.publications.drafts import PublicationDraft
from forum.operations.publications.editions import set_cover
from forum.operations.publications.moving import move_publication
from forum.operations.publications.saving import save_publication
from forum.operations.settings import change_settings
from tests.factories.posts import BODY, make_post
from tests.factories.publications import make_edition, make_publication
from tests.factories.uploads import do_renditions, make_upload
from tests.support.moments import LONG_AGO, NOW, TOMORROW, YESTERDAY
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements


@pytest.fixture
def guide(app, cast):
    """A guidebook in English and Khmer, the English one with an earlier version, with a cover."""
    with app.app_context():
        by = cast.chanthy.actor
        cover = make_upload(app, by, alt="A boat on the way home")
        do_renditions(app, cover)
        made = make_publication(
            app,
            by,
            title="Coming home",
            summary="For those who return.",
            description="Written *together*.",
            credit="The network",
            editions=(("en", "pdf"), ("km", "pdf"), ("km", "docx")),
            published_at=None,
        )
        set_cover(made.id, cover, by=by, now=NOW)
        make_edition(app, made, by, "en", label="2nd edition", issued_on=date(2017, 3, 1), pages=88)
        return move_publication(made.id, PostMove.PUBLISH, by=by, now=YESTERDAY)


@pytest.mark.both_engines
def test_the_page_shows_what_can_be_had_in_which_language(client, guide) -> None:
    with count_statements(at_most=6):
        page = inspect_page(client.get("/publications/coming-home"))
    words = text_of(page)
    for said in ("Coming home", "For those who return.", "Written together.", "The network", "1 March 2017"):
        assert said in words
    rows = [[text_of(cell) for cell in row.xpath("./*")] for row in page.xpath("//tbody/tr")]
    assert [row[0] for row in rows[:2]] == ["English", "ខ្មែរ"]
    assert [row[-3:-1] for row in rows] == [["88", "2nd edition"], ["–", "1"], ["–", "1"]]
    assert page.xpath("//tbody//th/@lang") == ["en", "km"]
    links = page.xpath("//tbody//a")
    folder = "/publications/coming-home"
    assert [link.get("href") for link in links] == [
        f"{folder}/en.pdf",
        f"{folder}/km.pdf",
        f"{folder}/km.docx",
    ]
    assert text_of(links[0]) == "PDF, download: Coming home, English, 1 kB, 2nd edition"
    earlier = page.xpath("//details//a")
    assert [link.get("href") for link in earlier] == [f"{folder}/en/1.pdf"]
    (cover,) = page.xpath("//article//img")
    assert (cover.get("alt"), cover.get("src")[-5:]) == ("A boat on the way home", ".webp")
    beside_links = page.xpath("//meta[@property='og:image']/@content")
    assert beside_links == [f"http://localhost{cover.get('src')}"]
    for address in (*[link.get("href") for link in (*links, *earlier)], cover.get("src")):
        assert client.get(address).status_code == 200, address
    assert page.xpath("string(//meta[@name='description']/@content)") == "For those who return."
    assert "http://localhost/publications/feed.atom" in page.xpath("//link[@rel='alternate']/@href")


def test_the_count_is_shown_where_the_site_wants_it(app, cast, client, guide) -> None:
    with app.app_context():
        count_downloads({1: 41, 4: 1})
    assert "Downloads" not in text_of(inspect_page(client.get("/publications/coming-home")))
    with app.app_context():
        change_settings({"show_downloads": True}, by=cast.boun.actor, now=NOW)
    page = inspect_page(client.get("/publications/coming-home"))
    assert text_of(page.xpath("//tbody/tr[1]/td[6]")[0]) == "42", "of both versions"


def test_addresses_follow_a_publication_through_its_life(app, cast, client, frozen, guide) -> None:
    by = cast.chanthy.actor
    with app.app_context():
        draft = PublicationDraft("Home again", slug="zweite-fährte")
        save_publication(guide.id, draft, seen=2, by=by, now=NOW)
    for old in ("/publications/coming-home", f"/publications/id/{guide.id}"):
        answer = client.get(old)
        assert (answer.status_code, answer.location) == (301, "/publications/zweite-f%C3%A4hrte")
    with app.app_context():
        move_publication(guide.id, PostMove.UNPUBLISH, by=by, now=NOW)
    for gone in ("/publications/coming-home", "/publications/zweite-fährte", f"/publications/id/{guide.id}"):
        assert client.get(gone).status_code == 410
    with app.app_context():
        hidden = make_publication(app, by, title="A draft", published_at=None).id
        make_publication(app, by, title="A plan", published_at=TOMORROW, now=NOW)
    for never in ("/publications/a-draft", "/publications/a-plan", f"/publications/id/{hidden}"):
        assert client.get(never).status_code == 404


@pytest.mark.both_engines
def test_the_list_is_filtered_by_addresses_and_paged(app, cast, client) -> None:
    by = cast.chanthy.actor
    with app.app_context():
        change_settings({"posts_per_page": 2}, by=cast.boun.actor, now=NOW)
        for day, title, editions in (
            (1, "One", [("en", "pdf")]),
            (2, "Two", [("en", "pdf"), ("km", "docx")]),
            (3, "Three", [("km", "pdf")]),
            (4, "Four", [("en", "docx"), ("my", "pdf")]),
        ):
            at = LONG_AGO + timedelta(days=day)
            make_publication(app, by, title=title, editions=editions, published_at=at, now=at)
        make_publication(app, by, title="Hidden", editions=[("th", "pdf")], published_at=None)

    def listed(address: str) -> list[str]:
        found: list[str] = []
        while address:
            with count_statements(at_most=6):
                page = inspect_page(client.get(address))
            found += [text_of(one) for one in page.xpath("//article//h2")]
            address = next(iter(page.xpath("//a[@rel='next']/@href")), "")
        return found

    assert listed("/publications") == ["Four", "Three", "Two", "One"]
    assert listed("/publications?language=en") == ["Four", "Two", "One"]
    assert listed("/publications?format=docx") == ["Four", "Two"]
    assert listed("/publications?language=km&format=docx") == ["Two"]
    page = inspect_page(client.get("/publications?language=km"))
    assert page.findtext(".//h1") == "Publications in Khmer"
    ways = page.xpath("//div[contains(@class, 'publications-ways')]//a")
    assert [(one.get("href"), one.get("aria-current")) for one in ways] == [
        ("/publications", None),
        ("/publications?language=en", None),
        ("/publications?language=km", "true"),
        ("/publications?language=my", None),
        ("/publications?language=km", "true"),
        ("/publications?language=km&format=pdf", None),
        ("/publications?language=km&format=docx", None),
    ]
    for nowhere, status in (("language=th", 404), ("format=exe", 404), ("older=x", 400)):
        assert client.get(f"/publications?{nowhere}").status_code == status


@pytest.mark.both_engines
def test_a_post_announces_publications_and_they_name_it(app, cast, client, guide) -> None:
    by = cast.chanthy.actor
    with app.app_context():
        other = make_publication(app, by, title="Indicators", summary="Signs to look for.")
        hidden = make_publication(app, by, title="Not yet", published_at=None)
        numbers = (other.id, guide.id, hidden.id)
        post = make_post(by, title="Two new books", tags=("Work",), publications=numbers)
        make_post(by, title="A quiet draft", published_at=None, publications=(guide.id,))
    for address in ("/posts/two-new-books", "/posts/two-new-books?after=1"):
        with count_statements(at_most=8):
            page = inspect_page(client.get(address))
    cards = page.xpath("//section[@aria-labelledby='post-publications']//article")
    assert [text_of(card.xpath(".//h3")[0]) for card in cards] == ["Indicators", "Coming home"]
    assert "Signs to look for." in text_of(cards[0])
    assert "ខ្មែរ (PDF, 1 kB)" in text_of(cards[1])
    assert "Not yet" not in text_of(page)
    shown = inspect_page(client.get("/publications/coming-home"))
    assert shown.xpath("//section[@aria-labelledby='announced']//a/@href") == ["/posts/two-new-books"]
    with app.app_context():
        draft = PostDraft(title="Two new books", body=BODY, publications=(guide.id,))
        save_post(post.id, draft, seen=1, by=by, now=NOW)
    assert client.get("/posts/two-new-books.json").json["publications"] == [
        {"title": "Coming home", "url": "http://localhost/publications/coming-home"}
    ]
    with app.app_context():
        move_post(post.id, PostMove.UNPUBLISH, by=by, now=NOW)
    assert "Announced in" not in client.get("/publications/coming-home").text


ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.mark.both_engines
def test_the_feed_tells_of_each_with_all_its_editions(app, cast, client, guide) -> None:
    with app.app_context():
        make_publication(app, cast.chanthy.actor, title="Hidden", published_at=None)
    with count_statements(at_most=4):
        feed = etree.fromstring(client.get("/publications/feed.atom").data)
    (entry,) = feed.iterfind("a:entry", ATOM)
    assert entry.findtext("a:id", namespaces=ATOM) == f"http://localhost/publications/id/{guide.id}"
    assert entry.findtext("a:title", namespaces=ATOM) == "Coming home"
    assert entry.findtext("a:author/a:name", namespaces=ATOM) == "The network"
    html = entry.findtext("a:content", namespaces=ATOM)
    for part in (
        "/publications/coming-home/km.docx",
        "2nd edition",
        "<em>together</em>",
        "A boat on the way home",
    ):
        assert part in html
    assert 'href="/' not in html
    for kind in ("rss", "json"):
        answer = client.get(f"/publications/feed.{kind}")
        assert "Coming home" in answer.text
        again = client.get(f"/publications/feed.{kind}", headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
    places = client.get("/sitemap.xml").text
    assert "<loc>http://localhost/publications/coming-home</loc>" in places
    assert "hidden" not in places
