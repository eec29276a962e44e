"""Addresses of an earlier site: asked only where this one has nothing, and they lead to its own posts only.

At ``/`` stands the front page: there they are asked where the query names a post, and it answers where none is known.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, redirect, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.old_addresses import MOST, asked_addresses, is_front_page, read_address
from forum.domain.refusals import Refused
from forum.queries.old_addresses import slug_for_old_address
from forum.web.addresses import is_address_here
from forum.web.errors import on_http
from forum.web.security import SAFE_METHODS


def init_app(app: Flask) -> None:
    app.register_error_handler(404, on_nothing)


def on_nothing(error: NotFound) -> Any:
    """The way to the post that once stood at an address which no route of the site knows; else the page that says that
    nothing is there."""
    is_asked = error is request.routing_exception and request.method in SAFE_METHODS
    if is_asked and (way := way_to_post()) is not None:
        return way
    return on_http(error)


def way_to_post() -> Response | None:
    """The way to the post that once stood at the address of the request; None where none did. One statement, none at
    ``/`` where the query names no post."""
    query = request.query_string.decode("utf-8", "replace")
    slug = slug_for_old_address(asked_addresses(request.path, query), now=clock.now())
    return None if slug is None else redirect(url_for("posts.show", slug=slug), 301)


def typed_addresses(text: str) -> tuple[str, ...]:
    """The addresses in a field, one a line, each once. Raises ``Refused``: ``old_addresses_too_many``,
    ``old_addresses_ours`` for one at which this site itself answers, and what ``read_address`` raises."""
    lines = tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    # First, for each asks all routes.
    if len(lines) > MOST:
        raise Refused("old_addresses_too_many", limit=MOST)
    for line in lines:
        path, query = read_address(line)
        if is_address_here(path) and (path.strip("/") or is_front_page(path, query)):
            raise Refused("old_addresses_ours", address=line[:200])
    return lines
