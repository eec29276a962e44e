"""How the pages of the comment form answer: what its buttons want, and what a refusal says beside its sentence."""

from __future__ import annotations

from datetime import datetime

from flask import redirect, request
from werkzeug.wrappers import Response

from forum.domain.actors import Actor
from forum.domain.refusals import Refused
from forum.operations.sanctions import acknowledge_warning
from forum.web.addresses import number_of
from forum.web.errors import waiting_time

Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


def wants_preview() -> bool:
    """Whether the button "Preview" was pressed, and not one that sends. Raises ``Refused("no_such_choice")`` where it
    was none: nothing is sent that nobody asked to send."""
    intent = request.form.get("intent")
    if intent not in ("preview", "send", "acknowledge"):
        raise Refused("no_such_choice")
    return intent == "preview"


def acknowledge_if_read(by: Actor, now: datetime) -> None:
    """Where the button "I have read it" was pressed, the warning beside it is acknowledged; what is sent with it goes
    on."""
    number = number_of(request.form.get("warning", ""))
    if request.form.get("intent") == "acknowledge" and number is not None:
        acknowledge_warning(number, by=by, now=now)


def form_page(html: str, refused: Refused | None, *, is_question: bool = False) -> Page:
    """The page of a form: with the status of what was refused, and when to try again. ``is_question``: nothing was done
    because something is still to be answered."""
    if refused is None:
        return (html, 422) if is_question else html
    return html, refused.status, waiting_time(refused)


def after(address: str) -> Response:
    """Where a form leads that did something."""
    return redirect(address, 303)
