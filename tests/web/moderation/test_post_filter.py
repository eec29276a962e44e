"""The filter of a post takes what people have at hand: its address."""

from urllib.parse import quote

import pytest

from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.support.pages import inspect_page, text_of

THAI = "เรือข้ามฟาก"


@pytest.fixture
def numbers(app, cast, post):
    """A comment on each of two posts, by the posts' slugs."""
    with app.app_context():
        thai = make_post(cast.chanthy.actor, slug=THAI, title="เรือ")
        return {"ferry": make_comment(post.id).id, THAI: make_comment(thai.id).id}


def narrowed(ana, words):
    """The queue narrowed to a post."""
    return inspect_page(ana.get("/desk/moderation", query_string={"state": "pending", "post": words}))


def shown(page):
    return [one.get("id") for one in page.xpath("//article[@data-item]")]


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("ferry", "ferry"),
        (" ferry ", "ferry"),
        ("/posts/ferry", "ferry"),
        ("posts/ferry", "ferry"),
        ("/posts/ferry/comments/new?reply_to=1", "ferry"),
        ("{site}/posts/ferry#comment-1", "ferry"),
        ("{site}/posts/ferry?root=1", "ferry"),
        (THAI, THAI),
        (quote(THAI), THAI),
        ("/posts/" + quote(THAI), THAI),
        ("{site}/posts/" + quote(THAI), THAI),
    ],
)
def test_an_address_names_the_post(ana, numbers, typed, slug):
    page = narrowed(ana, typed.format(site="http://localhost"))
    assert shown(page) == [f"comment-{numbers[slug]}"]
    assert page.xpath("//input[@name='post']/@value") == [slug]


@pytest.mark.parametrize(
    "typed",
    [
        "https://elsewhere.example/posts/ferry",
        "/categories/ferry",
        "/posts/",
        "http://[",
        "%00",
        "ferr",
        "/ferry",
    ],
)
def test_what_names_no_post_of_this_site_finds_nothing(ana, numbers, typed):
    page = narrowed(ana, typed)
    assert shown(page) == []
    assert "Nothing fits" in text_of(page)


def test_the_field_says_what_it_takes(ana, numbers):
    page = narrowed(ana, "")
    (field,) = page.xpath("//input[@name='post']")
    hint = page.get_element_by_id(field.get("aria-describedby"))
    assert text_of(hint) == "The whole address, or what stands in it behind /posts/."
