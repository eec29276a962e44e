"""What people see when something is refused or goes wrong: a page that looks like the site, and a plain sentence."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response

from forum.db import DatabaseAway
from forum.domain.refusals import Refused
from forum.web.access import lets_in
from forum.web.sentences import sentence
from forum.web.typed import typed_words

logger = logging.getLogger("forum.web")

GIVES_BACK = "__gives_back__"
View = TypeVar("View", bound=Callable[..., Any])
Answer = tuple[str, int, dict[str, str]]


def init_app(app: Flask) -> None:
    app.register_error_handler(Refused, on_refused)
    app.register_error_handler(CSRFError, on_csrf)
    app.register_error_handler(DatabaseAway, on_database_away)
    app.register_error_handler(HTTPException, on_http)
    app.register_error_handler(Exception, on_anything)


def waiting_time(refused: Refused) -> dict[str, str]:
    """The header that says when to try again, where the refusal knows it (RFC 9110 §10.2.3); no header otherwise."""
    seconds = refused.facts.get("retry_after")
    return {} if seconds is None else {"Retry-After": str(seconds)}


def page(status: int, said: str, *, headers: dict[str, str] | None = None) -> Answer:
    """The error page. ``said`` is the one sentence about this case. What was typed is given back on it, so that no
    text is lost even where no form could be shown again."""
    html = render_template(
        "errors/page.html", status=status, title=title_of(status), said=said, typed=typed_words()
    )
    return html, status, {"Cache-Control": "private, no-store", **(headers or {})}


def title_of(status: int) -> str:
    """The heading of the error page of ``status``."""
    titles = {
        400: _("That request was not understood"),
        401: _("Please sign in first"),
        403: _("You may not do that"),
        404: _("Nothing is here"),
        405: _("That is not done this way"),
        409: _("Somebody else was faster"),
        410: _("This is gone"),
        413: _("That was too much at once"),
        416: _("That part is not there"),
        422: _("That could not be accepted"),
        429: _("Please wait a little"),
        503: _("We will be back in a moment"),
    }
    return str(titles.get(status) or _("Something broke on our side"))


def on_refused(refused: Refused) -> Answer:
    return page(refused.status, sentence(refused), headers=waiting_time(refused))


def gives_back(form_again: Callable[..., Any]) -> Callable[[View], View]:
    """Marks a view whose form must come back with what was typed when its token has expired: ``form_again(refused,
    **view_args)`` renders it."""

    def decorate(view: View) -> View:
        setattr(view, GIVES_BACK, form_again)
        return view

    return decorate


class FormExpired(Refused):
    """The form's token does not fit the session any more (cookies cleared, another sign-in)."""

    status = 400


def on_csrf(error: CSRFError) -> Any:
    """The form again, for those whom its view lets in: this is asked before any view is, so the lock is looked at here.
    What the form itself refuses is answered like anywhere else; an error inside an error handler would be a 500."""
    refused = FormExpired("form_expired")
    view = current_app.view_functions[request.endpoint or ""]
    form_again = getattr(view, GIVES_BACK, None)
    if form_again is not None and lets_in(view):
        try:
            return form_again(refused, **(request.view_args or {}))
        except Refused as other:
            return on_refused(other)
        except HTTPException as other:
            return on_http(other)
    return page(refused.status, sentence(refused))


def on_database_away(error: DatabaseAway) -> Answer:
    logger.error("the database cannot be used: %s", type(error.orig).__name__)
    return page(503, sentence(Refused("database_away")), headers={"Retry-After": "5"})


def on_http(error: HTTPException) -> Answer | Response:
    """Werkzeug's own errors; redirects pass."""
    if error.code is None or error.code < 400:
        return error.get_response()
    html, status, headers = page(error.code, sentence(Refused(f"http_{error.code}")))
    if error.code == 405:
        headers["Allow"] = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
    return html, status, headers


def on_anything(error: Exception) -> Answer:
    """A mistake of ours: logged by kind and place, never with what somebody typed."""
    logger.error("unhandled error at %s", request.endpoint, exc_info=error)
    return page(InternalServerError.code, sentence(Refused("http_500")))
