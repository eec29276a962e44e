"""The report of links that lead nowhere, and what can be done about those that readers followed."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.broken_links import Place
from forum.domain.refusals import NotFound, Refused
from forum.operations.broken_links import forget_missing, lead_missing
from forum.queries.broken_links import missing_address, missing_addresses
from forum.web.access import requires
from forum.web.addresses import place_in_list
from forum.web.broken_links.report import broken_links
from forum.web.broken_links.targets import endpoint_of, targets_of
from forum.web.errors import gives_back
from forum.web.identity import current_actor
from forum.web.posts.drafting import post_at_address
from forum.web.sentences import sentence

room = Blueprint("broken_links", __name__, url_prefix="/desk/broken-links")

Page = str | Response | tuple[str, int]
SHOWN = 100


@room.get("")
@requires("links.mend")
def index() -> Page:
    return _page()


def typed_again(refused: Refused, number: int) -> Page:
    """The report with what was typed, and what is wrong with it."""
    return _page(refused=refused, number=number)


@room.post("/<int:number>/redirection")
@requires("links.mend")
@gives_back(typed_again)
def lead(number: int) -> Page:
    missing = missing_address(number)
    if missing is None:
        raise NotFound("no_such_missing_address")
    if not can_lead(missing.address):
        # No form stands beside it, to which something could be said.
        return _page(refused=Refused("old_addresses_ours", address=missing.address))
    try:
        post_id = post_at_address(request.form.get("to", "").strip(), "leads_to_no_post")
        if post_id is None:
            raise Refused("leads_to_no_post")
        slug = _slug_at(missing.address)
        post = lead_missing(number, post_id, slug=slug, by=current_actor(), now=clock.now())
    except NotFound:
        raise
    except Refused as refused:
        return typed_again(refused, number)
    flash(_("“%(address)s” leads to the post “%(title)s” now.", address=missing.address, title=post.title))
    return redirect(url_for("broken_links.index"), 303)


@room.post("/<int:number>/removal")
@requires("links.mend")
def forget(number: int) -> Response:
    forget_missing(number, by=current_actor(), now=clock.now())
    flash(_("The address is forgotten. It comes back when somebody asks for it again."))
    return redirect(url_for("broken_links.index"), 303)


def _slug_at(address: str) -> str | None:
    """Where the address is one of a post of this site, its last part; None where it is one of an earlier site."""
    targets = targets_of(address) if endpoint_of(address) == "posts.show" else None
    return next((one.key for one in targets or () if one.place is Place.POST), None)


def can_lead(address: str) -> bool:
    """Whether the address can lead to a post: no route answers there, or that of the posts."""
    return endpoint_of(address) in (None, "posts.show")


def _page(*, refused: Refused | None = None, number: int | None = None) -> Page:
    html = render_template(
        "broken_links/index.html",
        report=broken_links(older=place_in_list(), now=clock.now()),
        is_first="older" not in request.args,
        missing=missing_addresses(size=SHOWN),
        most=SHOWN,
        can_lead=can_lead,
        said=sentence(refused) if refused else None,
        wrong=number,
        typed=request.form.get("to", ""),
    )
    return html, refused.status if refused else 200
