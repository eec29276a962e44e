"""Feeds of posts (all, or of a category, a tag, a person, a series, a language) and of comments (all, or under one
post), each in three formats; and the page that names them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from flask import Blueprint, abort, make_response, redirect, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.paging import Page
from forum.queries.belonging import series_at
from forum.queries.feeds import FeedComment, FeedPost, newest_comments, newest_posts
from forum.queries.lists import ALL_POSTS, Shelf, is_written_in, languages_of_posts
from forum.queries.people import person_at
from forum.queries.posts import fate_of_slug, post_at
from forum.queries.publications.listed import FeedPublication, newest_publications
from forum.queries.taxonomy import Shelved, categories, section_at, tag_at
from forum.web.access import public
from forum.web.addresses import place_in_list
from forum.web.feeds import atom, json_feed, rss
from forum.web.feeds.entries import comment_entry, post_entry
from forum.web.feeds.feed import NEVER, Entry, Feed
from forum.web.feeds.publications import publication_entry
from forum.web.formats import absolute
from forum.web.language import current_settings, own_language_name
from forum.web.outside import outside
from forum.web.posts.pages import elsewhere, found_or_led_on, reader_page

room = Blueprint("feeds", __name__)

POSTS, COMMENTS = 20, 50
WRITERS: dict[str, tuple[Callable[[Feed], bytes], str]] = {
    "atom": (atom.write, atom.TYPE),
    "rss": (rss.write, rss.TYPE),
    "json": (json_feed.write, json_feed.TYPE),
}
KIND = f"<any({', '.join(WRITERS)}):kind>"


@room.get("/feeds")
@public
def index() -> Response:
    now = clock.now()
    languages = [(tag, own_language_name(tag)) for tag in languages_of_posts(now=now)]
    return reader_page("feeds/index.html", kinds=list(WRITERS), languages=languages)


@room.get(f"/feed.{KIND}")
@public
def posts(kind: str) -> Response:
    if tag := request.args.get("language"):
        return redirect(url_for("feeds.language", tag=tag, kind=kind), 301)
    return _posts_feed(kind, ALL_POSTS, About(None, url_for("lists.front")))


@room.get(f"/languages/<slug:tag>/feed.{KIND}")
@public
def language(tag: str, kind: str) -> Response:
    if not is_written_in(tag, now=clock.now()):
        abort(404)
    about = About(own_language_name(tag), url_for("lists.language", tag=tag), tag)
    return _posts_feed(kind, Shelf(language=tag), about)


@room.get(f"/categories/<slug:slug>/feed.{KIND}")
@public
def category(slug: str, kind: str) -> Response:
    find = partial(section_at, categories=categories())
    found = found_or_led_on(Shelved.CATEGORY, slug, find, kind=kind)
    about = About(found.category.name, url_for("lists.category", slug=found.category.slug))
    return _posts_feed(kind, Shelf(categories=found.numbers), about)


@room.get(f"/tags/<slug:slug>/feed.{KIND}")
@public
def tag(slug: str, kind: str) -> Response:
    found = found_or_led_on(Shelved.TAG, slug, partial(tag_at, now=clock.now()), kind=kind)
    return _posts_feed(kind, Shelf(tag_id=found.id), About(found.name, url_for("lists.tag", slug=found.slug)))


@room.get(f"/people/<slug:slug>/feed.{KIND}")
@public
def person(slug: str, kind: str) -> Response:
    found = found_or_led_on(Shelved.PERSON, slug, partial(person_at, now=clock.now()), kind=kind)
    about = About(found.name, url_for("lists.person", slug=found.slug))
    return _posts_feed(kind, Shelf(person_id=found.id), about)


@room.get(f"/series/<slug:slug>/feed.{KIND}")
@public
def series(slug: str, kind: str) -> Response:
    found = found_or_led_on(Shelved.SERIES, slug, partial(series_at, now=clock.now()), kind=kind)
    about = About(found.name, url_for("lists.series", slug=found.slug))
    return _posts_feed(kind, Shelf(series_id=found.id), about)


@room.get(f"/publications/feed.{KIND}")
@public
def publications(kind: str) -> Response:
    found = newest_publications(size=POSTS, now=clock.now(), older=place_in_list())
    return _answer(kind, About(_("Publications"), url_for("publications.index")), found, publication_entry)


@room.get(f"/comments.{KIND}")
@public
def comments(kind: str) -> Response:
    found = newest_comments(size=COMMENTS, now=clock.now(), older=place_in_list())
    return _answer(kind, About(_("Comments"), url_for("lists.front")), found, comment_entry)


@room.get(f"/posts/<slug:slug>/comments.{KIND}")
@public
def post_comments(slug: str, kind: str) -> Response:
    now = clock.now()
    post = post_at(slug, settings=current_settings(), now=now)
    if post is None:
        return elsewhere(fate_of_slug(slug, now=now), "feeds.post_comments", kind=kind)
    found = newest_comments(size=COMMENTS, now=now, post_id=post.id, older=place_in_list())
    title = _("Comments on “%(title)s”", title=post.title)
    about = About(title, url_for("posts.show", slug=post.slug), post.language)
    return _answer(kind, about, found, comment_entry)


@dataclass(frozen=True)
class About:
    """What a feed is about (None: the site), the path of its page, and its language where that is not the reader's."""

    name: str | None
    page: str
    language: str | None = None


def _posts_feed(kind: str, shelf: Shelf, about: About) -> Response:
    found = newest_posts(shelf, size=POSTS, now=clock.now(), older=place_in_list())
    return _answer(kind, about, found, post_entry)


def _answer(
    kind: str,
    about: About,
    found: Page[FeedPost] | Page[FeedComment] | Page[FeedPublication],
    entry: Callable[..., Entry],
) -> Response:
    """The feed, or 304 to a reader that has it.

    The tag is made from the content itself: whatever was taken down changes it. No time says when something was last
    taken out, so the time of the last change is told and never compared with the one that a reader remembers.
    """
    write, content_type = WRITERS[kind]
    site_name = outside().settings.site_name
    own = absolute(url_for(str(request.endpoint), **(request.view_args or {})))
    feed = Feed(
        title=f"{about.name} – {site_name}" if about.name else site_name,
        subtitle=current_settings().tagline,
        site_name=site_name,
        language=about.language or str(get_locale()).replace("_", "-"),
        address=absolute(about.page),
        own_address=own,
        shown_address=f"{own}?older={request.args['older']}" if "older" in request.args else own,
        older_address=f"{own}?older={found.older}" if found.older else None,
        entries=[entry(one) for one in found.items],
    )
    body = write(feed)
    response: Response = make_response(body)
    response.headers["Content-Type"] = content_type
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(sha256(body).hexdigest()[:32])
    response = response.make_conditional(request)
    if feed.updated != NEVER:
        response.last_modified = feed.updated
    return response
