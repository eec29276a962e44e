"""The desk's forms for the cover of a publication, its editions and their versions."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.permissions import Owned, may
from forum.domain.refusals import NotFound, Refused
from forum.domain.uploads import MAX_BYTES
from forum.operations.publications.editions import add_version, describe_version, remove_version, set_cover
from forum.operations.uploads.adding import add_upload
from forum.operations.uploads.changing import Words, describe_upload
from forum.queries.uploads import desk_file
from forum.web.access import requires
from forum.web.bodies import takes_a_file
from forum.web.errors import gives_back
from forum.web.files.desk import count_upload, sent_file, sent_words
from forum.web.identity import current_actor
from forum.web.outside import outside
from forum.web.posts.converters import NUMBER
from forum.web.publications.editor import Editor, Page
from forum.web.publications.forms import file_at, version_of
from forum.web.sentences import sentence

room = Blueprint("publications_editions", __name__, url_prefix=f"/desk/publications/<{NUMBER}:number>")


def cover_again(refused: Refused, number: int) -> Page:
    """The page with what was typed into the form of the cover."""
    return _again(refused, number, "cover", request.form)


@room.post("/cover")
@requires("posts.write")
@takes_a_file(MAX_BYTES)
@gives_back(cover_again)
def cover(number: int) -> Page:
    by, now = current_actor(), clock.now()
    chosen: int | None = None
    try:
        if request.form.get("intent") != "remove":
            words = sent_words()
            chosen = _chosen_file("cover_missing", words)
            if words.alt.strip() or words.decorative:
                _describe(chosen, words)
        set_cover(number, chosen, by=by, now=now)
    except NotFound:
        raise
    except Refused as refused:
        return _again(refused, number, "cover", _with_file(chosen))
    flash(_("The cover is there.") if chosen else _("The cover is taken off."))
    return _back(number)


def edition_again(refused: Refused, number: int) -> Page:
    """The page with what was typed into the form of a new version."""
    return _again(refused, number, "edition", request.form)


@room.post("/editions")
@requires("posts.write")
@takes_a_file(MAX_BYTES)
@gives_back(edition_again)
def add(number: int) -> Page:
    """A new edition, or a new version of one that is there."""
    by, now = current_actor(), clock.now()
    chosen: int | None = None
    try:
        said = version_of(request.form)
        chosen = _chosen_file("edition_file_missing", Words())
        language = request.form.get("language", "").strip()
        version = add_version(number, language, chosen, said, by=by, now=now)
    except NotFound:
        raise
    except Refused as refused:
        return _again(refused, number, "edition", _with_file(chosen))
    if version.number > 1:
        flash(_("The new version is there. The edition's address gives it from now on."))
    else:
        flash(_("The edition is there."))
    return _back(number)


def version_again(refused: Refused, number: int, version: int) -> Page:
    """The page with what was typed about a version."""
    return _again(refused, number, str(version), request.form)


@room.post(f"/versions/<{NUMBER}:version>")
@requires("posts.write")
@gives_back(version_again)
def describe(number: int, version: int) -> Page:
    try:
        describe_version(number, version, version_of(request.form), by=current_actor(), now=clock.now())
    except NotFound:
        raise
    except Refused as refused:
        return version_again(refused, number, version)
    flash(_("Saved."))
    return _back(number)


@room.get(f"/versions/<{NUMBER}:version>/removal")
@requires("posts.write")
def ask(number: int, version: int) -> Page:
    """What is about to go, before it goes."""
    return _removal(number, version)


@room.post(f"/versions/<{NUMBER}:version>/removal")
@requires("posts.write")
def remove(number: int, version: int) -> Page:
    try:
        remove_version(number, version, by=current_actor(), now=clock.now())
    except NotFound:
        raise
    except Refused as refused:
        return _removal(number, version, refused)
    flash(_("The version is taken away. Its file stays among the files."))
    return _back(number)


def _removal(number: int, version: int, refused: Refused | None = None) -> Page:
    stored = Editor.open(number).stored
    for edition in stored.editions if stored else ():
        for one in edition.versions:
            if one.id == version:
                html = render_template(
                    "publications_desk/removal.html",
                    stored=stored,
                    edition=edition,
                    version=one,
                    said=sentence(refused) if refused else None,
                )
                return (html, refused.status) if refused else html
    raise NotFound("no_such_version")


def _chosen_file(missing: str, words: Words) -> int:
    """The file that was sent with the form, stored by now, or else the one at the address that was given."""
    file = request.files.get("file")
    if file is not None and file.filename:
        count_upload()
        data, name = sent_file()
        by, now = current_actor(), clock.now()
        return add_upload(data, name, words, files=outside().files, by=by, now=now).number
    return file_at(request.form.get("upload", ""), missing)


def _describe(number: int, words: Words) -> None:
    """The words of the form for a picture that was there before, where it has none; what others have said of it
    stays. Raises ``Refused("cover_words_of_another")`` where it is not for this person to say anything."""
    file, by = desk_file(number), current_actor()
    if file is None or not file.facts.needs_words:
        return
    if not may(by, "files.edit", Owned(file.user_id)):
        raise Refused("cover_words_of_another")
    describe_upload(number, words, by=by, now=clock.now())


def _with_file(chosen: int | None) -> Mapping[str, str]:
    """What was typed; a file that has been stored is named, so that it need not be sent again."""
    typed = request.form.to_dict()
    file = desk_file(chosen) if chosen is not None else None
    return typed | {"upload": file.facts.plain_address} if file else typed


def _again(refused: Refused, number: int, about: str, typed: Mapping[str, str]) -> Page:
    editor = Editor.open(number)
    editor.about, editor.beside = about, typed
    return editor.page(refused)


def _back(number: int) -> Response:
    return redirect(url_for("publications_desk.edit", number=number), 303)
