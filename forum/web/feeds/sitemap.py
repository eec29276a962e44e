"""For search engines: which addresses there are, and which they should leave alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import quote

from flask import Blueprint, abort, make_response, url_for
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.queries.feeds import (
    Place,
    category_places,
    highest_person,
    highest_post,
    person_places,
    post_places,
)
from forum.web.access import public
from forum.web.feeds.xml import add, document, root
from forum.web.formats import absolute, machine_time

room = Blueprint("sitemap", __name__)

NAMESPACE = {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"}
# The protocol's limit for one file. Files are cut by number, so that none needs the ones before it to be counted.
FILE_HOLDS = 50_000
CATEGORIES_AT_MOST = 1_000

KEEP_OUT = (
    "/account",
    "/comments/*/flags/",
    "/desk",
    "/my-comments",
    "/my-reports",
    "/posts/*/comments/new",
    "/recover",
    "/search",
    "/sign-in",
    "/sign-up",
)


@room.get("/robots.txt")
@public
def robots() -> Response:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in KEEP_OUT), ""]
    lines.append(f"Sitemap: {absolute(url_for('sitemap.whole'))}")
    response = make_response("\n".join(lines) + "\n")
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    response.headers["Cache-Control"] = "max-age=3600"
    return response


@room.get("/sitemap.xml")
@public
def whole() -> Response:
    """Everything in one file, or the list of the files."""
    posts, people = highest_post(), highest_person()
    if posts + people + CATEGORIES_AT_MOST > FILE_HOLDS:
        return _index(posts, people)
    now = clock.now()
    return _urls(
        [(absolute("/"), None)],
        _addresses("/categories/", category_places(now=now)),
        _addresses("/people/", person_places(range(1, people + 1), now=now)),
        _addresses("/posts/", post_places(range(1, posts + 1), now=now)),
    )


@room.get("/sitemaps/categories.xml")
@public
def categories() -> Response:
    return _urls([(absolute("/"), None)], _addresses("/categories/", category_places(now=clock.now())))


@room.get("/sitemaps/posts-<int(min=1, max=40000):number>.xml")
@public
def posts(number: int) -> Response:
    if number > _files(highest_post()):
        abort(404)
    return _urls(_addresses("/posts/", post_places(_numbers(number), now=clock.now())))


@room.get("/sitemaps/people-<int(min=1, max=40000):number>.xml")
@public
def people(number: int) -> Response:
    if number > _files(highest_person()):
        abort(404)
    return _urls(_addresses("/people/", person_places(_numbers(number), now=clock.now())))


def _numbers(file: int) -> range:
    return range((file - 1) * FILE_HOLDS + 1, file * FILE_HOLDS + 1)


def _files(highest: int) -> int:
    return -(-highest // FILE_HOLDS)


def _index(posts: int, people: int) -> Response:
    top = root("sitemapindex", NAMESPACE)
    files = [
        url_for("sitemap.categories"),
        *(url_for("sitemap.people", number=n + 1) for n in range(_files(people))),
        *(url_for("sitemap.posts", number=n + 1) for n in range(_files(posts))),
    ]
    for file in files:
        add(add(top, "sitemap"), "loc", absolute(file))
    return _answer(document(top))


Address = tuple[str, datetime | None]


def _addresses(folder: str, places: Iterable[Place]) -> Iterable[Address]:
    return ((absolute(folder + quote(place.slug, safe="")), place.changed_at) for place in places)


def _urls(*groups: Iterable[Address]) -> Response:
    top = root("urlset", NAMESPACE)
    for group in groups:
        for address, changed_at in group:
            url = add(top, "url")
            add(url, "loc", address)
            if changed_at is not None:
                add(url, "lastmod", machine_time(changed_at))
    return _answer(document(top))


def _answer(body: bytes) -> Response:
    response = make_response(body)
    response.headers["Content-Type"] = "application/xml; charset=utf-8"
    response.headers["Cache-Control"] = "no-cache"
    return response
