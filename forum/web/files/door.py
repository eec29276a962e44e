"""The one door through which stored files leave the house, whichever address leads to them."""

from __future__ import annotations

from urllib.parse import quote

from flask import request
from werkzeug.wrappers import Response

from forum.adapters.files import FileGone, FilesAway
from forum.domain.refusals import NotFound, Unavailable
from forum.queries.uploads import ServedFile, digest_of
from forum.web.outside import outside

# Whatever somebody uploads can do nothing here: no script, no style, no form, no other address.
CSP = "default-src 'none'; sandbox; frame-ancestors 'none'"


def hand_out(file: ServedFile, cache_control: str, *, save_as: str | None = None) -> Response:
    """The file, a part of it, or 304 to whoever has it. A picture is shown, everything else is saved and never opened
    here; with ``save_as``, a picture too, and under that name. Who may have it is asked before.

    Raises ``NotFound("no_such_file")``, ``Unavailable("files_away")``."""
    etag = digest_of(file.key)
    response = Response(mimetype=file.media_type)
    response.headers["Cache-Control"] = cache_control
    response.headers["Content-Security-Policy"] = CSP
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = (
        "inline" if file.is_picture and save_as is None else _saved(save_as or file.name)
    )
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


def _saved(name: str) -> str:
    """To be saved under this name, in any script (RFC 6266, RFC 8187)."""
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "-.") else "_" for char in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
