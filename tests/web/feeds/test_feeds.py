"""Feeds: read by a reader that others wrote, complete, absolute, and never with what is not public."""

import json
from datetime import timedelta

import feedparser
import pytest
from lxml import etree

from forum.domain.comment_states import State
from forum.models.person import BylineRole
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.posts.drafts import BylineDraft
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.support.moments import NOW
from tests.support.statements import count_statements

KINDS = ["atom", "rss", "json"]
BODY = """Links [inside](/posts/other), [outside](https://example.org/?a=1&b=2), `href="/code"`.

![A boat & a "pier" > here](/media/boat.png)

A note.[^1]

[^1]: Said there.
"""


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    parsed = feedparser.parse(response.data)
    assert not parsed.bozo, parsed.bozo_exception
    return parsed


@pytest.fixture
def post(app, cast):
    with app.app_context():
        return make_post(
            cast.chanthy.actor,
            title="Agency & <choice>",
            slug="agency",
            excerpt="In short.",
            body=BODY,
            bylines=(
                BylineDraft(name="Thida Aung"),
                BylineDraft(name="Siri"),
                BylineDraft(name="Lê Minh", role=BylineRole.TRANSLATOR),
            ),
        )


def test_atom_carries_the_whole_post_with_absolute_addresses(client, post):
    feed = read(client, "/feed.atom")
    assert feed.version == "atom10"
    assert feed.feed.title == "Forum"
    assert feed.feed.id == "http://localhost/feed.atom"
    (entry,) = feed.entries
    assert entry.id == f"http://localhost/p/{post.id}"
    assert entry.link == "http://localhost/posts/agency"
    assert entry.title == "Agency &amp; &lt;choice&gt;" or entry.title == "Agency & <choice>"
    assert [author.name for author in entry.authors] == ["Thida Aung", "Siri"]
    assert [one.name for one in entry.contributors] == ["Lê Minh"]
    assert entry.summary == "In short."
    content = entry.content[0]
    assert content.type == "text/html"
    assert '<a href="http://localhost/posts/other"' in content.value
    assert '<a href="http://localhost/posts/agency#fn-1"' in content.value
    assert 'src="http://localhost/media/boat.png"' in content.value
    assert 'href="/code"' in content.value
    assert entry.updated == feed.feed.updated


def test_an_entry_that_names_no_author_names_who_edited_it(app, cast, client):
    with app.app_context():
        signed = (BylineDraft(name="The team", role=BylineRole.EDITOR),)
        make_post(cast.chanthy.actor, bylines=signed)
        make_post(cast.chanthy.actor, bylines=())

    unsigned, edited = read(client, "/feed.atom").entries
    assert [author.name for author in edited.authors] == ["The team"]
    assert unsigned.author == "Forum"


def test_atom_is_what_its_standard_says(client, post):
    """RFC 4287: every feed and entry has exactly one id, title and updated; a feed names itself."""
    atom = "{http://www.w3.org/2005/Atom}"
    top = etree.fromstring(client.get("/feed.atom").data)
    assert top.tag == f"{atom}feed"
    for element in (top, *top.findall(f"{atom}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{atom}{name}")) == 1
    assert top.xpath("string(a:link[@rel='self']/@href)", namespaces={"a": atom[1:-1]}) == top.findtext(
        f"{atom}id"
    )
    assert top.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    replies = top.xpath("//a:link[@rel='replies']/@href", namespaces={"a": atom[1:-1]})
    assert replies == ["http://localhost/posts/agency/comments.atom"]


