"""Tags: seen, renamed, merged, deleted. Authors make them by using them."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.refusals import NotFound, Refused
from forum.operations.tags import delete_tag, merge_tag, rename_tag
from forum.queries.taxonomy import shelved_tag, tag_shelf
from forum.web.access import requires
from forum.web.errors import gives_back
from forum.web.identity import current_actor
from forum.web.sentences import sentence

room = Blueprint("tags", __name__, url_prefix="/desk/tags")

Page = str | Response | tuple[str, int]
TAGS_ON_A_PAGE = 100


@room.get("")
@requires("tags.edit")
def index() -> Page:
    # No text of this site holds a NUL, and PostgreSQL takes none to look for.
    tags, further = tag_shelf(after=request.args.get("after", "").replace("\0", ""), size=TAGS_ON_A_PAGE)
    return render_template("tags/index.html", tags=tags, further=further)


@room.get("/<int:number>")
@requires("tags.edit")
def edit(number: int) -> Page:
    return _page(number)


def typed_again(refused: Refused, number: int) -> Page:
    """The page with what was typed, and what is wrong with it."""
    return _page(number, refused=refused)


@room.post("/<int:number>")
@requires("tags.edit")
@gives_back(typed_again)
def change(number: int) -> Page:
    try:
        name, slug = request.form.get("name", ""), request.form.get("slug", "").strip()
        tag = rename_tag(number, name, slug=slug, by=current_actor(), now=clock.now())
    except NotFound:
        raise
    except Refused as refused:
        return typed_again(refused, number)
    flash(_("“%(name)s” is saved.", name=tag.name))
    return redirect(url_for("tags.edit", number=number), 303)


@room.post("/<int:number>/merger")
@requires("tags.edit")
@gives_back(typed_again)
def merge(number: int) -> Page:
    try:
        other = merge_tag(number, request.form.get("into", ""), by=current_actor(), now=clock.now())
    except NotFound:
        raise
    except Refused as refused:
        return typed_again(refused, number)
    flash(_("Its posts have the tag “%(name)s” now, and its address leads there.", name=other.name))
    return redirect(url_for("tags.edit", number=other.id), 303)


@room.post("/<int:number>/deletion")
@requires("tags.edit")
def delete(number: int) -> Response:
    delete_tag(number, by=current_actor(), now=clock.now())
    flash(_("The tag is deleted."))
    return redirect(url_for("tags.index"), 303)


def _page(number: int, *, refused: Refused | None = None) -> Page:
    tag = shelved_tag(number) or abort(404)
    is_merger = "into" in request.form
    html = render_template(
        "tags/tag.html",
        tag=tag,
        typed={"name": tag.name, "slug": tag.slug} | request.form.to_dict(),
        said=sentence(refused) if refused else None,
        field=("into" if is_merger else "slug" if refused.code.startswith("tag_slug_") else "name")
        if refused
        else None,
    )
    return html, refused.status if refused else 200
