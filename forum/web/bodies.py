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
TAKES_FILE = "__takes_file__"
# The words beside a file.
WORDS = 64 * KIB
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


def takes_a_file(size: int) -> Callable[[View], View]:
    """Lets a view take a form with a file of at most ``size`` bytes, and the usual 64 KiB of words beside it."""

    def decorate(view: View) -> View:
        setattr(view, MARK, size + WORDS)
        setattr(view, TAKES_FILE, True)
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
    if kind == "multipart/form-data" and hasattr(view, TAKES_FILE):
        _check_form_with_file()
        return
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


def _check_form_with_file() -> None:
    """A file is no text, and is not read into memory here. Asking for the form reads all of it, within the limit."""
    request.max_form_memory_size = WORDS
    if not request.form and not request.files:
        abort(400)
    if any("\ufffd" in text for texts in request.form.listvalues() for text in texts):
        abort(400)
    mark_readable()


def _demand_utf8(raw: bytes) -> None:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        abort(400)
