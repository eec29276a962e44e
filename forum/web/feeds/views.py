"""Feeds of posts (all, or of a category, a tag, a person) and of comments (all, or under one post), each in three
formats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256

from flask import Blueprint, make_response, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.queries.belonging import series_at
from forum.queries.feeds import newest_comments, newest_posts
from forum.queries.lists import ALL_POSTS, Shelf
from forum.queries.people import person_at
from forum.queries.posts import fate_of_slug, post_at
from forum.queries.publications.listed import newest_publications
from forum.queries.taxonomy import Shelved, categories, section_at, tag_at
from forum.web.access import public
from forum.web.feeds import atom, json_feed, rss
from forum.web.feeds.entries import comment_entry, post_entry
from forum.web.feeds.feed import Entry, Feed
from forum.web.feeds.publications import publication_entry
from forum.web.formats import absolute
from forum.web.language import current_settings
from forum.web.outside import outside
from forum.web.posts.pages import elsewhere, found_or_led_on

room = Blueprint("feeds", __name__)

POSTS, COMMENTS = 20, 50
WRITERS: dict[str, tuple[Callable[[Feed], bytes], str]] = {
    "atom": (atom.write, atom.TYPE),
    "rss": (rss.write, rss.TYPE),
    "json": (json_feed.write, json_feed.TYPE),
}
KIND = f"<any({', '.join(WRITERS)}):kind>"


@room.get(f"/feed.{KIND}")
@public
def posts(kind: str) -> Response:
    return _posts_feed(kind, ALL_POSTS, None, url_for("lists.front"))


@room.get(f"/categories/<slug:slug>/feed.{KIND}")
@public
def category(slug: str, kind: str) -> Response:
    find = partial(section_at, categories=categories())
    found = found_or_led_on(Shelved.CATEGORY, slug, find, kind=kind)
    category = found.category
    return _posts_feed(
        kind, Shelf(categories=found.numbers), category.name, url_for("lists.category", slug=category.slug)
    )


@room.get(f"/tags/<slug:slug>/feed.{KIND}")
@public
def tag(slug: str, kind: str) -> Response:
    found = found_or_led_on(Shelved.TAG, slug, partial(tag_at, now=clock.now()), kind=kind)
    return _posts_feed(kind, Shelf(tag_id=found.id), found.name, url_for("lists.tag", slug=found.slug))


@room.get(f"/people/<slug:slug>/feed.{KIND}")
@public
def person(slug: str, kind: str) -> Response:
    found = found_or_led_on(Shelved.PERSON, slug, partial(person_at, now=clock.now()), kind=kind)
    return _posts_feed(kind, Shelf(person_id=found.id), found.name, url_for("lists.person", slug=found.slug))


@room.get(f"/series/<slug:slug>/feed.{KIND}")
@public
def series(slug: str, kind: str) -> Response:
    found = found_or_led_on(Shelved.SERIES, slug, partial(series_at, now=clock.now()), kind=kind)
    return _posts_feed(kind, Shelf(series_id=found.id), found.name, url_for("lists.series", slug=found.slug))


@room.get(f"/publications/feed.{KIND}")
@public
def publications(kind: str) -> Response:
    found = newest_publications(size=POSTS, now=clock.now())
    page = url_for("publications.index")
    return _answer(kind, _("Publications"), page, [publication_entry(one) for one in found])


@room.get(f"/comments.{KIND}")
@public
def comments(kind: str) -> Response:
    found = newest_comments(size=COMMENTS, now=clock.now())
    return _answer(kind, _("Comments"), url_for("lists.front"), [comment_entry(one) for one in found])


@room.get(f"/posts/<slug:slug>/comments.{KIND}")
@public
def post_comments(slug: str, kind: str) -> Response:
    now = clock.now()
    post = post_at(slug, settings=current_settings(), now=now)
    if post is None:
        return elsewhere(fate_of_slug(slug, now=now), "feeds.post_comments", kind=kind)
    found = newest_comments(size=COMMENTS, now=now, post_id=post.id)
    title = _("Comments on “%(title)s”", title=post.title)
    return _answer(kind, title, url_for("posts.show", slug=post.slug), [comment_entry(one) for one in found])


def _posts_feed(kind: str, shelf: Shelf, about: str | None, page: str) -> Response:
    found = newest_posts(shelf, size=POSTS, now=clock.now())
    return _answer(kind, about, page, [post_entry(post) for post in found])


def _answer(kind: str, about: str | None, page: str, entries: Sequence[Entry]) -> Response:
    """The feed, or 304 to a reader that has it.

    The tag is made from the content itself: whatever was taken down changes it. There is no Last-Modified, because no
    time says when something was last taken out.
    """
    write, content_type = WRITERS[kind]
    site_name = outside().settings.site_name
    body = write(
        Feed(
            title=f"{about} – {site_name}" if about else site_name,
            subtitle=current_settings().tagline,
            site_name=site_name,
            language=str(get_locale()).replace("_", "-"),
            address=absolute(page),
            own_address=absolute(url_for(str(request.endpoint), **(request.view_args or {}))),
            entries=entries,
        )
    )
    response = make_response(body)
    response.headers["Content-Type"] = content_type
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(sha256(body).hexdigest()[:32])
    return response.make_conditional(request)
