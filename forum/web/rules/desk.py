"""Word lists: seen, written, changed, deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.diff import Passage, difference
from forum.domain.refusals import Conflict, NotFound, Refused
from forum.domain.screening import Severity
from forum.domain.screening.trial import Trial
from forum.operations.rules import WordListDraft, as_typed, delete_word_list, save_word_list
from forum.operations.trials import try_word_list
from forum.queries.rules import by_kind, records, word_list, word_lists
from forum.queries.spam import knowledge
from forum.web.access import requires
from forum.web.addresses import number_of
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


@dataclass(frozen=True)
class Theirs:
    """What somebody else has stored meanwhile: who (None: not known) and when, how its words lead on from those in the
    form, and the other ``fields`` in which it differs from the form."""

    saved_by: str | None
    saved_at: datetime
    words: Sequence[Passage]
    fields: frozenset[str]


@room.get("")
@requires("rules.edit")
def index() -> Page:
    return _page(WordListDraft("", ""))


def typed_again(refused: Refused, number: int | None = None) -> Page:
    """The page with what was typed, and what is wrong with it."""
    return _page(
        _draft(), number=None if refused.code == "word_list_deleted_since" else number, refused=refused
    )


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
    return _page(as_typed(one), number=number)


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
    try:
        delete_word_list(number, seen=_seen(), by=current_actor(), now=clock.now())
    except Conflict as late:
        if (one := word_list(number)) is None:
            raise
        return _page(as_typed(one), number=number, refused=late)
    flash(_("The list is deleted. What it found stays with the comments."))
    return redirect(url_for("rules.index"), 303)


def _save(number: int | None) -> Page:
    try:
        saved = save_word_list(number, _draft(), seen=_seen(), by=current_actor(), now=clock.now())
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


def _seen() -> int | None:
    """The version that the form was made from. A form that others have made does not say it."""
    return number_of(request.form["seen"]) or 0 if "seen" in request.form else None


def _theirs(number: int, draft: WordListDraft) -> Theirs | None:
    """The list as it stands beside the draft; None where it is gone."""
    if (one := word_list(number)) is None:
        return None
    words = draft.patterns.replace("\r\n", "\n").strip()
    return Theirs(
        saved_by=one.updated_by,
        saved_at=one.updated_at,
        words=difference(words, one.patterns) if words != one.patterns else (),
        fields=frozenset(
            name
            for name, value in vars(as_typed(one)).items()
            if name != "patterns" and value != getattr(draft, name)
        ),
    )


def _page(
    draft: WordListDraft,
    *,
    number: int | None = None,
    refused: Refused | None = None,
    trial: Trial | None = None,
) -> Page:
    found = records()
    one = word_list(number) if number is not None else None
    is_late = refused is not None and refused.code == "word_list_changed_since"
    seen = _seen() if one else None
    html = render_template(
        "rules/index.html",
        lists=word_lists(),
        records=found,
        kinds=by_kind(found),
        score=knowledge(),
        draft=draft,
        trial=trial,
        number=number,
        stored=one,
        seen=one.version if one and (is_late or seen is None) else seen,
        theirs=_theirs(number, draft) if number is not None and is_late else None,
        settings=current_settings(),
        said=sentence(refused) if refused else None,
        field=field_of(refused) if refused else None,
    )
    return html, refused.status if refused else 200
