"""What a request may bring: checked before any form is read, so that bad input ends early with a clear answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import unquote_to_bytes

from flask import Flask, abort, current_app, request

from forum.web.typed import mark_readable

View = TypeVar("View", bound=Callable[..., object])

KIB = 1024
DEFAULT_LIMIT = 64 * KIB
MAX_FIELDS = 1000
MARK = "__body_limit__"
# Percent-encoding writes three bytes for one: 10,000 emoji are 40 kB of text and 120 kB on the wire.
ENCODED = 3


def init_app(app: Flask) -> None:
    app.before_request(check_body)


def takes(kibibytes: int) -> Callable[[View], View]:
    """Lets a view take a larger body than the usual 64 KiB (the editor, a long list of words)."""

    def decorate(view: View) -> View:
        setattr(view, MARK, kibibytes * KIB)
        return view

    return decorate


def check_body() -> None:
    """Answers 413 for a body that is too large (decoded), 400 for one that is not UTF-8 or claims to be a form and is
    none."""
    if request.method not in ("POST", "PUT", "PATCH", "DELETE"):
        return
    view = current_app.view_functions.get(request.endpoint or "")
    limit = getattr(view, MARK, DEFAULT_LIMIT)
    kind = request.mimetype
    request.max_content_length = limit * ENCODED if kind == "application/x-www-form-urlencoded" else limit
    raw = request.get_data(cache=True)
    if kind == "application/x-www-form-urlencoded":
        if raw.count(b"&") >= MAX_FIELDS:
            abort(413)
        decoded = unquote_to_bytes(raw.replace(b"+", b" "))
        if len(decoded) > limit:
            abort(413)
        _demand_utf8(decoded)
    elif kind == "multipart/form-data":
        _demand_utf8(raw)
        if raw and not request.form and not request.files:
            abort(400)
    elif raw:
        abort(415)
    mark_readable()


def _demand_utf8(raw: bytes) -> None:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        abort(400)
