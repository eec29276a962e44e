"""One page with the sentence for every reason, in every language of the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from babel import Locale
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.comment_states import ReasonCode
from forum.domain.reasons import MAX_SENTENCE, Key, Sentences, Told, Typed, told
from forum.domain.refusals import Conflict, Refused
from forum.domain.text import GUESSED
from forum.operations.reasons import set_reason_sentences
from forum.queries.reasons import reason_sentences
from forum.web.access import requires
from forum.web.bodies import takes
from forum.web.errors import gives_back
from forum.web.fields import field_of
from forum.web.identity import current_actor
from forum.web.language import language_name
from forum.web.outside import outside
from forum.web.sentences import sentence

room = Blueprint("reasons", __name__, url_prefix="/desk/reasons")

Page = str | Response | tuple[str, int]


@dataclass(frozen=True)
class Language:
    """A language in which sentences are written: its tag, its name in the page's language, its direction."""

    tag: str
    name: str
    direction: str


@dataclass(frozen=True)
class Field:
    """One sentence in the form. ``otherwise`` is what writers read while it is empty (None: Forum's own sentence);
    ``theirs`` is what somebody else has stored meanwhile, None where nobody has."""

    name: str
    language: Language
    value: str
    seen: str
    otherwise: Told | None
    theirs: str | None = None


@room.get("")
@requires("reasons.edit")
def index() -> Page:
    return _page()


def typed_again(refused: Refused) -> Page:
    """The page with what was typed, and what is wrong with it."""
    return _page(refused)


@room.post("")
@requires("reasons.edit")
@takes(256)
@gives_back(typed_again)
def change() -> Page:
    try:
        set_reason_sentences(_typed(), by=current_actor(), now=clock.now())
    except Refused as refused:
        return typed_again(refused)
    flash(_("Saved. From now on writers read it so."))
    return redirect(url_for("reasons.index"), 303)


def field_name(key: Key) -> str:
    """The form's field for the sentence."""
    return f"sentence-{key[0]}-{key[1]}"


def _typed() -> dict[Key, Typed]:
    """What the form says, of the fields that it has."""
    keys = [(code, tag) for code in ReasonCode for tag in _tags(reason_sentences())]
    return {
        key: Typed(request.form[name], request.form.get(f"seen-{name}", ""))
        for key in keys
        if (name := field_name(key)) in request.form
    }


def _tags(stored: Sentences) -> list[str]:
    """The site's languages, those that have a sentence already, and the one that is asked for besides: any that the
    letters of a comment tell, so that writers in it can be told in it."""
    asked = request.values.get("language", "")
    own = (*outside().settings.languages, *sorted({tag for _code, tag in stored}))
    return list(dict.fromkeys((*own, asked) if asked in GUESSED else own))


def _page(refused: Refused | None = None) -> Page:
    stored = reason_sentences()
    typed = _typed() if refused else {}
    late = refused.facts["keys"] if isinstance(refused, Conflict) else ()
    tags = _tags(stored)
    html = render_template(
        "reasons/index.html",
        fields={code: [_field((code, tag), stored, typed, late) for tag in tags] for code in ReasonCode},
        others=[(tag, language_name(tag)) for tag in GUESSED if tag not in tags],
        asked=request.values.get("language", ""),
        limit=MAX_SENTENCE,
        said=sentence(refused) if refused else None,
        field=field_of(refused) if refused else None,
    )
    return html, refused.status if refused else 200


def _field(key: Key, stored: Sentences, typed: Mapping[Key, Typed], late: list[Key] | tuple[()]) -> Field:
    code, tag = key
    now = stored.get(key, "")
    mine = typed.get(key, Typed(now, now))
    if mine.sentence == mine.seen:  # not touched: as it is stored, whoever has changed it meanwhile
        mine = Typed(now, now)
    others = {other: words for other, words in stored.items() if other != key}
    return Field(
        name=field_name(key),
        language=_language(tag),
        value=mine.sentence,
        seen=now if key in late else mine.seen,
        otherwise=told(code, tag, languages=outside().settings.languages, sentences=others),
        theirs=now if key in late else None,
    )


def _language(tag: str) -> Language:
    return Language(tag, language_name(tag), Locale.parse(tag, sep="-").text_direction)
