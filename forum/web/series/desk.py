"""Series: seen, named, merged, their parts put in order, deleted. Authors begin them by naming them."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.belonging import put_in_order
from forum.domain.paging import read_number
from forum.domain.refusals import NotFound, Refused
from forum.operations.series import SeriesDraft, change_series, delete_series, merge_series, order_series
from forum.queries.series import series_shelf, shelved_parts, shelved_series
from forum.web.access import requires
from forum.web.errors import gives_back
from forum.web.identity import current_actor
from forum.web.sentences import sentence

room = Blueprint("series_desk", __name__, url_prefix="/desk/series")

Page = str | Response | tuple[str, int]
SERIES_ON_A_PAGE = 100
_FIELDS = {"series_slug": "slug", "series_description": "description", "series_name": "name"}


@room.get("")
@requires("series.edit")
def index() -> Page:
    # No text of this site holds a NUL, and PostgreSQL takes none to look for.
    shelf, further = series_shelf(
        after=request.args.get("after", "").replace("\0", ""), size=SERIES_ON_A_PAGE
    )
    return render_template("series/index.html", shelf=shelf, further=further)


@room.get("/<int:number>")
@requires("series.edit")
def edit(number: int) -> Page:
    return _page(number)


def typed_again(refused: Refused, number: int) -> Page:
    """The page with what was typed, and what is wrong with it."""
    return _page(number, refused=refused)


@room.post("/<int:number>")
@requires("series.edit")
@gives_back(typed_again)
def change(number: int) -> Page:
    typed = {name: request.form.get(name, "").strip() for name in ("name", "description", "slug")}
    try:
        series = change_series(number, SeriesDraft(**typed), by=current_actor(), now=clock.now())
    except NotFound:
        raise
    except Refused as refused:
        return typed_again(refused, number)
    flash(_("“%(name)s” is saved.", name=series.name))
    return redirect(url_for("series_desk.edit", number=number), 303)


@room.post("/<int:number>/order")
@requires("series.edit")
@gives_back(typed_again)
def order(number: int) -> Page:
    """From the numbers that were typed, and by one step with the arrow that was pressed."""
    parts = [read_number(text) or 0 for text in request.form.getlist("part")]
    places = [read_number(text.strip()) for text in request.form.getlist("place")]
    up, down = (read_number(request.form.get(name)) for name in ("up", "down"))
    try:
        wanted = put_in_order(parts, places, up=up, down=down)
        order_series(number, wanted, seen=parts, by=current_actor(), now=clock.now())
    except NotFound:
        raise
    except Refused as refused:
        return typed_again(refused, number)
    flash(_("The parts stand in this order now."))
    return redirect(
        url_for("series_desk.edit", number=number, _anchor=f"part-{up or down}" if up or down else "parts"),
        303,
    )


@room.post("/<int:number>/merger")
@requires("series.edit")
@gives_back(typed_again)
def merge(number: int) -> Page:
    try:
        other = merge_series(number, request.form.get("into", ""), by=current_actor(), now=clock.now())
    except NotFound:
        raise
    except Refused as refused:
        return typed_again(refused, number)
    flash(
        _(
            "Its posts stand in “%(name)s” now, behind the others, and its address leads there.",
            name=other.name,
        )
    )
    return redirect(url_for("series_desk.edit", number=other.id), 303)


@room.post("/<int:number>/deletion")
@requires("series.edit")
def delete(number: int) -> Page:
    try:
        delete_series(number, by=current_actor(), now=clock.now())
    except NotFound:
        raise
    except Refused as refused:
        return typed_again(refused, number)
    flash(_("The series is deleted."))
    return redirect(url_for("series_desk.index"), 303)


def _page(number: int, *, refused: Refused | None = None) -> Page:
    series = shelved_series(number) or abort(404)
    stored = {"name": series.name, "slug": series.slug, "description": series.description}
    html = render_template(
        "series/series.html",
        series=series,
        parts=shelved_parts(number, now=clock.now()),
        typed=stored | request.form.to_dict(),
        places=_typed_places(),
        said=sentence(refused) if refused else None,
        field=_field(refused) if refused else None,
    )
    return html, refused.status if refused else 200


def _typed_places() -> dict[str, str]:
    """What was typed as the place of each part, where it is another one than that at which the part was shown."""
    shown = zip(request.form.getlist("part"), request.form.getlist("place"), strict=False)
    return {part: place for at, (part, place) in enumerate(shown, 1) if place.strip() != str(at)}


def _field(refused: Refused) -> str | None:
    """The field that the sentence is about: one of the parts' for their order, None for the whole."""
    if "into" in request.form:
        return "into"
    if "part" in request.form:
        return "parts"
    return next((name for code, name in _FIELDS.items() if refused.code.startswith(code)), None)
