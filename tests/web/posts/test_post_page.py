"""A post's page: the post, who wrote it, where it came from, and what machines read about it."""

from datetime import date

import pytest

from forum.domain.post_states import PostMove
from forum.domain.screening import Mode
from forum.models.person import BylineRole
from forum.operations.posts.drafts import BelongingDraft, BylineDraft, PostDraft
from forum.operations.posts.moving import move_post
from forum.operations.posts.saving import save_post
from forum.operations.settings import change_settings
from tests.factories.comments import make_comment
from tests.factories.posts import BODY, make_post
from tests.factories.publications import make_publication
from tests.support.moments import NOW, YESTERDAY
from tests.support.pages import inspect_page, text_of
from tests.support.statements import count_statements


def meta(page, name):
    return page.xpath(f"string(//meta[@property='{name}' or @name='{name}']/@content)")


def canonical(page):
    return page.xpath("string(//link[@rel='canonical']/@href)")


def test_the_page_shows_the_post_and_everything_around_it(app, cast, client):
    with app.app_context():
        blog = make_post(cast.dara.actor, title="The long one")
        for _ in range(3):
            make_comment(blog.id, by=cast.ana.actor)
        make_post(
            cast.chanthy.actor,
            title="An update",
            body="A passage with *weight*.",
            tags=("Work", "Law"),
            discussion_prompt="What would you have asked?",
            announces_id=blog.id,
            bylines=(
                BylineDraft(name="Thida Aung", title="Officer", organisation="Network"),
                BylineDraft(name="Siri"),
                BylineDraft(name="Lê Minh", role=BylineRole.TRANSLATOR),
                BylineDraft(name="Amara", role=BylineRole.EDITOR),
                BylineDraft(name="Sokha", role=BylineRole.PHOTOGRAPHER),
                BylineDraft(name="Noy", role=BylineRole.PHOTOGRAPHER),
            ),
        )

    page = inspect_page(client.get("/posts/an-update"))
    words = text_of(page)
    assert "By Thida Aung, Officer, Network and Siri Translated by Lê Minh" in words
    assert "Edited by Amara Pictures by Sokha and Noy" in words
    assert f"{YESTERDAY:%-d %B %Y}" in words
    assert "Read and discuss: The long one (3 comments)" in words
    assert "A question to our readers What would you have asked?" in words
    assert page.xpath("//div[@class='prose']//em[text()='weight']")
    assert [one.get("href") for one in page.xpath("//p[@class='post__end']/a")] == ["/tags/law", "/tags/work"]
    assert page.xpath("//section[@id='comment-form']//a/@href") == ["/posts/an-update/comments/new"]
    assert "No comments yet" in words


def test_user_text_carries_its_language_and_direction(app, cast, client):
    with app.app_context():
        make_post(cast.chanthy.actor, title="คู่มือ", language="th", slug="guide")

    page = inspect_page(client.get("/posts/guide"))
    assert page.find(".//h1").get("lang") == "th"
    assert page.xpath("//div[@class='prose']/@lang") == ["th"]
    assert page.xpath("//div[@class='prose']/@dir") == ["auto"]
    assert meta(page, "og:locale") == "th"


def test_machines_read_title_description_and_address(app, cast, client):
    with app.app_context():
        make_post(cast.chanthy.actor, title='Quotes " & <signs>', excerpt='Said "so" & <b>.', slug="quotes")

    page = inspect_page(client.get("/posts/quotes", headers={"Host": "localhost"}))
    assert canonical(page) == "http://localhost/posts/quotes"
    assert meta(page, "og:title") == 'Quotes " & <signs>'
    assert meta(page, "description") == meta(page, "og:description") == 'Said "so" & <b>.'
    assert meta(page, "og:type") == "article"
    assert meta(page, "og:url") == "http://localhost/posts/quotes"
    feeds = page.xpath("//link[@rel='alternate']/@href")
    assert "http://localhost/feed.atom" in feeds
    assert "http://localhost/posts/quotes/comments.atom" in feeds
    for feed in feeds:
        assert client.get(feed).status_code == 200


def test_a_republished_post_names_its_source_and_leaves_search_engines_to_it(app, cast, client):
    with app.app_context():
        make_post(
            cast.chanthy.actor,
            title="Again",
            source_name="The Morning Paper",
            source_address="https://paper.example/original?a=1&b=2",
            source_date=date(2016, 12, 18),
            source_permission="With kind permission.",
        )
        make_post(cast.chanthy.actor, title="In print", source_name="A Printed Journal")

    page = inspect_page(client.get("/posts/again"))
    box = page.xpath("//aside[@class='source-box']")[0]
    assert "First published by The Morning Paper on 18 December 2016. With kind permission." in text_of(box)
    assert box.xpath(".//a/@href") == ["https://paper.example/original?a=1&b=2"]
    assert canonical(page) == "https://paper.example/original?a=1&b=2"
    assert meta(page, "og:url") == "http://localhost/posts/again"
    printed = inspect_page(client.get("/posts/in-print"))
    assert "First published by A Printed Journal." in text_of(printed)
    assert canonical(printed) == "http://localhost/posts/in-print"


