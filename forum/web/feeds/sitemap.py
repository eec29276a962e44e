"""For search engines: which addresses there are, and which they should leave alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from flask import Blueprint, abort, make_response, url_for
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.queries.publications.listed import PLACES as PUBLICATIONS_AT_MOST
from forum.queries.publications.listed import publication_places
from forum.queries.sitemap import (
    Place,
    category_places,
    highest_person,
    highest_post,
    person_places,
    post_places,
    series_places,
)
from forum.web.access import public
from forum.web.feeds.xml import add, document, root
from forum.web.formats import absolute, machine_time

room = Blueprint("sitemap", __name__)

NAMESPACE = {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"}
# Of the links to translations, which search engines understand by the names that XHTML gives them.
XHTML = "http://www.w3.org/1999/xhtml"
# The protocol's limit for one file. Files are cut by number, so that none needs the ones before it to be counted.
FILE_HOLDS = 50_000
CATEGORIES_AT_MOST = SERIES_AT_MOST = 1_000

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
    lists = CATEGORIES_AT_MOST + SERIES_AT_MOST + PUBLICATIONS_AT_MOST
    if posts + people + lists > FILE_HOLDS:
        return _index(posts, people)
    now = clock.now()
    return _urls(
        [Address(absolute("/"))],
        _addresses("/categories/", category_places(now=now)),
        _addresses("/series/", series_places(now=now)),
        _addresses("/people/", person_places(range(1, people + 1), now=now)),
        _addresses("/posts/", post_places(range(1, posts + 1), now=now)),
        _publications(now),
    )


@room.get("/sitemaps/categories.xml")
@public
def categories() -> Response:
    return _urls([Address(absolute("/"))], _addresses("/categories/", category_places(now=clock.now())))


@room.get("/sitemaps/publications.xml")
@public
def publications() -> Response:
    return _urls(_publications(clock.now()))


@room.get("/sitemaps/series.xml")
@public
def series() -> Response:
    return _urls(_addresses("/series/", series_places(now=clock.now())))


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


def _publications(now: datetime) -> Iterable[Address]:
    """Their list, where there are any, and each of them."""
    if places := publication_places(now=now):
        yield Address(absolute(url_for("publications.index")))
        yield from _addresses("/publications/", places)


def _numbers(file: int) -> range:
    return range((file - 1) * FILE_HOLDS + 1, file * FILE_HOLDS + 1)


def _files(highest: int) -> int:
    return -(-highest // FILE_HOLDS)


def _index(posts: int, people: int) -> Response:
    top = root("sitemapindex", NAMESPACE)
    files = [
        url_for("sitemap.categories"),
        url_for("sitemap.publications"),
        url_for("sitemap.series"),
        *(url_for("sitemap.people", number=n + 1) for n in range(_files(people))),
        *(url_for("sitemap.posts", number=n + 1) for n in range(_files(posts))),
    ]
    for file in files:
        add(add(top, "sitemap"), "loc", absolute(file))
    return _answer(document(top))


@dataclass(frozen=True)
class Address:
    """One address; ``texts``: the same text in its languages, by their tags."""

    address: str
    changed_at: datetime | None = None
    texts: Sequence[tuple[str, str]] = ()


def _addresses(folder: str, places: Iterable[Place]) -> Iterable[Address]:
    def at(slug: str) -> str:
        return absolute(folder + quote(slug, safe=""))

    for place in places:
        texts = [(language, at(slug)) for language, slug in place.texts]
        yield Address(at(place.slug), place.changed_at, texts)


def _urls(*groups: Iterable[Address]) -> Response:
    top = root("urlset", {**NAMESPACE, "xmlns:xhtml": XHTML})
    for group in groups:
        for one in group:
            url = add(top, "url")
            add(url, "loc", one.address)
            if one.changed_at is not None:
                add(url, "lastmod", machine_time(one.changed_at))
            for language, address in one.texts:
                add(url, "xhtml:link", rel="alternate", hreflang=language, href=address)
            if one.texts:  # the original's is for those whose language is none of them
                add(url, "xhtml:link", rel="alternate", hreflang="x-default", href=one.texts[0][1])
    return _answer(document(top))


def _answer(body: bytes) -> Response:
    response = make_response(body)
    response.headers["Content-Type"] = "application/xml; charset=utf-8"
    response.headers["Cache-Control"] = "no-cache"
    return response
