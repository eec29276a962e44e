"""The report of broken links: those in our own posts, and those that readers followed."""

from urllib.parse import quote

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.broken_links import A_MINUTE
from forum.models import MissingAddress
from forum.operations.posts.drafts import BylineDraft, PostDraft
from forum.operations.posts.saving import save_post
from forum.operations.publications.editions import remove_version
from forum.web.broken_links import report as reports
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.factories.publications import make_edition, make_publication
from tests.factories.uploads import make_upload
from tests.support.moments import LONG_AGO, NOW, YESTERDAY
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements

PAGE = "/desk/broken-links"
HEADING = "แรงงานข้ามชาติในประเทศไทย"


def noted(app):
    with app.app_context():
        rows = db.session.execute(
            sa.select(MissingAddress.address, MissingAddress.hits, MissingAddress.came_from).order_by(
                MissingAddress.id
            )
        )
        return [tuple(row) for row in rows]


def broken(page):
    return [
        [text_of(one) for one in row.xpath("p/span")]
        for row in page.xpath("//section[@aria-labelledby='inside']//li")
    ]


@pytest.mark.both_engines
def test_links_of_our_posts_that_lead_nowhere_are_listed(app, cast, sign_in, frozen):
    with app.app_context():
        picture = make_upload(app, cast.chanthy.actor)
        old = make_post(cast.dara.actor, title="Old", body="A note.[^1]\n\n[^1]: There.", tags=("Law",))
        body = "A note.[^1]\n\n## ค่าแรง\n\nPaid.\n\n[^1]: There."
        renamed = PostDraft(title="New", body=body, slug="new", tags=("Law",))
        save_post(old.id, renamed, seen=old.version, by=cast.dara.actor, now=NOW)
        comment = make_comment(old.id, by=cast.ana.actor).id
        hidden = make_comment(old.id).id
        make_post(cast.dara.actor, slug="draft", published_at=None, tags=("Secret",))
        make_post(
            cast.chanthy.actor,
            slug="led",
            old_addresses=("/2017/led.html", "/?p=107"),
            bylines=(BylineDraft(name="Siri"),),
        )
        make_post(cast.chanthy.actor, slug="chinese", language="zh-Hans")
        make_post(cast.chanthy.actor, language="lo", published_at=None)
        draft = make_publication(app, cast.chanthy.actor, published_at=None).id
        guide = make_publication(
            app,
            cast.chanthy.actor,
            slug="guide",
            title="Guide",
            description="[x](/posts/never) [x](/posts/new)",
        )
        wrong = make_edition(app, guide, cast.chanthy.actor)
        make_edition(app, guide, cast.chanthy.actor)
        remove_version(guide.id, wrong, by=cast.chanthy.actor, now=NOW)
        good = [
            "/",
            "/posts/new",
            "/posts/old",
            "/posts/new.md",
            "/posts/new/comments.atom",
            f"/p/{old.id}",
            f"/media/{picture}/ferry.jpg",
            "/categories/posts",
            "/tags/law/feed.atom",
            "/people/siri",
            "/archive/2017",
            "/search?q=x",
            "/2017/led.html",
            "/?p=107",
            f"/comments/{comment}",
            "/posts/new#fn-1",
            f"/posts/new#{quote('h-ค่าแรง')}",
            f"/posts/new#comment-{comment}",
            "/posts/new#comments",
            "/posts/new#post-publications",
            "/publications/guide",
            "/publications/guide/en.pdf",
            "/publications/guide/en/1.pdf",
            "/publications/guide/en/3.pdf",
            f"/publications/id/{guide.id}",
            "/languages/zh",
            "/languages/zh-Hans/feed.rss",
            "/publications",
            "http://localhost/posts/new",
            "https://elsewhere.example/posts/none",
            "mailto:us@example.org",
        ]
        bad = [
            "/posts/none",
            "/posts/draft",
            "/posts/none.json",
            "/p/9999",
            "/categories/none",
            "/tags/secret",
            "/people/nobody/feed.rss",
            "/series/none",
            "/2017/other.html",
            "/?p=108",
            "/publications/none",
            "/publications/guide/th.pdf",
            "/publications/guide/en/2.pdf",
            f"/publications/id/{draft}",
            "/languages/lo",
            "/languages/zh-Hant/feed.atom",
            f"/comments/{hidden}",
            "http://localhost/nothing-here",
        ]
        no_place = ["/posts/new#fn-9", "/posts/new#h-wages", f"/posts/new#comment-{hidden}"]
        body = "\n\n".join(f"[x]({address})" for address in (*good, *bad, *no_place))
        make_post(
            cast.chanthy.actor,
            slug="links",
            title="Links",
            body=f"![Boat](/media/{picture}/ferry.jpg)\n\n{body}",
        )

    with count_statements(at_most=12):
        answer = sign_in(cast.boun).get(PAGE)
    page = inspect_page(answer)
    assert broken(page) == [
        ["/posts/never", "Nothing is there."],
        *([address, "Nothing is there."] for address in bad),
        *([address, "The page is there, the place on it is not."] for address in no_place),
    ]
    assert {text_of(one) for one in page.xpath("//section[@aria-labelledby='inside']//li/a")} == {
        "Guide",
        "Links",
    }


