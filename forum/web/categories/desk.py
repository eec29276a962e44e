"""Categories: seen, made, changed, deleted. What readers see of one is among the lists of posts."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.refusals import NotFound, Refused
from forum.domain.screening import Mode
from forum.operations.categories import CategoryDraft, delete_category, merge_category, save_category
from forum.queries.taxonomy import ShelvedCategory, category_shelf
from forum.web.access import requires
from forum.web.addresses import number_of
from forum.web.errors import gives_back
from forum.web.fields import field_of
from forum.web.identity import current_actor
from forum.web.sentences import sentence

room = Blueprint("categories", __name__, url_prefix="/desk/categories")

Page = str | Response | tuple[str, int]
FIELDS = ("name", "slug", "description", "parent", "comments_mode", "place")


@room.get("")
@requires("categories.edit")
def index() -> Page:
    return _page({})


def typed_again(refused: Refused, number: int | None = None) -> Page:
    """The page with what was typed, and what is wrong with it."""
    return _page({name: request.form.get(name, "") for name in FIELDS}, number=number, refused=refused)


@room.post("")
@requires("categories.edit")
@gives_back(typed_again)
def create() -> Page:
    return _save(None)


@room.get("/<int:number>")
@requires("categories.edit")
def edit(number: int) -> Page:
    return _page(None, number=number)


@room.post("/<int:number>")
@requires("categories.edit")
@gives_back(typed_again)
def change(number: int) -> Page:
    return _save(number)


@room.post("/<int:number>/deletion")
@requires("categories.edit")
def delete(number: int) -> Page:
    try:
        delete_category(number, by=current_actor(), now=clock.now())
    except NotFound:
        raise
    except Refused as refused:
        return _page(None, number=number, refused=refused)
    flash(_("The category is deleted."))
    return redirect(url_for("categories.index"), 303)


@room.post("/<int:number>/merger")
@requires("categories.edit")
def merge(number: int) -> Page:
    try:
        into = number_of(request.form.get("into", "")) or 0
        other = merge_category(number, into, by=current_actor(), now=clock.now())
    except NotFound:
        raise
    except Refused as refused:
        return _page(None, number=number, refused=refused)
    flash(_("Its posts stand in “%(name)s” now, and its address leads there.", name=other.name))
    return redirect(url_for("categories.index"), 303)


def _save(number: int | None) -> Page:
    try:
        saved = save_category(number, _draft(), by=current_actor(), now=clock.now())
    except NotFound:
        raise
    except Refused as refused:
        return typed_again(refused, number)
    flash(_("“%(name)s” is saved.", name=saved.name))
    return redirect(url_for("categories.index"), 303)


def _draft() -> CategoryDraft:
    """Raises ``Refused``: ``category_mode_unknown``, ``category_place_out_of_bounds``."""
    form = {name: request.form.get(name, "").strip() for name in FIELDS}
    mode, place, parent = form["comments_mode"], form["place"], form["parent"]
    if mode and mode not in set(Mode):
        raise Refused("category_mode_unknown")
    return CategoryDraft(
        name=form["name"],
        description=form["description"],
        slug=form["slug"],
        # What is no number is no category: there is none with the number 0.
        parent_id=(number_of(parent) or 0) if parent else None,
        comments_mode=Mode(mode) if mode else None,
        # What is no number is no place: 0 is refused with the places that there are.
        place=(number_of(place) or 0) if place else None,
    )


def _page(typed: dict[str, str] | None, *, number: int | None = None, refused: Refused | None = None) -> Page:
    """``typed`` None: what is stored of the category ``number``."""
    shelf = category_shelf()
    stored = next((one for one in shelf if one.id == number), None)
    if number is not None and stored is None:
        abort(404)
    if typed is None and stored is not None:
        typed = {
            "name": stored.name,
            "slug": stored.slug,
            "description": stored.description,
            "parent": str(stored.parent_id or ""),
            "comments_mode": stored.comments_mode or "",
            "place": str([one for one in shelf if one.parent_id == stored.parent_id].index(stored) + 1),
        }
    html = render_template(
        "categories/index.html",
        shelf=shelf,
        parents=[
            ("", _("in none")),
            *((str(one.id), one.name) for one in shelf if _takes(one, stored, shelf)),
        ],
        merges=[(str(one.id), one.name) for one in shelf if one != stored],
        stored=stored,
        typed=typed or {},
        said=sentence(refused) if refused else None,
        field=field_of(refused) if refused else None,
    )
    return html, refused.status if refused else 200


def _takes(one: ShelvedCategory, stored: ShelvedCategory | None, shelf: Sequence[ShelvedCategory]) -> bool:
    """Whether the category that is changed (None: a new one) may stand in ``one``."""
    if one.parent_id is not None or one == stored:
        return False
    return stored is None or all(other.parent_id != stored.id for other in shelf)