def test_rss_and_json_carry_the_same(client, post):
    rss = read(client, "/feed.rss")
    assert rss.version == "rss20"
    assert rss.entries[0].id == f"http://localhost/p/{post.id}"
    assert 'src="http://localhost/media/boat.png"' in rss.entries[0].content[0].value
    whole = json.loads(client.get("/feed.json").data)
    assert whole["version"] == "https://jsonfeed.org/version/1.1"
    (item,) = whole["items"]
    assert item["id"] == f"http://localhost/p/{post.id}"
    assert item["title"] == "Agency & <choice>"
    assert [author["name"] for author in item["authors"]] == ["Thida Aung", "Siri"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_list_has_its_feed(app, cast, client, kind):
    with app.app_context():
        make_post(cast.chanthy.actor, title="Mine", tags=("Law",), bylines=(BylineDraft(name="Siri"),))
        make_post(cast.dara.actor, title="Other")

    for path, count in (("", 2), ("/categories/posts", 2), ("/tags/law", 1), ("/people/siri", 1)):
        body = client.get(f"{path}/feed.{kind}").get_data(as_text=True)
        assert body.count(">Mine<") + body.count('"title": "Mine"') == 1
        assert ("Other" in body) == (count == 2)
    for path in ("/categories/none", "/tags/none", "/people/none"):
        assert client.get(f"{path}/feed.{kind}").status_code == 404
    assert client.get("/feed.xml").status_code == 404


@pytest.mark.both_engines
def test_comment_feeds_say_what_answers_what(app, cast, client, post):
    with app.app_context():
        first = make_comment(post.id, body="A *first* word.", by=cast.ana.actor, now=NOW - timedelta(hours=1))
        reply = make_comment(post.id, body="A reply.", by=cast.boun.actor, reply_to=first.id)
        other = make_post(cast.dara.actor, title="Other")
        make_comment(other.id, body="Elsewhere.", by=cast.ana.actor)
        first_number, reply_number = first.id, reply.id

    feed = read(client, "/posts/agency/comments.atom")
    newest, oldest = feed.entries
    assert newest.id == f"http://localhost/comments/{reply_number}"
    assert newest.author == "Boun"
    assert oldest.content[0].value == "<p>A <em>first</em> word.</p>"
    thread = "{http://purl.org/syndication/thread/1.0}in-reply-to"
    top = etree.fromstring(client.get("/posts/agency/comments.atom").data)
    assert [one.get("ref") for one in top.iter(thread)] == [
        f"http://localhost/comments/{first_number}",
        f"http://localhost/p/{post.id}",
    ]
    assert len(read(client, "/comments.atom").entries) == 3


def test_feeds_of_an_empty_site_are_feeds(client):
    for path in ("/feed.atom", "/feed.rss", "/comments.atom", "/comments.rss"):
        assert read(client, path).entries == []
    assert json.loads(client.get("/feed.json").data)["items"] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_reader_that_has_the_feed_gets_304_until_something_changes(app, cast, client, post, kind):
    with app.app_context():
        comment = make_comment(post.id, by=cast.ana.actor)
    path = f"/posts/agency/comments.{kind}"
    first = client.get(path)
    known = {"If-None-Match": first.headers["ETag"]}

    again = client.get(path, headers=known)
    assert (again.status_code, again.data) == (304, b"")
    with app.app_context():
        withdraw_comment(comment.id, by=cast.ana.actor, now=NOW)
    changed = client.get(path, headers=known)
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


def test_the_feed_follows_an_old_address_of_its_post(app, cast, client):
    from forum.operations.posts.drafts import PostDraft
    from forum.operations.posts.saving import save_post

    with app.app_context():
        post = make_post(cast.chanthy.actor, title="Old")
        draft = PostDraft(title="Old", body=BODY, slug="new")
        save_post(post.id, draft, seen=post.version, by=cast.chanthy.actor, now=NOW)

    response = client.get("/posts/old/comments.atom")
    assert (response.status_code, response.location) == (301, "/posts/new/comments.atom")


def test_what_xml_cannot_carry_breaks_no_feed(app, cast, client):
    """Emoji, right-to-left, every script, and the two code points that are no characters in XML."""
    words = "ขอบคุณ អរគុណ ကျေးဇူး ຂອບໃຈ 谢谢 cảm ơn شكرًا 🚣🏽‍♀️ ]]> \ufffe\uffff <![CDATA["
    with app.app_context():
        post = make_post(cast.chanthy.actor, title="Scripts", slug="scripts", body=words)
        make_comment(post.id, body=words, name="សុភា 🚣", state=State.APPROVED, moderator=cast.ana.actor)

    for path in ("/feed.atom", "/feed.rss", "/comments.atom", "/posts/scripts/comments.rss"):
        (entry,) = read(client, path).entries
        assert "អរគុណ" in entry.content[0].value
        assert "🚣🏽‍♀️" in entry.content[0].value


def test_feeds_keep_their_budget(app, cast, client):
    with app.app_context():
        for _ in range(25):
            post = make_post(cast.chanthy.actor)
            make_comment(post.id, by=cast.ana.actor)

    for path in ("/feed.atom", "/comments.atom"):
        with count_statements(at_most=4):
            read(client, path)
    assert len(read(client, "/feed.atom").entries) == 20
