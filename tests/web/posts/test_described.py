"""What machines are told of a post: JSON-LD in the words of schema.org, and the picture that stands beside a link."""

import gzip
import json
import re
from datetime import date, timedelta

import pytest
from PIL import Image

from forum.config import PROJECT
from forum.domain.comment_states import Decision, State
from forum.models.person import BylineRole
from forum.operations.moderation.deciding import Choice, decide
from forum.operations.posts.drafts import BelongingDraft, BylineDraft
from forum.web.posts.described import BEGINNING, as_script
from tests.factories.comments import make_comment
from tests.factories.people import make_category
from tests.factories.posts import make_post
from tests.factories.uploads import do_renditions, make_upload
from tests.support.moments import LONG_AGO, NOW, YESTERDAY
from tests.support.pages import inspect_page
from tests.support.uploads import picture

SITE = "http://localhost"
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def told(client, address):
    """The things that a page describes, by their type."""
    (script,) = SCRIPT.findall(client.get(address).get_data(as_text=True))
    whole = json.loads(script)
    assert whole["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in whole["@graph"]}


def comments(thing):
    return [(one["author"]["name"], one["text"], comments(one)) for one in thing.get("comment", ())]


def meta(page, name):
    return page.xpath(f"//meta[@property='{name}' or @name='{name}']/@content")


@pytest.mark.both_engines
def test_a_post_is_described_as_its_page_shows_it(app, cast, client):
    with app.app_context():
        outer = make_category(cast, "Court news")
        post = make_post(
            cast.chanthy.actor,
            slug="ferry",
            title="Agency </script><b>",
            excerpt="In short.",
            tags=("Law",),
            category_id=outer,
            published_at=LONG_AGO,
            bylines=(
                BylineDraft(name="Thida Aung", title="Officer", organisation="Network"),
                BylineDraft(name="Siri"),
                BylineDraft(name="Lê Minh", role=BylineRole.TRANSLATOR),
                BylineDraft(name="Amara", role=BylineRole.EDITOR),
                BylineDraft(name="Sokha", role=BylineRole.PHOTOGRAPHER),
            ),
            source_name="The Morning Paper",
            source_address="https://paper.example/original?a=1&b=2",
            source_date=date(2016, 12, 18),
        )
        belonging = BelongingDraft(translates_id=post.id)
        make_post(cast.chanthy.actor, slug="boat", title="เรือ", language="th", belonging=belonging)
        first = make_comment(
            post.id, body="The *first* & last.", by=cast.ana.actor, now=NOW - timedelta(hours=3)
        )
        answer = make_comment(post.id, body="An answer.", by=cast.boun.actor, reply_to=first.id)
        make_comment(post.id, body="To the answer.", by=cast.ana.actor, reply_to=answer.id)
        make_comment(post.id, body="A long one. " * 40, by=cast.ana.actor)
        make_comment(post.id, body="It waits.")
        updated, first_id = max(post.updated_at, post.published_at), first.id

    things = told(client, "/posts/ferry")
    post = things["BlogPosting"]
    assert post["headline"] == "Agency </script><b>"
    assert (post["description"], post["inLanguage"], post["url"]) == (
        "In short.",
        "en",
        f"{SITE}/posts/ferry",
    )
    assert post["datePublished"] == f"{LONG_AGO:%Y-%m-%dT%H:%M:%SZ}"
    assert post["dateModified"] == f"{updated:%Y-%m-%dT%H:%M:%SZ}"
    assert [one["name"] for one in post["author"]] == ["Thida Aung", "Siri"]
    assert post["author"][0]["jobTitle"] == "Officer"
    helpers = {role: [one["name"] for one in post[role]] for role in ("translator", "editor", "contributor")}
    assert helpers == {"translator": ["Lê Minh"], "editor": ["Amara"], "contributor": ["Sokha"]}
    assert post["isBasedOn"]["url"] == "https://paper.example/original?a=1&b=2"
    assert post["isBasedOn"]["datePublished"] == "2016-12-18"
    assert [(one["url"], one["inLanguage"]) for one in post["workTranslation"]] == [
        (f"{SITE}/posts/boat", "th")
    ]
    assert (post["keywords"], post["articleSection"], post["commentCount"]) == (["Law"], "Court news", 4)
    found = comments(post)
    assert found[0] == ("Ana", "The first & last.", [("Boun", "An answer.", [("Ana", "To the answer.", [])])])
    assert found[1][1].startswith("A long one. A long one.")
    assert len(found[1][1]) <= BEGINNING + 1
    assert post["comment"][0]["url"] == f"{SITE}/comments/{first_id}"
    assert "It waits" not in json.dumps(things)
    path = [one["name"] for one in things["BreadcrumbList"]["itemListElement"]]
    assert path == ["Court news", "Agency </script><b>"]
    thai = told(client, "/posts/boat")["BlogPosting"]
    assert thai["translationOfWork"]["url"] == f"{SITE}/posts/ferry"
    assert "comment" not in thai


def test_what_is_gone_is_not_described_and_what_answers_it_is(app, cast, client):
    with app.app_context():
        post = make_post(cast.chanthy.actor, slug="ferry")
        gone = make_comment(
            post.id, body="A secret of mine.", name="Mali", state=State.APPROVED, moderator=cast.ana.actor
        )
        make_comment(post.id, body="Be careful.", by=cast.boun.actor, reply_to=gone.id)
        decide(gone.id, Choice(Decision.SPAM), seen=gone.version, by=cast.ana.actor, now=NOW)

    post = told(client, "/posts/ferry")["BlogPosting"]
    assert comments(post) == [("Boun", "Be careful.", [])]
    assert (post["author"][0]["name"], post["commentCount"]) == ("Chanthy", 1)


def test_only_the_comments_of_the_page_are_described(app, cast, client):
    with app.app_context():
        post = make_post(cast.chanthy.actor, slug="ferry")
        for number in range(60):
            made = make_comment(post.id, body=f"Thought {number}.", by=cast.ana.actor)
            if number == 55:
                start = made.id

    assert len(comments(told(client, "/posts/ferry")["BlogPosting"])) == 50
    later = told(client, f"/posts/ferry?from={start}")["BlogPosting"]
    assert [text for _, text, _ in comments(later)] == [f"Thought {number}." for number in range(55, 60)]


@pytest.mark.parametrize("text", ["</script>", "<!--", "]]>", "\u2028\u2029", '"\\', "ขอบคุณ"])
def test_no_text_can_end_the_script(text):
    written = as_script({"text": text})
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == {"text": text}


def test_a_thread_does_not_double_the_page(app, cast, client):
    """50 comments of a usual length: what is told of them costs less than a third of the page, on the way and in
    all."""
    with app.app_context():
        post = make_post(cast.chanthy.actor, slug="ferry")
        for number in range(50):
            body = " ".join(f"word{(number * 37 + at * 11) % 977}" for at in range(80))
            make_comment(post.id, body=body, by=cast.ana.actor)
    page = client.get("/posts/ferry").data
    without = SCRIPT.sub("", page.decode()).encode()
    assert len(gzip.compress(page)) < 1.3 * len(gzip.compress(without))
    assert len(page) < 1.35 * len(without)


@pytest.mark.both_engines
def test_the_picture_of_a_post_stands_beside_links_to_it(app, cast, client):
    with app.app_context():
        wide = make_upload(app, cast.chanthy.actor, picture(size=(1600, 1200)), alt="A ferry at dawn")
        body = f"![](/media/{wide}/ferry.jpg)"
        make_post(cast.chanthy.actor, slug="ferry", title="Ferry", body=body)
        do_renditions(app, wide)
        make_post(cast.chanthy.actor, slug="plain", title="Plain")

    page = inspect_page(client.get("/posts/ferry"))
    (address,) = meta(page, "og:image")
    assert address.startswith(f"{SITE}/media/{wide}/1440/")
    assert (meta(page, "og:image:width"), meta(page, "og:image:height")) == (["1440"], ["1080"])
    assert (meta(page, "og:image:alt"), meta(page, "og:image:type")) == (["A ferry at dawn"], ["image/webp"])
    assert meta(page, "twitter:card") == ["summary_large_image"]
    assert client.get(address.removeprefix(SITE)).mimetype == "image/webp"
    assert told(client, "/posts/ferry")["BlogPosting"]["image"]["url"] == address
    # Where a post has none, and on every list, the site's own.
    for path in ("/posts/plain", "/", "/categories/posts", "/archive", "/feeds"):
        page = inspect_page(client.get(path))
        (address,) = meta(page, "og:image")
        assert address.startswith(f"{SITE}/static/img/shared."), path
        assert meta(page, "og:image:alt") == ["Forum"]
    with client.get(address.removeprefix(SITE)) as answer:
        assert answer.mimetype == "image/png"
    with Image.open(PROJECT / "static/img/shared.png") as drawn:
        assert drawn.size == (1200, 630)
    assert (PROJECT / "static/img/shared.png").stat().st_size < 50_000


def test_a_post_says_when_it_was_changed_and_in_which_languages_it_is(app, cast, client):
    with app.app_context():
        post = make_post(cast.chanthy.actor, slug="ferry", published_at=YESTERDAY, now=YESTERDAY)
        belonging = BelongingDraft(translates_id=post.id)
        make_post(cast.chanthy.actor, slug="boat", language="th", belonging=belonging)

    page = inspect_page(client.get("/posts/boat"))
    assert (meta(page, "og:locale"), meta(page, "og:locale:alternate")) == (["th"], ["en"])
    assert "/languages/th/feed.atom" in " ".join(page.xpath("//link[@rel='alternate']/@href"))
