"""What the readers' pages have in common: how they are answered, and how a list of posts becomes one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from flask import abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.domain.actors import ActorKind
from forum.domain.refusals import NotFound
from forum.queries.fates import Fate
from forum.queries.lists import Shelf, posts_on
from forum.queries.taxonomy import Shelved, moved_to
from forum.web.addresses import place_in_list
from forum.web.identity import current_actor
from forum.web.language import current_settings
from forum.web.packing import pack

Found = TypeVar("Found")


def reader_page(template: str, **facts: Any) -> Response:
    """The page. A browser may keep it but asks again each time: what was taken down must not come back by the
    back button's page. A signed-in person's page is not kept at all (the default of every answer)."""
    response = make_response(render_template(template, **facts))
    if current_actor().kind is not ActorKind.PERSON:
        response.headers["Cache-Control"] = "private, no-cache"
        pack(response)
    return response


def list_page(shelf: Shelf, *, now: datetime, template: str = "posts/list.html", **facts: Any) -> Response:
    """A page of ``shelf``, from where the address says. ``facts`` are the template's: ``heading``, ``address``, ….
    Answers 400 for a place that this site never named."""
    older = place_in_list()
    page = posts_on(shelf, size=current_settings().posts_per_page, older=older, now=now)
    return reader_page(template, page=page, is_first=older is None, **facts)


def found_or_led_on(shelved: Shelved, slug: str, find: Callable[[str], Found | None], **values: Any) -> Found:
    """What ``find`` finds at ``slug``. Where that is nothing, the request ends here: with the way to where such a list
    is now, if anything is found there, else with 404. The route is the one that was asked, ``values`` its others."""
    found = find(slug)
    if found is None:
        new = moved_to(shelved, slug)
        if new is not None and find(new) is not None:
            abort(redirect(url_for(str(request.endpoint), slug=new, **values), 301))
        abort(404)
    return found


def elsewhere(
    fate: Fate, endpoint: str = "posts.show", *, missing: str = "no_such_post", **values: Any
) -> Response:
    """The answer where a post (or whatever ``endpoint`` shows) is not: the way to its new address, gone for good, or
    never here, which raises ``NotFound`` with the code ``missing``."""
    if fate.slug is not None:
        return redirect(url_for(endpoint, slug=fate.slug, **values), 301)
    if fate.is_gone:
        abort(410)
    raise NotFound(missing)
