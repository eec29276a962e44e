"""Word lists: seen, written, changed, deleted."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.refusals import NotFound, Refused
from forum.domain.screening import Severity
from forum.domain.screening.trial import Trial
from forum.operations.rules import WordListDraft, delete_word_list, save_word_list
from forum.operations.trials import try_word_list
from forum.queries.rules import by_kind, records, word_list, word_lists
from forum.queries.spam import knowledge
from forum.web.access import requires
from forum.web.bodies import takes
from forum.web.errors import gives_back
from forum.web.fields import field_of
from forum.web.fragments import wants_fragment
from forum.web.identity import current_actor
from forum.web.language import current_settings
from forum.web.rules.trials import trial_fragment, trial_refused
from forum.web.sentences import sentence

room = Blueprint("rules", __name__, url_prefix="/desk/rules")

Page = str | Response | tuple[str, int]


@room.get("")
@requires("rules.edit")
def index() -> Page:
    return _page(WordListDraft("", ""))


def typed_again(refused: Refused, number: int | None = None) -> Page:
    """The page with what was typed, and what is wrong with it."""
    return _page(_draft(), number=number, refused=refused)


@room.post("")
@requires("rules.edit")
@takes(512)
@gives_back(typed_again)
def create() -> Page:
    return _save(None)


@room.get("/<int:number>")
@requires("rules.edit")
def edit(number: int) -> Page:
    one = word_list(number)
    if one is None:
        abort(404)
    fields = ("name", "patterns", "action", "scope", "whole_word", "language", "note", "is_active")
    return _page(WordListDraft(**{name: getattr(one, name) for name in fields}), number=number)


@room.post("/<int:number>")
@requires("rules.edit")
@takes(512)
@gives_back(typed_again)
def change(number: int) -> Page:
    return _save(number)


@room.post("/trials")
@requires("rules.edit")
@takes(512)
@gives_back(typed_again)
def try_new() -> Page:
    return _try(None)


@room.post("/<int:number>/trials")
@requires("rules.edit")
@takes(512)
@gives_back(typed_again)
def try_change(number: int) -> Page:
    return _try(number)


@room.post("/<int:number>/deletion")
@requires("rules.edit")
def delete(number: int) -> Page:
    delete_word_list(number, by=current_actor(), now=clock.now())
    flash(_("The list is deleted. What it found stays with the comments."))
    return redirect(url_for("rules.index"), 303)


def _save(number: int | None) -> Page:
    try:
        saved = save_word_list(number, _draft(), by=current_actor(), now=clock.now())
    except NotFound:
        raise
    except Refused as refused:
        return typed_again(refused, number)
    flash(_("“%(name)s” is saved. The next comment is screened by it.", name=saved.name))
    return redirect(url_for("rules.index"), 303)


def _try(number: int | None) -> Page:
    """What the typed list would have done; the form stays as it is."""
    try:
        trial = try_word_list(number, _draft(), by=current_actor())
    except NotFound:
        raise
    except Refused as refused:
        return trial_refused(refused) if wants_fragment() else typed_again(refused, number)
    return trial_fragment(trial) if wants_fragment() else _page(_draft(), number=number, trial=trial)


def _draft() -> WordListDraft:
    action = request.form.get("action", "")
    return WordListDraft(
        name=request.form.get("name", ""),
        patterns=request.form.get("patterns", ""),
        action=Severity(action) if action in set(Severity) else Severity.HOLD,
        scope=request.form.get("scope", "text"),
        whole_word="whole_word" in request.form,
        language=request.form.get("language") or None,
        note=request.form.get("note", ""),
        is_active="is_active" in request.form,
    )


def _page(
    draft: WordListDraft,
    *,
    number: int | None = None,
    refused: Refused | None = None,
    trial: Trial | None = None,
) -> Page:
    found = records()
    html = render_template(
        "rules/index.html",
        lists=word_lists(),
        records=found,
        kinds=by_kind(found),
        score=knowledge(),
        draft=draft,
        trial=trial,
        number=number,
        settings=current_settings(),
        said=sentence(refused) if refused else None,
        field=field_of(refused) if refused else None,
    )
    return html, refused.status if refused else 200