@pytest.mark.both_engines
def test_addresses_follow_a_post_through_its_life(app, cast, client):
    with app.app_context():
        post = make_post(cast.chanthy.actor, title="First")
        renamed = PostDraft(title="Second", body=BODY, slug="zweite-fährte")
        save_post(post.id, renamed, seen=post.version, by=cast.chanthy.actor, now=NOW)
        number = post.id

    for old in ("/posts/first", f"/p/{number}"):
        response = client.get(old)
        assert response.status_code == 301
        assert response.location == "/posts/zweite-f%C3%A4hrte"
    assert client.get(response.location).status_code == 200
    # The same letters, taken apart by whoever copied the address.
    assert client.get("/posts/zweite-fa%CC%88hrte").status_code == 200

    with app.app_context():
        move_post(number, PostMove.UNPUBLISH, by=cast.chanthy.actor, now=NOW)
    for gone in ("/posts/first", "/posts/zweite-f%C3%A4hrte", f"/p/{number}", "/posts/first/comments.atom"):
        response = client.get(gone)
        assert response.status_code == 410, gone
        assert "This is gone" in text_of(inspect_page(response))


def test_a_draft_is_a_404_even_for_its_author(app, cast, client, sign_in):
    with app.app_context():
        post = make_post(cast.chanthy.actor, title="Draft", published_at=None)
        number = post.id

    for browser in (client, sign_in(cast.chanthy), sign_in(cast.boun)):
        assert browser.get("/posts/draft").status_code == 404
        assert browser.get(f"/p/{number}").status_code == 404
        assert browser.get("/posts/draft/comments.atom").status_code == 404


def test_a_closed_discussion_says_so_and_offers_no_reply(app, cast, client):
    with app.app_context():
        post = make_post(cast.chanthy.actor, title="Closed")
        make_comment(post.id, by=cast.ana.actor)
        draft = PostDraft(title="Closed", body=BODY, comments_mode=Mode.CLOSED)
        save_post(post.id, draft, seen=post.version, by=cast.chanthy.actor, now=NOW)

    page = inspect_page(client.get("/posts/closed"))
    assert "Comments on this post are closed." in text_of(page.get_element_by_id("comment-form"))
    assert not page.xpath("//a[contains(@href, 'comments/new')]")


@pytest.mark.parametrize("comments", [0, 3])
def test_the_post_page_keeps_its_budget_whatever_is_said_there(app, cast, client, comments):
    with app.app_context():
        post = make_post(cast.chanthy.actor, title="Much said", tags=("Work",))
        for _ in range(comments):
            make_comment(post.id, by=cast.ana.actor)

    with count_statements(at_most=8):
        client.get("/posts/much-said")


@pytest.fixture
def talk(app, cast):
    """A post that announces another one and two publications, stands in a series and in two languages, and is signed by
    two; the comments below it, pages of ten, in conversations of four."""
    by = cast.chanthy.actor
    with app.app_context():
        change_settings({"comments_per_page": 10}, by=cast.boun.actor, now=NOW)
        original = make_post(by, belonging=BelongingDraft(series="On rivers"))
        post = make_post(
            by,
            title="Much said",
            language="th",
            tags=("Work",),
            bylines=(BylineDraft(name="Siri"), BylineDraft(name="Lê Minh", role=BylineRole.TRANSLATOR)),
            announces_id=make_post(by).id,
            publications=tuple(make_publication(app, by).id for _ in range(2)),
            belonging=BelongingDraft(translates_id=original.id, series="On rivers"),
        )
        numbers = []
        for at in range(24):
            above = numbers[-1] if at % 4 else None
            numbers.append(make_comment(post.id, by=cast.ana.actor, reply_to=above).id)
    return numbers


@pytest.mark.both_engines
def test_a_post_with_everything_keeps_its_budget_on_every_page_of_its_thread(client, talk):
    inside = talk[13]  # what it answers stands on the page before
    for asked in ("", f"?from={inside}", f"?thread={talk[1]}", "?after=0", f"?from={inside}&after=0"):
        with count_statements(at_most=8):
            page = inspect_page(client.get(f"/posts/much-said{asked}"))
        assert len(page.xpath("//article[@class='publication-card']")) == 2, asked
        assert len(page.xpath("//nav[@class='series']")) == 1, asked
        assert "By Siri Translated by Lê Minh" in text_of(page), asked
    assert page.xpath("//a[text()='an earlier comment']/@href") == [f"/comments/{talk[12]}"]
    (onward,) = page.xpath("//p[@class='thread__new']/a/@href")
    with count_statements(at_most=4):
        answer = client.get(onward)
    assert answer.status_code == 303
    assert answer.location.endswith(f"&after=0#comment-{talk[23]}")
