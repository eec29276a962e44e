"""Those who sign posts: seen, changed, merged. Authors add them by writing their names under a post."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.refusals import NotFound, Refused
from forum.operations.people import PersonDraft, change_person, merge_person
from forum.queries.people import names_of, signer, signers_page
from forum.web.access import requires
from forum.web.addresses import number_of
from forum.web.errors import gives_back
from forum.web.identity import current_actor
from forum.web.language import own_language_name
from forum.web.outside import outside
from forum.web.posts.editor import LANGUAGES
from forum.web.sentences import sentence

room = Blueprint("bylines", __name__, url_prefix="/desk/bylines")

Page = str | Response | tuple[str, int]
SIGNERS_ON_A_PAGE = 100
FIELDS = ("name", "title", "organisation", "bio", "slug")
NAME_IN = "name-"


@room.get("")
@requires("bylines.edit")
def index() -> Page:
    people, further = signers_page(after=_place(), size=SIGNERS_ON_A_PAGE)
    return render_template("bylines/index.html", people=people, further=further)


def _place() -> tuple[str, int] | None:
    number = number_of(request.args.get("number", ""))
    # No name holds a NUL, and PostgreSQL takes none to look for.
    return None if number is None else (request.args.get("after", "").replace("\0", ""), number)


@room.get("/<int:number>")
@requires("bylines.edit")
def edit(number: int) -> Page:
    return _page(number)


def typed_again(refused: Refused, number: int) -> Page:
    """The page with what was typed, and what is wrong with it."""
    return _page(number, refused=refused)


@room.post("/<int:number>")
@requires("bylines.edit")
@gives_back(typed_again)
def change(number: int) -> Page:
    try:
        facts = {name: request.form.get(name, "") for name in FIELDS}
        draft = PersonDraft(**facts | {"slug": facts["slug"].strip()}, names=_typed_names())
        person = change_person(number, draft, by=current_actor(), now=clock.now())
    except NotFound:
        raise
    except Refused as refused:
        return typed_again(refused, number)
    flash(_("“%(name)s” is saved.", name=person.name))
    return redirect(url_for("bylines.edit", number=number), 303)


@room.post("/<int:number>/merger")
@requires("bylines.edit")
@gives_back(typed_again)
def merge(number: int) -> Page:
    try:
        # As people copy an address: whole, only its path, or only its last part.
        into = request.form.get("into", "").strip().rstrip("/").rpartition("/")[2]
        other = merge_person(number, into.replace("\0", ""), by=current_actor(), now=clock.now())
    except NotFound:
        raise
    except Refused as refused:
        return typed_again(refused, number)
    flash(_("All that was signed belongs to “%(name)s” now.", name=other.name))
    return redirect(url_for("bylines.edit", number=other.id), 303)


def _typed_names() -> dict[str, str]:
    return {
        field.removeprefix(NAME_IN): text
        for field, text in request.form.items()
        if field.removeprefix(NAME_IN) in _languages() and field.startswith(NAME_IN)
    }


def _languages() -> list[str]:
    return list(dict.fromkeys([*LANGUAGES, *outside().settings.languages]))


def _page(number: int, *, refused: Refused | None = None) -> Page:
    person = signer(number) or abort(404)
    names = dict(names_of(number))
    tags = list(dict.fromkeys([*_languages(), *names]))
    stored = {name: getattr(person, name) for name in FIELDS}
    stored |= {f"{NAME_IN}{tag}": names.get(tag, "") for tag in tags}
    html = render_template(
        "bylines/person.html",
        person=person,
        typed=stored | request.form.to_dict(),
        languages=[(tag, own_language_name(tag)) for tag in tags],
        said=sentence(refused) if refused else None,
        field=_field(refused) if refused else None,
    )
    return html, refused.status if refused else 200


def _field(refused: Refused) -> str:
    if "into" in request.form:
        return "into"
    part = refused.code.removeprefix("person_").partition("_")[0]
    return part if part in FIELDS else "name"
