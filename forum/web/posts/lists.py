"""The front page, and the posts of a category, a tag, a person."""

from __future__ import annotations

from flask import Blueprint, abort, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.queries.lists import ALL_POSTS, Shelf
from forum.queries.people import person_at
from forum.queries.taxonomy import category_at, tag_at
from forum.web.access import public
from forum.web.posts.pages import list_page

room = Blueprint("lists", __name__)


@room.get("/")
@public
def front() -> Response:
    return list_page(ALL_POSTS, now=clock.now(), template="posts/front.html")


@room.get("/categories/<slug:slug>")
@public
def category(slug: str) -> Response:
    found = category_at(slug) or abort(404)
    return list_page(
        Shelf(category_id=found.id),
        now=clock.now(),
        kind=_("Category"),
        heading=found.name,
        words=found.description,
        address=url_for("lists.category", slug=found.slug),
        section=found.slug,
    )


@room.get("/tags/<slug:slug>")
@public
def tag(slug: str) -> Response:
    now = clock.now()
    found = tag_at(slug, now=now) or abort(404)
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
    found = person_at(slug, now=now) or abort(404)
    return list_page(
        Shelf(person_id=found.id),
        now=now,
        kind=_("Posts by"),
        heading=found.name,
        standing=found.standing,
        words=found.bio,
        address=url_for("lists.person", slug=found.slug),
    )
