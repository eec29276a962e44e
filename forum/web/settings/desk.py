"""One page with everything that an editor decides about the site."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.refusals import Refused
from forum.domain.screening.trial import Trial
from forum.domain.site_settings import BOUNDS, OF_LINES, SiteSettings
from forum.operations.settings import change_settings
from forum.operations.trials import try_settings
from forum.web.access import requires
from forum.web.errors import gives_back
from forum.web.fragments import wants_fragment
from forum.web.identity import current_actor
from forum.web.language import current_settings
from forum.web.rules.trials import trial_fragment, trial_refused
from forum.web.sentences import sentence

room = Blueprint("settings", __name__, url_prefix="/desk/settings")

Page = str | Response | tuple[str, int]
DEFAULTS = asdict(SiteSettings())


@room.get("")
@requires("settings.edit")
def index() -> Page:
    return _page(asdict(current_settings()))


def typed_again(refused: Refused) -> Page:
    """The page with what was typed, and what is wrong with it."""
    return _page({name: _shown(name) for name in DEFAULTS}, refused=refused)


@room.post("")
@requires("settings.edit")
@gives_back(typed_again)
def change() -> Page:
    try:
        change_settings({name: _typed(name) for name in DEFAULTS}, by=current_actor(), now=clock.now())
    except Refused as refused:
        return typed_again(refused)
    flash(_("Saved."))
    return redirect(url_for("settings.index"), 303)


@room.post("/trials")
@requires("settings.edit")
@gives_back(typed_again)
def try_change() -> Page:
    """What the rules would have done with the typed settings; nothing is saved."""
    try:
        trial = try_settings({name: _typed(name) for name in DEFAULTS}, by=current_actor())
    except Refused as refused:
        return trial_refused(refused) if wants_fragment() else typed_again(refused)
    if wants_fragment():
        return trial_fragment(trial)
    return _page({name: _shown(name) for name in DEFAULTS}, trial=trial)


def _typed(name: str) -> Any:
    """What the form says for one setting, as its type; what is no number stays text, for the check to refuse."""
    default, text = DEFAULTS[name], request.form.get(name, "").strip()
    if isinstance(default, bool):
        return name in request.form
    if name in BOUNDS:
        if not text:
            return None
        return int(text) if text.isdecimal() and len(text) < 8 else text
    if name in OF_LINES:
        return text.splitlines()
    if isinstance(default, tuple):
        return text.replace(",", " ").split()
    return text


def _shown(name: str) -> Any:
    return name in request.form if isinstance(DEFAULTS[name], bool) else request.form.get(name, "")


def _page(values: dict[str, Any], *, refused: Refused | None = None, trial: Trial | None = None) -> Page:
    shown = {
        name: ("\n" if name in OF_LINES else " ").join(value) if isinstance(value, list | tuple) else value
        for name, value in values.items()
    }
    g.pop("site_settings", None)
    html = render_template(
        "settings/index.html",
        values=shown,
        trial=trial,
        said=sentence(refused) if refused else None,
        field=refused.facts.get("setting") if refused else None,
    )
    return html, refused.status if refused else 200
