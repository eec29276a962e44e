"""A writer's page at the desk: comments with outcomes, sanctions with their history."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.refusals import NotFound, Refused
from forum.domain.sanctions import SanctionKind, Writer
from forum.operations.sanctions import impose_sanction, lift_sanction
from forum.queries.moderation.cursors import read_cursor, write_cursor
from forum.queries.moderation.notes import notes_about
from forum.queries.moderation.writers import comments_of, writer_view
from forum.queries.sanctions import sanctions_of
from forum.web.access import requires
from forum.web.addresses import number_of
from forum.web.errors import gives_back
from forum.web.fields import field_of
from forum.web.identity import current_actor
from forum.web.sentences import sentence

room = Blueprint("writers", __name__, url_prefix="/desk")

Page = str | Response | tuple[str, int]
COMMENTS_ON_A_PAGE = 25
MOST_DAYS = 3650
WRITER = "/writers/<any(user, guest):kind>:<int:number>"


@room.get(WRITER)
@requires("writers.sanction")
def show(kind: str, number: int) -> Page:
    return _page(kind, number)


def typed_again(refused: Refused, kind: str, number: int) -> Page:
    """The page with the sanction as it was typed, and what is wrong with it."""
    return _page(kind, number, refused=refused)


@room.post(f"{WRITER}/sanctions")
@requires("writers.sanction")
@gives_back(typed_again)
def impose(kind: str, number: int) -> Page:
    now = clock.now()
    try:
        days = _days()
        impose_sanction(
            _writer(kind, number),
            _kind(),
            request.form.get("reason", ""),
            until=None if days is None else now + timedelta(days=days),
            by=current_actor(),
            now=now,
        )
    except NotFound:
        raise
    except Refused as refused:
        return typed_again(refused, kind, number)
    flash(_("The sanction holds from now on."))
    return redirect(url_for("writers.show", kind=kind, number=number), 303)


@room.post("/sanctions/<int:number>/end")
@requires("writers.sanction")
def lift(number: int) -> Response:
    row = lift_sanction(number, by=current_actor(), now=clock.now())
    flash(_("The sanction is lifted."))
    kind, who = Writer(row.user_id, row.guest_id).code.split(":")
    return redirect(url_for("writers.show", kind=kind, number=who), 303)


def _writer(kind: str, number: int) -> Writer:
    return Writer(user_id=number) if kind == "user" else Writer(guest_id=number)


def _kind() -> SanctionKind:
    """Raises ``Refused("no_such_kind")``."""
    try:
        return SanctionKind(request.form.get("kind", ""))
    except ValueError:
        raise Refused("no_such_kind") from None


def _days() -> int | None:
    """For how many days; None: without an end. Raises ``Refused("sanction_end_past")``."""
    text = request.form.get("days", "").strip()
    if not text:
        return None
    days = number_of(text) or 0
    if not 1 <= days <= MOST_DAYS:
        raise Refused("sanction_end_past")
    return days


def _note_again(refused: Refused | None) -> dict[str, str]:
    """The note as it was typed, where it was one that was refused."""
    if refused is None or "text" not in request.form:
        return {}
    return {"note_typed": request.form["text"], "note_said": sentence(refused)}


def _page(kind: str, number: int, *, refused: Refused | None = None) -> Page:
    writer = _writer(kind, number)
    view = writer_view(writer)
    if view is None:
        abort(404)
    before = read_cursor(request.args.get("before"))
    lines = comments_of(writer, before=before, limit=COMMENTS_ON_A_PAGE + 1)
    last = lines[COMMENTS_ON_A_PAGE - 1] if len(lines) > COMMENTS_ON_A_PAGE else None
    html = render_template(
        "moderation/writer.html",
        view=view,
        lines=lines[:COMMENTS_ON_A_PAGE],
        older=write_cursor(last.created_at, last.id) if last else None,
        sanctions=sanctions_of(writer),
        notes=notes_about(writer),
        **_note_again(refused),
        kinds=list(SanctionKind),
        now=clock.now(),
        typed=request.form,
        said=sentence(refused) if refused and "text" not in request.form else None,
        field=field_of(refused) if refused else None,
    )
    return html, refused.status if refused else 200
