"""Moderators' notes for one another: written beside a comment or on a writer's page, and taken away."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.comment_states import ReasonCode
from forum.domain.refusals import NotAllowed, NotFound, Refused
from forum.domain.sanctions import Writer
from forum.operations.moderation.noting import add_note, remove_note
from forum.web.access import requires
from forum.web.errors import gives_back
from forum.web.fragments import wants_fragment
from forum.web.identity import current_actor
from forum.web.moderation.forms import way_back
from forum.web.moderation.items import item_or_404
from forum.web.moderation.writers import WRITER, typed_again
from forum.web.sentences import sentence

room = Blueprint("notes", __name__, url_prefix="/desk")

Page = str | Response | tuple[str, int]


def item_again(refused: Refused, comment_id: int) -> Page:
    """The item with the note as it was typed, and what is wrong with it."""
    page = render_template(
        "moderation/_around.html" if wants_fragment() else "moderation/note_refused.html",
        item=item_or_404(comment_id),
        reasons=list(ReasonCode),
        address=way_back(),
        note_said=sentence(refused),
        note_typed=request.form.get("text", ""),
        is_fragment=wants_fragment(),
    )
    return page, refused.status


def _done(said: str, comment_id: int) -> Page:
    """Back to the item, or what stands around it, so that nothing else on the page is disturbed."""
    if wants_fragment():
        return render_template(
            "moderation/_around.html", item=item_or_404(comment_id), address=way_back(), note_kept=said
        )
    flash(said)
    return redirect(f"{way_back()}#comment-{comment_id}", 303)


@room.post("/comments/<int:comment_id>/notes")
@requires("desk.enter")
@gives_back(item_again)
def about_comment(comment_id: int) -> Page:
    item_or_404(comment_id)
    try:
        add_note(request.form.get("text", ""), about=comment_id, by=current_actor(), now=clock.now())
    except (NotFound, NotAllowed):
        raise
    except Refused as refused:
        return item_again(refused, comment_id)
    return _done(_("The note is kept. Only moderators see it."), comment_id)


@room.post(f"{WRITER}/notes")
@requires("writers.sanction")
@gives_back(typed_again)
def about_writer(kind: str, number: int) -> Page:
    writer = Writer(user_id=number) if kind == "user" else Writer(guest_id=number)
    try:
        add_note(request.form.get("text", ""), about=writer, by=current_actor(), now=clock.now())
    except NotFound:
        raise
    except Refused as refused:
        return typed_again(refused, kind, number)
    flash(_("The note is kept. Only moderators see it."))
    return redirect(url_for("writers.show", kind=kind, number=number), 303)


@room.post("/notes/<int:number>/removal")
@requires("desk.enter")
def remove(number: int) -> Page:
    note = remove_note(number, by=current_actor(), now=clock.now())
    if note.comment_id is not None:
        return _done(_("The note is gone."), note.comment_id)
    flash(_("The note is gone."))
    kind, who = Writer(note.user_id, note.guest_id).code.split(":")
    return redirect(url_for("writers.show", kind=kind, number=who), 303)
