"""One page with everything that an editor decides about the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.refusals import Conflict, Refused
from forum.domain.screening.trial import Trial
from forum.domain.site_settings import BOUNDS, OF_LINES, SiteSettings, touched
from forum.operations.settings import change_settings
from forum.operations.trials import try_settings
from forum.queries.settings import site_settings
from forum.web.access import requires
from forum.web.bodies import takes
from forum.web.errors import gives_back
from forum.web.fragments import wants_fragment
from forum.web.identity import current_actor
from forum.web.rules.trials import trial_fragment, trial_refused
from forum.web.sentences import sentence

room = Blueprint("settings", __name__, url_prefix="/desk/settings")

Page = str | Response | tuple[str, int]
DEFAULTS = asdict(SiteSettings())


@room.get("")
@requires("settings.edit")
def index() -> Page:
    return _page()


def typed_again(refused: Refused) -> Page:
    """The page with what was typed, and what is wrong with it."""
    return _page(is_typed=True, refused=refused)


@room.post("")
@requires("settings.edit")
@takes(256)
@gives_back(typed_again)
def change() -> Page:
    try:
        change_settings(_typed(), seen=_seen(), by=current_actor(), now=clock.now())
    except Refused as refused:
        return typed_again(refused)
    flash(_("Saved."))
    return redirect(url_for("settings.index"), 303)


@room.post("/trials")
@requires("settings.edit")
@takes(256)
@gives_back(typed_again)
def try_change() -> Page:
    """What the rules would have done with the typed settings; nothing is saved."""
    try:
        trial = try_settings(touched(_typed(), _seen()), by=current_actor())
    except Refused as refused:
        return trial_refused(refused) if wants_fragment() else typed_again(refused)
    if wants_fragment():
        return trial_fragment(trial)
    return _page(is_typed=True, trial=trial)


def _typed() -> dict[str, Any]:
    """What the form says for each setting."""
    return {
        name: name in request.form if isinstance(default, bool) else _read(name, request.form.get(name, ""))
        for name, default in DEFAULTS.items()
    }


def _seen() -> dict[str, Any]:
    """What the form was made from: each setting as it stood then. A form that others have made does not say it."""
    return {
        name: _read(name, request.form[field])
        for name in DEFAULTS
        if (field := f"seen-{name}") in request.form
    }


def _read(name: str, text: str) -> Any:
    """The text of a setting as its type; what is no number stays text, for the check to refuse."""
    default, text = DEFAULTS[name], text.strip()
    if isinstance(default, bool):
        return bool(text)
    if name in BOUNDS:
        if not text:
            return None
        return int(text) if text.isdecimal() and len(text) < 8 else text
    if name in OF_LINES:
        return text.splitlines()
    if isinstance(default, tuple):
        return text.replace(",", " ").split()
    return text


def _written(name: str, value: Any) -> str:
    """The setting as its field holds it; what is switched off, or has no end, is empty."""
    if isinstance(value, tuple):
        return ("\n" if name in OF_LINES else " ").join(value)
    if isinstance(value, bool):
        return "1" if value else ""
    return "" if value is None else str(value)


def _page(*, is_typed: bool = False, refused: Refused | None = None, trial: Trial | None = None) -> Page:
    """The settings as they are stored; with ``is_typed``, what the person changed as it was typed."""
    g.pop("site_settings", None)
    shown = {name: _written(name, value) for name, value in asdict(site_settings()).items()}
    seen, theirs = dict(shown), dict[str, str]()
    if is_typed:
        late: Sequence[str] = refused.facts["settings"] if isinstance(refused, Conflict) else ()
        theirs = {name: shown[name] for name in late}
        for name, value in touched(_typed(), _seen()).items():
            shown[name] = _written(name, value) if isinstance(value, bool) else request.form.get(name, "")
            if name not in late:
                seen[name] = request.form.get(f"seen-{name}", seen[name])
    html = render_template(
        "settings/index.html",
        values=shown,
        seen=seen,
        theirs=theirs,
        trial=trial,
        said=sentence(refused) if refused else None,
        field=next(iter(theirs), refused.facts.get("setting")) if refused else None,
    )
    return html, refused.status if refused else 200
