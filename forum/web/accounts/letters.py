"""The link of letters about one's comments, for ending them: it needs no sign-in, and only its button ends anything.

Mail programs may end them with one press of their own (RFC 8058): they send their form to the same address.
"""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.refusals import NotFound
from forum.operations.accounts import want_letters
from forum.queries.letters import takes_letters
from forum.web.access import public
from forum.web.outside import outside
from forum.web.security import by_mail_program, is_by_mail_program

room = Blueprint("letters", __name__, url_prefix="/letters")


@room.get("/<token>")
@public
def show(token: str) -> Response:
    takes = takes_letters(_account(token))
    page = make_response(render_template("accounts/letters_end.html", token=token, takes=takes))
    page.headers["X-Robots-Tag"] = "noindex"
    return page


@room.post("/<token>")
@public
@by_mail_program
def end(token: str) -> Response:
    want_letters(_account(token), False, now=clock.now())
    if is_by_mail_program():
        return make_response("")  # they follow no redirect
    return redirect(url_for("letters.show", token=token), 303)


def _account(token: str) -> int:
    """The account for which a letter's link was written. Raises ``NotFound("no_such_notice")`` for any other link."""
    user_id = outside().seals.account_of(token)
    if user_id is None or takes_letters(user_id) is None:
        raise NotFound("no_such_notice")
    return user_id
