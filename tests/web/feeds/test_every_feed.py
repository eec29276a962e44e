"""Every feed of the site, found by its routes: read by a parser that others wrote, compared field by field with what is
stored, and held to the rules of its format."""

import json
from datetime import UTC, datetime, timedelta
from html import unescape

import feedparser
import pytest
import sqlalchemy as sa
from lxml import etree

from forum.db import db
from forum.domain.comment_states import State
from forum.models import Comment, Post, Publication
from forum.models.person import BylineRole
from forum.operations.posts.drafts import BelongingDraft, BylineDraft
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.factories.publications import make_publication
from tests.support.moments import LONG_AGO, NOW
from tests.web.feeds.format_rules import ATOM, THR, faults_of

SITE = "http://localhost"
KINDS = ("atom", "rss", "json")
# What each feed of the site is about: by its route, where it is, and which of the posts (or comments) are in it. A new
# feed is entered here.
FEEDS = {
    "/feed": ("/feed", {"ferry", "boat", "quiet"}),
    "/languages/<tag>/feed": ("/languages/th/feed", {"boat"}),
    "/categories/<slug>/feed": ("/categories/posts/feed", {"ferry", "boat", "quiet"}),
    "/tags/<slug>/feed": ("/tags/law/feed", {"ferry"}),
    "/people/<slug>/feed": ("/people/siri/feed", {"ferry"}),
    "/series/<slug>/feed": ("/series/river/feed", {"ferry", "boat"}),
    "/publications/feed": ("/publications/feed", {"guide"}),
    "/comments": ("/comments", {"first", "answer", "elsewhere"}),
    "/posts/<slug>/comments": ("/posts/ferry/comments", {"first", "answer"}),
}
OF_PUBLICATIONS = "/publications/feed"
OF_COMMENTS = ("/comments", "/posts/<slug>/comments")
BODY = """A [link](/posts/boat), [one elsewhere](https://example.org/?a=1&b=2).[^1]

![A boat](/media/boat.png)

[^1]: Said there.
"""


@pytest.fixture
def world(app, cast):
    """Three public posts and a draft; comments that answer each other, and one that waits."""
    with app.app_context():
        siri, thida = BylineDraft(name="Siri"), BylineDraft(name="Thida Aung")
        helpers = [
            BylineDraft(name=name, role=role)
            for name, role in (
                ("Lê Minh", BylineRole.TRANSLATOR),
                ("Amara", BylineRole.EDITOR),
                ("Sokha", BylineRole.PHOTOGRAPHER),
            )
        ]
        ferry = make_post(
            cast.chanthy.actor,
            slug="ferry",
            title="Agency & <choice>",
            excerpt="In short.",
            body=BODY,
            tags=("Law", "Work"),
            bylines=(thida, siri, *helpers),
            published_at=LONG_AGO,
            belonging=BelongingDraft(series="River"),
        )
        belonging = BelongingDraft(translates_id=ferry.id, series="River")
        make_post(cast.dara.actor, slug="boat", title="เรือ", language="th", belonging=belonging)
        make_post(cast.dara.actor, slug="quiet", bylines=())
        make_post(cast.dara.actor, slug="draft", title="Hidden", tags=("Law",), published_at=None)
        early = NOW - timedelta(hours=2)
        first = make_comment(ferry.id, body="The *first* word.", by=cast.ana.actor, now=early)
        make_comment(ferry.id, body="An answer.", by=cast.boun.actor, reply_to=first.id)
        quiet = db.session.scalar(sa.select(Post.id).where(Post.slug == "quiet"))
        comment = make_comment(
            quiet, body="อยู่ที่นี่", name="Mali", state=State.APPROVED, moderator=cast.ana.actor
        )
        assert comment.language == "th"
        make_comment(ferry.id, body="It waits.")
        make_publication(app, cast.chanthy.actor, title="Guide", slug="guide", credit="The team")
        make_publication(app, cast.chanthy.actor, title="Hidden", published_at=None)


def routes(app):
    """The routes of all feeds, without the kinds behind them."""
    rules = [rule.rule for rule in app.url_map.iter_rules() if ":kind>" in rule.rule and "atom" in rule.rule]
    return {rule.rpartition(".<")[0].replace("<slug:", "<") for rule in rules}


def test_every_feed_is_known_here(app):
    assert routes(app) == FEEDS.keys()


def times(text):
    """An instant; RSS has it otherwise, feedparser has read it."""
    return datetime.fromisoformat(text)


def post_facts(post):
    """What a feed must say of a stored post."""
    people = {True: [], False: []}
    for one in sorted(post.bylines, key=lambda one: one.position):
        people[one.role is BylineRole.AUTHOR].append(one.name)
    return {
        "id": f"{SITE}/p/{post.id}",
        "link": f"{SITE}/posts/{post.slug}",
        "title": post.title,
        "language": post.language,
        "published": post.published_at,
        "updated": max(post.updated_at, post.published_at),
        "authors": people[True] or ["Forum"],
        "contributors": people[False],
        "categories": [post.category.name, *sorted(tag.name for tag in post.tags)],
        "says": "link" if post.slug == "ferry" else "ferry leaves",
        "comments": post.public_count,
        "answers": None,
    }


def comment_facts(comment):
    above = f"comments/{comment.parent_id}" if comment.parent_id else f"p/{comment.post_id}"
    return {
        "id": f"{SITE}/comments/{comment.id}",
        "link": f"{SITE}/comments/{comment.id}",
        "language": comment.language,
        "published": comment.created_at,
        "updated": max(filter(None, (comment.created_at, comment.decided_at))),
        "authors": [comment.author_name],
        "contributors": [],
        "categories": [],
        "says": {"The": "first", "An ": "answer", "อยู": "อยู่ที่นี่"}[comment.body[:3]],
        "answers": f"{SITE}/{above}",
    }


