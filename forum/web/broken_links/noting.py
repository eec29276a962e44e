"""Noting where readers found nothing: the address, how often, on which days. Not who, and not what was behind a ``?``.

It happens behind the answer's making and waits for nobody: where another writer is at work, or too many were noted in
this minute, nothing is noted. A reader's answer does not depend on it.
"""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import unquote, urlsplit

from flask import Flask, Response, current_app, request

from forum.adapters import clock
from forum.db import DatabaseAway
from forum.domain.broken_links import Sample, address_to_remember, may_be_a_message
from forum.domain.refusals import Unavailable
from forum.operations.broken_links import note_missing
from forum.queries.broken_links import those_that_answer
from forum.web.addresses import is_this_site
from forum.web.broken_links.targets import page_for_readers
from forum.web.identity import current_actor

SAMPLE = "missing_addresses"
# Rooms whose addresses readers follow and copy. What is asked for in any other is never noted.
_ROOMS = frozenset({"posts", "post_texts", "lists", "archive", "feeds", "publications", "downloads"})


def init_app(app: Flask) -> None:
    app.extensions[SAMPLE] = Sample()
    app.after_request(note)


def note(response: Response) -> Response:
    """Notes the request where it found nothing, and answers as before."""
    if response.status_code != 404 or request.method != "GET":
        return response
    if request.blueprint is not None and request.blueprint not in _ROOMS:
        return response
    address = address_to_remember(request.path, request.query_string.decode("utf-8", "replace"))
    if address is None:
        return response
    now = clock.now()
    sample: Sample = current_app.extensions[SAMPLE]
    with suppress(Unavailable, DatabaseAway):
        if not current_actor().is_staff and sample.takes(now):
            came_from = _came_from()
            if came_from or not may_be_a_message(address):
                note_missing(address, came_from=came_from, now=now)
    return response


def _came_from() -> str:
    """The path of the public page of this site that led here, "" where none did. Whatever else a browser says of the
    page before is thrown away."""
    try:
        parts = urlsplit(request.referrer or "")
    except ValueError:
        return ""
    if not parts.path or not is_this_site(parts.netloc):
        return ""
    wanted = page_for_readers(parts.path)
    if wanted is None or (wanted and not those_that_answer(wanted, now=clock.now())):
        return ""
    path = unquote(parts.path)
    # What a browser says can be made up wherever nothing of the site's own must answer.
    return path if path == "/" or address_to_remember(path) == path else ""
