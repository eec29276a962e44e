"""Walls around every request: security headers, the origin guard, CSRF tokens, body limits."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.wrappers import Response as BaseResponse

from forum.domain.refusals import NotAllowed
from forum.web.addresses import is_this_site

csrf = CSRFProtect()

View = TypeVar("View", bound=Callable[..., Any])
BY_MAIL_PROGRAM = "__by_mail_program__"

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

# No inline code or style anywhere: the third wall behind the two sanitisers. Pictures may come from the site only
# (a picture elsewhere would tell its server who reads here).
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: the CSRF check under HTTPS needs one's own.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
}


def init_app(app: Flask) -> None:
    csrf.init_app(app)
    app.before_request(guard_origin)
    app.after_request(add_headers)


def guard_origin() -> None:
    """Refuses an unsafe request that another site caused, then checks the form's token. A mail program that ends
    letters has neither a site nor a token: the secret in the address is all that it needs.

    By ``Sec-Fetch-Site`` where the browser sends it, else by ``Origin``; a client that sends neither is no browser and
    still needs the token. Raises ``NotAllowed("foreign_origin")`` or Flask-WTF's ``CSRFError``.
    """
    if request.method in SAFE_METHODS or is_by_mail_program():
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        if site not in ("same-origin", "none"):
            raise NotAllowed("foreign_origin")
    elif origin is not None and not is_this_site(urlsplit(origin).netloc):
        raise NotAllowed("foreign_origin")
    if request.endpoint is not None:
        csrf.protect()


def by_mail_program(view: View) -> View:
    """For views that end letters and do nothing else, by a secret in the address: mail programs, too, may send their
    form there, with no cookie and no token of ours (RFC 8058 §3.1)."""
    setattr(view, BY_MAIL_PROGRAM, True)
    return view


def is_by_mail_program() -> bool:
    """Whether a mail program ends letters by a button of its own."""
    view = current_app.view_functions.get(request.endpoint or "")
    return hasattr(view, BY_MAIL_PROGRAM) and request.form.get("List-Unsubscribe") == "One-Click"


def may_frame(response: BaseResponse, origins: Collection[str]) -> BaseResponse:
    """The page, allowed to load pages of ``origins`` into itself, and of nobody else."""
    if origins:
        allowed = " ".join(sorted(origins))
        response.headers["Content-Security-Policy"] = f"{CSP}; frame-src {allowed}"
    return response


def add_headers(response: Response) -> Response:
    """On every response. What is personal is never stored by anybody on the way."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "private, no-store"
    return response
