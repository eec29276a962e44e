"""One-time links: the address opens a page with a button, and only the button lets somebody in."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask_security import login_user
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.operations.accounts import use_link
from forum.operations.accounts.inviting import LinkGone
from forum.queries.accounts import open_link
from forum.web.access import public
from forum.web.accounts.forms import ROLE_NAMES, wanted_path
from forum.web.outside import outside

room = Blueprint("links", __name__, url_prefix="/sign-in/link")

Page = str | Response | tuple[str, int]


@room.get("/<token>")
@public
def show(token: str) -> Page:
    link = open_link(outside().seals.code_hash(token), now=clock.now())
    if link is None:
        return render_template("accounts/link_gone.html", about="sign-in"), LinkGone.status
    return render_template("accounts/link.html", link=link, next=wanted_path(), roles=ROLE_NAMES)


@room.post("/<token>")
@public
def use(token: str) -> Page:
    try:
        account = use_link(outside().seals.code_hash(token), now=clock.now())
    except LinkGone as gone:
        return render_template("accounts/link_gone.html", about="sign-in"), gone.status
    login_user(account, authn_via=["link"])
    return redirect(wanted_path() or url_for("accounts.account", done="link"), 303)
