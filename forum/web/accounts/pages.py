"""The account library's pages and answers, as the house gives them.

A form that was refused answers 422 (429 with Retry-After from a limit on) and comes back as it was typed; one that went
well answers 303. Where people go next is the house's word, never the library's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import current_app, make_response, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from forum.domain.refusals import Refused
from forum.queries.accounts import Account
from forum.web.accounts.datastore import AccountStore
from forum.web.sentences import sentence

Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]

# Pages that the library shows again after a form went well; here they lead on, so that reloading sends nothing twice.
LEADS_TO = {
    "accounts/recover.html": "accounts.recover_sent",
    "accounts/confirm_again.html": "accounts.confirm_sent",
}


def render(template: str, **context: Any) -> Any:
    """What the library renders: a letter as text; a page with the status that its form deserves."""
    if template.endswith(".txt"):
        return render_template(template, **context)
    form = next(value for value in context.values() if isinstance(value, FlaskForm))
    if request.method == "POST" and not form.errors and template in LEADS_TO:
        return redirect(url_for(LEADS_TO[template]), 303)
    return form_page(template, form)


def form_page(template: str, form: FlaskForm, **facts: Any) -> Page:
    """``template`` with ``form``: 200 as long as nothing is wrong with it, 422, or 429 where it is over a limit."""
    seconds = getattr(form, "retry_after", None)
    html = render_template(template, form=form, **facts)
    if seconds is not None:
        return html, 429, {"Retry-After": str(seconds)}
    return html, 422 if form.errors else 200


def in_house(view: Callable[..., Any], leads_to: Callable[[], str]) -> Callable[..., Response]:
    """A view of the library: what it did is stored before it answers (so that a refusal can still become a page), and
    where it redirects, people go to ``leads_to()``."""

    @wraps(view)
    def entered(**values: Any) -> Response:
        answer: Response = make_response(view(**values))
        store = current_app.extensions["security"].datastore
        assert isinstance(store, AccountStore)
        store.commit()
        if answer.status_code in (301, 302, 303):
            return redirect(leads_to(), 303)
        return answer

    return entered


def form_again(template: str, form_class: type[FlaskForm]) -> Callable[..., Page]:
    """For ``errors.gives_back``: the form as it was typed, with the sentence that says what happened to it."""

    def again(refused: Refused, **_: Any) -> Page:
        form = form_class()
        form.form_errors.append(sentence(refused))
        html = render_template(template, form=form)
        return html, refused.status

    return again


def bearer_of(token: str, status_of: Callable[[str], tuple[bool, bool, Account | None]]) -> Account | None:
    """Whom a letter's link was written for; None where the token is forged, too old, already used, or the account
    closed. ``status_of`` is the library's question about the kind of link (expired, invalid, account)."""
    expired, invalid, account = status_of(token)
    if expired or invalid or account is None or not account.active:
        return None
    return account