def test_posts_are_looked_through_in_parts(app, cast, sign_in, frozen, monkeypatch):
    with app.app_context():
        make_post(cast.chanthy.actor, slug="older", body="[x](/posts/one)", published_at=LONG_AGO)
        make_post(cast.chanthy.actor, slug="newer", body="[x](/posts/two) [x](/posts/three)")
    monkeypatch.setattr(reports, "TEXTS", 1)
    monkeypatch.setattr(reports, "LINKS", 1)
    boun = sign_in(cast.boun)
    page = inspect_page(boun.get(PAGE))
    assert [address for address, _ in broken(page)] == ["/posts/two"]
    assert "not all of them were looked at" in text_of(page)
    (older,) = page.xpath("//a[@rel='next']/@href")
    page = inspect_page(boun.get(older))
    assert [address for address, _ in broken(page)] == ["/posts/one"]
    assert not page.xpath("//a[@rel='next']")


@pytest.mark.both_engines
def test_what_readers_do_not_find_is_counted_without_them(app, cast, client, sign_in, frozen):
    with app.app_context():
        make_post(cast.chanthy.actor, slug="ferry")
        make_post(cast.chanthy.actor, slug="draft", published_at=None)
    here = "http://localhost"
    for address, referrer in (
        ("/2017/old.html?utm_source=letter", f"{here}/posts/ferry?from=3#x"),
        ("/2017/old.html", "https://search.example/?q=my+secret"),
        ("/posts/none", f"{here}/preview/a-link-that-nobody-made"),
        ("/posts/none", f"{here}/desk/posts/1/edit"),
        ("/tags/none", f"{here}/posts/draft"),
        ("/tags/none", f"{here}/"),
        ("/tags/none", f"{here}/languages/my-secret-text"),
        # As long as a message, and yet a link of ours.
        (f"/posts/{HEADING}", f"{here}/posts/ferry"),
    ):
        assert client.get(address, headers={"Referer": referrer}).status_code == 404
    # Nobody's broken links, and what may be somebody's secret.
    for address in (
        "/wp-login.php",
        "/preview/none",
        "/mali@example.org",
        "/comments/99",
        "/x/9f86d081884c7d659a2f",
        "/ฉันชื่อมะลิอยู่บ้านเลขที่12ช่วยด้วย",
    ):
        assert client.get(address).status_code == 404
    client.post("/nothing-here")
    # Those who keep the site are no readers.
    assert sign_in(cast.chanthy).get("/posts/draft").status_code == 404
    assert noted(app) == [
        ("/2017/old.html", 2, "/posts/ferry"),
        ("/posts/none", 2, ""),
        ("/tags/none", 3, "/"),
        (f"/posts/{HEADING}", 1, "/posts/ferry"),
    ]


def test_a_flood_writes_little_and_answers_all(app, client, frozen):
    for number in range(A_MINUTE + 10):
        assert client.get(f"/nothing-{number}").status_code == 404
    assert len(noted(app)) == A_MINUTE
    frozen.shift(61)
    client.get("/one-more")
    assert len(noted(app)) == A_MINUTE + 1


def test_an_address_is_led_to_a_post_or_forgotten(app, cast, client, sign_in, frozen):
    with app.app_context():
        make_post(cast.chanthy.actor, slug="ferry", title="Ferry", published_at=YESTERDAY)
    for address in ("/2017/old.html", "/posts/fery", "/tags/none"):
        client.get(address)
    boun = sign_in(cast.boun)
    page = inspect_page(boun.get(PAGE))
    forms = page.xpath("//form[contains(@action, 'redirection')]/@action")
    assert len(forms) == 2, "an address of a list cannot lead to a post"
    removals = page.xpath("//form[contains(@action, 'removal')]/@action")
    (of_the_list,) = {one.replace("removal", "redirection") for one in removals} - set(forms)
    token = page.xpath("string(//input[@name='csrf_token']/@value)")
    told = boun.post(of_the_list, data={"csrf_token": token, "to": "/posts/ferry"})
    assert told.status_code == 422
    (alert,) = inspect_page(told).xpath("//div[@role='alert']")
    assert "“/tags/none” cannot be led elsewhere" in text_of(alert)
    assert len(noted(app)) == 3
    answer = boun.submit(boun.get(PAGE), forms[0], to="/posts/nowhere")
    page = inspect_page(answer)
    assert answer.status_code == 422
    assert "There is no post at this address" in text_of(page)
    assert "/posts/nowhere" in page.xpath("//input[@name='to']/@value")
    for form in forms:
        answer = boun.submit(boun.get(PAGE), form, to="http://localhost/posts/ferry")
        assert answer.status_code == 303
    for address in ("/2017/old.html", "/posts/fery"):
        assert client.get(address).location == "/posts/ferry"
    page = inspect_page(boun.get(PAGE))
    assert "leads to the post “Ferry” now." in text_of(page)
    (removal,) = page.xpath("//form[contains(@action, 'removal')]/@action")
    assert boun.submit(boun.get(PAGE), removal).status_code == 303
    assert noted(app) == []