def publication_facts(one):
    return {
        "id": f"{SITE}/publications/id/{one.id}",
        "link": f"{SITE}/publications/{one.slug}",
        "title": one.title,
        "language": one.language,
        "published": one.published_at,
        "updated": max(one.updated_at, one.published_at),
        "authors": [one.credit],
        "contributors": [],
        "categories": [],
        "says": f"{SITE}/publications/guide/en.pdf",
        "comments": None,
        "answers": None,
    }


def wanted(app, route, names):
    with app.app_context():
        if route == OF_PUBLICATIONS:
            found = db.session.scalars(sa.select(Publication).where(Publication.slug.in_(names)))
            return [publication_facts(one) for one in found]
        if route in OF_COMMENTS:
            bodies = {"first": "The *first* word.", "answer": "An answer.", "elsewhere": "อยู่ที่นี่"}
            rows = db.session.scalars(
                sa.select(Comment).where(Comment.body.in_([bodies[n] for n in names]))
            ).all()
            return [
                comment_facts(one)
                for one in sorted(rows, key=lambda one: (one.created_at, one.id), reverse=True)
            ]
        loads = (
            sa.orm.joinedload(Post.bylines),
            sa.orm.joinedload(Post.tags),
            sa.orm.joinedload(Post.category),
        )
        rows = db.session.scalars(sa.select(Post).where(Post.slug.in_(names)).options(*loads)).unique().all()
        return [
            post_facts(one) for one in sorted(rows, key=lambda one: (one.published_at, one.id), reverse=True)
        ]


def read_xml(kind, body):
    """What a feed parser reads, with what it does not know (threads, languages in RSS) from the elements."""
    parsed = feedparser.parse(body)
    assert not parsed.bozo, parsed.bozo_exception
    assert parsed.version == {"atom": "atom10", "rss": "rss20"}[kind]
    top = etree.fromstring(body)
    elements = [*top.iterfind(f"{ATOM}entry"), *top.iterfind("channel/item")]
    for entry, element in zip(parsed.entries, elements, strict=True):
        answers = element.find(f"{THR}in-reply-to")
        total = element.findtext(f"{THR}total") or element.findtext(
            "{http://purl.org/rss/1.0/modules/slash/}comments"
        )
        lang = element.get("{http://www.w3.org/XML/1998/namespace}lang")
        yield {
            "id": entry.id,
            "link": entry.link,
            "title": unescape(entry.title),
            "language": lang or element.findtext("{http://purl.org/dc/elements/1.1/}language"),
            "published": datetime(*entry.published_parsed[:6], tzinfo=UTC),
            "updated": datetime(*entry.updated_parsed[:6], tzinfo=UTC),
            "authors": [one.name for one in entry.authors],
            "contributors": [one.name for one in entry.get("contributors", ())],
            "categories": [tag.term for tag in entry.get("tags", ())],
            "says": entry.content[0].value,
            "comments": None if total is None else int(total),
            "answers": None if answers is None else answers.get("ref"),
        }


def read_json(body):
    for item in json.loads(body)["items"]:
        thread = item.get("_thread", {})
        yield {
            "id": item["id"],
            "link": item["url"],
            "title": item["title"],
            "language": item.get("language"),
            "published": times(item["date_published"]),
            "updated": times(item["date_modified"]),
            "authors": [one["name"] for one in item["authors"]],
            "categories": item.get("tags", []),
            "says": item["content_html"],
            "comments": thread.get("comments"),
            "answers": thread.get("in_reply_to"),
        }


# What a format has no place for.
UNSAID = {"atom": set(), "rss": {"answers"}, "json": {"contributors"}}


@pytest.mark.both_engines
def test_every_feed_says_what_is_stored(app, world, client):
    for route, (address, names) in FEEDS.items():
        stored = wanted(app, route, names)
        assert len(stored) == len(names)
        for kind in KINDS:
            response = client.get(f"{address}.{kind}")
            assert response.status_code == 200, address
            assert faults_of(kind, response.data) == [], f"{address}.{kind}"
            told = list(read_json(response.data) if kind == "json" else read_xml(kind, response.data))
            assert len(told) == len(stored), f"{address}.{kind}"
            for fact, one in zip(stored, told, strict=True):
                for name in fact.keys() - UNSAID[kind] - {"says"}:
                    found = (
                        fact[name].replace(microsecond=0) if isinstance(fact[name], datetime) else fact[name]
                    )
                    assert one[name] == found, f"{address}.{kind}: {name} of {fact['id']}"
                assert fact["says"] in one["says"]
            assert b"Hidden" not in response.data
            assert b"It waits" not in response.data


def test_what_breaks_the_rules_is_seen(app, world, client):
    """The rules themselves: each of these is well-formed, and no feed."""
    atom, rss = client.get("/feed.atom").data, client.get("/feed.rss").data
    whole = json.loads(client.get("/feed.json").data)
    broken = [
        ("atom", atom.replace(b"<updated>", b"<updated>x", 1)),
        ("atom", atom.replace(b"<id>", b"<summary/><id>", 1)),
        ("atom", atom.replace(b'rel="self"', b'rel="next"', 1)),
        ("atom", atom.replace(b"http://localhost/media", b"/media")),
        ("rss", rss.replace(b"+0000", b"GMT+0", 1)),
        ("rss", rss.replace(b"dc:creator>", b"author>")),
        ("json", json.dumps({**whole, "pages": 1}).encode()),
        ("json", json.dumps({**whole, "title": None}).encode()),
    ]
    for kind, body in broken:
        assert faults_of(kind, body), body[:300]
