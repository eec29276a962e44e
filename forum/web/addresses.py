"""Addresses that come from outside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import abort, current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter

from forum.domain.paging import Cursor, read_cursor
from forum.web.assets import PREFIX
from forum.web.outside import outside

# The databases' INTEGER; a number beyond it names nothing, and would be an error of ours rather than "not found".
GREATEST = 2**31 - 1


class NumberConverter(IntegerConverter):
    """``<int:…>`` in a route: what no row can have as its number is not there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max": GREATEST, **kwargs})


def number_in_query(name: str) -> int | None:
    """A number in the address's query; None where there is none that a row can have."""
    return number_of(request.args.get(name, ""))


def number_of(text: str) -> int | None:
    """``text`` as a number that a row can have; None for anything else."""
    is_number = text.isascii() and text.isdigit() and len(text) < 11
    return int(text) if is_number and int(text) <= GREATEST else None


def place_in_list() -> Cursor | None:
    """Where a page of a list begins (``older=…``); None at the list's beginning. The request ends here with 400 for a
    place that this site never named."""
    text = request.args.get("older")
    try:
        return None if text is None else read_cursor(text)
    except ValueError:
        abort(400)


def own_hosts() -> frozenset[str]:
    """This site as it was asked and as it is called, each with its port where an address names one."""
    return frozenset((request.host, urlsplit(outside().settings.site_url).netloc))


def is_this_site(host: str) -> bool:
    """Whether ``host`` (with its port, where an address names one) is this site."""
    return host in own_hosts()


def route_of(path: str) -> tuple[str, Mapping[str, Any]] | None:
    """The endpoint that answers at a path (decoded) of this site, and what the path says to it; None where no route is.
    Whether something is there the view alone knows."""
    try:
        return current_app.url_map.bind("localhost").match(path, method="GET")
    except HTTPException:
        return None


def is_address_here(path: str) -> bool:
    """Whether this site itself answers at such a path (decoded), whatever the method, with or without a slash at its
    end."""
    plain = path.rstrip("/") or "/"
    routes = current_app.url_map.bind("localhost")
    return f"{plain}/".startswith(PREFIX) or bool(routes.allowed_methods(plain))


def same_site_path(text: str) -> str | None:
    """``text`` if it is a path of this site, else None: nothing that a browser could read as another host
    (``//evil``, ``/\\evil``, a scheme, control characters)."""
    if not text.startswith("/") or text.startswith("//") or "\\" in text or len(text) > 2000:
        return None
    if any(ord(character) < 0x20 or ord(character) == 0x7F for character in text):
        return None
    parts = urlsplit(text)
    return None if parts.scheme or parts.netloc else text
