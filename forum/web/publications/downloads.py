"""The stable addresses of editions. One gives the newest version, and one for each number gives that version for ever.

What readers do not see is not there, for anybody: its authors have the file's own address. Each whole answer is counted
(``domain.publications.is_download``), robots included: to tell them apart one would have to look at who asks.
"""

from __future__ import annotations

from functools import partial
from typing import cast

from flask import Blueprint, current_app, request
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.publications import is_download, saved_as
from forum.domain.refusals import NotFound
from forum.domain.uploads import BY_NAME
from forum.queries.publications.addresses import fate_of_publication, served_edition
from forum.web.access import public
from forum.web.files.door import hand_out
from forum.web.posts.converters import NUMBER
from forum.web.posts.pages import elsewhere
from forum.web.publications.counting import Downloads

room = Blueprint("downloads", __name__, url_prefix="/publications")

KIND = f"<any({', '.join(BY_NAME)}):kind>"


@room.get(f"/<slug:slug>/<language:language>.{KIND}")
@public
def newest(slug: str, language: str, kind: str) -> Response:
    return _given(slug, language, kind, None)


@room.get(f"/<slug:slug>/<language:language>/<{NUMBER}:number>.{KIND}")
@public
def version(slug: str, language: str, kind: str, number: int) -> Response:
    return _given(slug, language, kind, number)


def _given(slug: str, language: str, kind: str, number: int | None) -> Response:
    now = clock.now()
    served = served_edition(slug, language, kind, number, now=now)
    if served is None:
        fate = fate_of_publication(slug, now=now)
        if fate.slug == slug:  # it is there, but not in this language, format or version
            raise NotFound("no_such_edition")
        values = {} if number is None else {"number": number}
        return elsewhere(
            fate, str(request.endpoint), missing="no_such_edition", language=language, kind=kind, **values
        )
    name = saved_as(slug, language, kind, number)
    # Asked for anew each time: there may be a newer version, or it may have been taken down.
    response = hand_out(served.file, "private, no-cache", save_as=name)
    if is_download(request.method, response.status_code, response.headers.get("Content-Range")):
        counter = cast(Downloads, current_app.extensions["downloads"])
        response.call_on_close(partial(counter.count, served.version_id))
    return response
