"""Files as readers get them: public while a post or publication that readers see uses them, there for staff who write
otherwise.

A file of a draft answers as if it were not there, but to those who are shown the draft (``posts.shown_files``): a
picture can give a person away before anybody has decided to show it. To know costs one question to the database for
each file, which an index answers.
"""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.permissions import may
from forum.domain.refusals import NotFound
from forum.queries.uploads import ServedFile, digest_of, served_file, served_rendition
from forum.web.access import public
from forum.web.files.door import hand_out
from forum.web.identity import current_actor
from forum.web.posts.converters import NUMBER
from forum.web.posts.shown_files import is_opened

room = Blueprint("files", __name__, url_prefix="/media")

YEAR = 365 * 24 * 60 * 60


@room.get(f"/<{NUMBER}:number>/<name>")
@public
def show(number: int, name: str) -> Response:
    now = clock.now()
    file = _seen(served_file(number, now=now), number, now)
    if name != file.name:
        shown = request.args.get("shown")
        return redirect(f"/media/{number}/{quote(file.name)}{f'?shown={quote(shown)}' if shown else ''}", 301)
    # Asked for anew each time: it may have been replaced, or taken down.
    return hand_out(file, "private, no-cache" if file.is_public else "private, no-store")


@room.get(f"/<{NUMBER}:number>/<int:width>/<digest>.<any(avif,webp):form>")
@public
def rendition(number: int, width: int, digest: str, form: str) -> Response:
    now = clock.now()
    file = _seen(served_rendition(number, width, form, now=now), number, now)
    if digest != digest_of(file.key):
        raise NotFound("no_such_file")
    # Its address names its bytes. Shared caches get none: what is taken down must not go on there.
    return hand_out(file, f"private, max-age={YEAR}, immutable" if file.is_public else "private, no-store")


def _seen(file: ServedFile | None, number: int, now: datetime) -> ServedFile:
    if file is not None and (file.is_public or is_opened(number, now) or may(current_actor(), "posts.write")):
        return file
    raise NotFound("no_such_file")
