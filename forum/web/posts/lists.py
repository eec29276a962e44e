"""The front page, and the posts of a category, a tag, a person, a language, a series."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.paging import Page
from forum.queries.belonging import series_at
from forum.queries.lists import NOT_PINNED, Shelf, front_page, is_written_in, parts_of_series
from forum.queries.people import person_at
from forum.queries.taxonomy import Shelved, section_at, tag_at
from forum.web.access import public
from forum.web.language import current_settings, own_language_name
from forum.web.navigation import current_sections
from forum.web.posts.old_addresses import way_to_post
from forum.web.posts.pages import found_or_led_on, list_page, reader_page

room = Blueprint("lists", __name__)


@room.get("/")
@public
def front() -> Response:
    if (way := way_to_post()) is not None:
        return way
    now, size = clock.now(), current_settings().posts_per_page
    if "older" in request.args:
        return list_page(NOT_PINNED, now=now, template="posts/front.html")
    pinned, page = front_page(size=size, now=now)
    return reader_page("posts/front.html", pinned=pinned, page=page, is_first=True)


@room.get("/categories/<slug:slug>")
@public
def category(slug: str) -> Response:
    find = partial(section_at, categories=current_sections())
    found = found_or_led_on(Shelved.CATEGORY, slug, find)
    return list_page(
        Shelf(categories=found.numbers),
        now=clock.now(),
        kind=_("Category"),
        heading=found.category.name,
        words=found.category.description,
        address=url_for("lists.category", slug=found.category.slug),
        section=found.parent.slug if found.parent else found.category.slug,
        parent=found.parent,
        parts=found.parts,
    )


@room.get("/tags/<slug:slug>")
@public
def tag(slug: str) -> Response:
    now = clock.now()
    found = found_or_led_on(Shelved.TAG, slug, partial(tag_at, now=now))
    return list_page(
        Shelf(tag_id=found.id),
        now=now,
        kind=_("Topic"),
        heading=found.name,
        address=url_for("lists.tag", slug=found.slug),
    )


@room.get("/people/<slug:slug>")
@public
def person(slug: str) -> Response:
    now = clock.now()
    found = found_or_led_on(Shelved.PERSON, slug, partial(person_at, now=now))
    return list_page(
        Shelf(person_id=found.id),
        now=now,
        kind=_("Posts by"),
        heading=found.name,
        standing=found.standing,
        words=found.bio,
        names=[(tag, name) for tag, name in found.names if name != found.name],
        address=url_for("lists.person", slug=found.slug),
    )


@room.get("/languages/<slug:tag>")
@public
def language(tag: str) -> Response:
    now = clock.now()
    if not is_written_in(tag, now=now):
        abort(404)
    return list_page(
        Shelf(language=tag),
        now=now,
        kind=_("Language"),
        heading=own_language_name(tag),
        address=url_for("lists.language", tag=tag),
    )


@room.get("/series/<slug:slug>")
@public
def series(slug: str) -> Response:
    now = clock.now()
    found = found_or_led_on(Shelved.SERIES, slug, partial(series_at, now=now))
    return reader_page(
        "posts/list.html",
        page=Page(parts_of_series(found.id, now=now), None),
        is_first=True,
        kind=_("Series"),
        heading=found.name,
        words=found.description,
        address=url_for("lists.series", slug=found.slug),
    )
