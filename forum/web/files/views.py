"""Files as readers get them: public while a post that readers see uses them, there for staff who write otherwise.

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
from forum.adapters.files import FileGone, FilesAway
from forum.domain.permissions import may
from forum.domain.refusals import NotFound, Unavailable
from forum.queries.uploads import ServedFile, digest_of, served_file, served_rendition
from forum.web.access import public
from forum.web.identity import current_actor
from forum.web.outside import outside
from forum.web.posts.converters import NUMBER
from forum.web.posts.shown_files import is_opened

room = Blueprint("files", __name__, url_prefix="/media")

# Whatever somebody uploads can do nothing here: no script, no style, no form, no other address.
CSP = "default-src 'none'; sandbox; frame-ancestors 'none'"
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
    return _answer(file, "private, no-cache" if file.is_public else "private, no-store")


@room.get(f"/<{NUMBER}:number>/<int:width>/<digest>.<any(avif,webp):form>")
@public
def rendition(number: int, width: int, digest: str, form: str) -> Response:
    now = clock.now()
    file = _seen(served_rendition(number, width, form, now=now), number, now)
    if digest != digest_of(file.key):
        raise NotFound("no_such_file")
    # Its address names its bytes. Shared caches get none: what is taken down must not go on there.
    return _answer(file, f"private, max-age={YEAR}, immutable" if file.is_public else "private, no-store")


def _seen(file: ServedFile | None, number: int, now: datetime) -> ServedFile:
    if file is not None and (file.is_public or is_opened(number, now) or may(current_actor(), "posts.write")):
        return file
    raise NotFound("no_such_file")


def _answer(file: ServedFile, cache_control: str) -> Response:
    etag = digest_of(file.key)
    response = Response(mimetype=file.media_type)
    response.headers["Cache-Control"] = cache_control
    response.headers["Content-Security-Policy"] = CSP
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = _disposition(file)
    response.set_etag(etag)
    response.accept_ranges = "bytes"
    if request.if_none_match.contains(etag):
        response.status_code = 304
        return response
    response.content_length = file.size
    if request.method == "GET":
        response.set_data(_bytes_of(file))
    return response.make_conditional(request, accept_ranges=True, complete_length=file.size)


def _bytes_of(file: ServedFile) -> bytes:
    try:
        return outside().files.read(file.key)
    except FileGone:
        raise NotFound("no_such_file") from None
    except FilesAway:
        raise Unavailable("files_away", retry_after=30) from None


def _disposition(file: ServedFile) -> str:
    """Pictures are shown; everything else is saved, never opened here. The name in any script (RFC 6266)."""
    if file.is_picture:
        return "inline"
    plain = "".join(
        char if char.isascii() and (char.isalnum() or char in "-.") else "_" for char in file.name
    )
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name, safe='')}"
