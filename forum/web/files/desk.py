"""The desk's files: the list, one file with its uses, adding, describing, replacing, deleting."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.markup import line_of
from forum.domain.permissions import Owned, may
from forum.domain.refusals import NotAllowed, NotFound, Refused, TooMany
from forum.domain.uploads import BY_NAME, MAX_BYTES
from forum.operations.uploads.adding import Added, add_upload, delete_bytes, replace_upload
from forum.operations.uploads.changing import Words, delete_upload, describe_upload
from forum.queries.uploads import DeskFile, desk_file, desk_files, uses_of
from forum.web.access import requires
from forum.web.addresses import place_in_list
from forum.web.bodies import takes_a_file
from forum.web.errors import gives_back, waiting_time
from forum.web.fields import field_of
from forum.web.identity import current_actor
from forum.web.outside import outside
from forum.web.posts.converters import NUMBER
from forum.web.sentences import sentence

room = Blueprint("files_desk", __name__, url_prefix="/desk/files")

Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]
LIST_PAGE = 24
# What browsers offer to choose from; what is taken is decided by what is inside.
ACCEPT = ",".join(f".{name}" for name in (*BY_NAME, "jpeg"))


@room.get("")
@requires("posts.write")
def index() -> Page:
    return _list()


@room.get(f"/<{NUMBER}:number>")
@requires("posts.write")
def show(number: int) -> Page:
    return _file(number)


def list_again(refused: Refused) -> Page:
    """The list with the sentence; the words that were typed stand in the form again."""
    return _list(refused)


def file_again(refused: Refused, number: int) -> Page:
    """The file's page with the sentence and what was typed."""
    return _file(number, refused)


@room.post("")
@requires("posts.write")
@takes_a_file(MAX_BYTES)
@gives_back(list_again)
def add() -> Page:
    """From the page of files; the editor's script asks for ``application/json`` and gets the same as facts."""
    wants_json = request.accept_mimetypes.best_match(("text/html", "application/json")) == "application/json"
    try:
        count_upload()
        data, name = sent_file()
        added = add_upload(
            data, name, sent_words(), files=outside().files, by=current_actor(), now=clock.now()
        )
    except NotAllowed:
        raise
    except Refused as refused:
        if wants_json:
            answer = jsonify(said=sentence(refused), field=field_of(refused))
            answer.status_code = refused.status
            answer.headers.extend(waiting_time(refused))
            return answer
        return list_again(refused)
    if wants_json:
        return _facts(added)
    flash(_said(added))
    return redirect(url_for("files_desk.show", number=added.number), 303)


@room.post(f"/<{NUMBER}:number>")
@requires("posts.write")
@gives_back(file_again)
def describe(number: int) -> Page:
    try:
        describe_upload(number, sent_words(), by=current_actor(), now=clock.now())
    except NotFound:
        raise
    except Refused as refused:
        return file_again(refused, number)
    flash(_("Saved. Posts that gave this picture no words of their own say the new ones."))
    return redirect(url_for("files_desk.show", number=number), 303)


@room.post(f"/<{NUMBER}:number>/replacement")
@requires("posts.write")
@takes_a_file(MAX_BYTES)
@gives_back(file_again)
def replace(number: int) -> Page:
    try:
        count_upload()
        data, _name = sent_file()
        added = replace_upload(number, data, files=outside().files, by=current_actor(), now=clock.now())
    except NotFound:
        raise
    except Refused as refused:
        return file_again(refused, number)
    flash(_("Replaced. The address is the same; everybody sees the new file from now on."))
    if added.moved:
        flash(_moved())
    return redirect(url_for("files_desk.show", number=number), 303)


@room.post(f"/<{NUMBER}:number>/deletion")
@requires("posts.write")
def delete(number: int) -> Page:
    try:
        keys = delete_upload(number, by=current_actor(), now=clock.now())
    except NotFound:
        raise
    except Refused as refused:
        return file_again(refused, number)
    delete_bytes(keys, outside().files)
    flash(_("The file is deleted."))
    return redirect(url_for("files_desk.index"), 303)


def count_upload() -> None:
    """Counts a file that comes in. Raises ``TooMany("too_fast")`` from the limit on."""
    seconds = outside().limiter.seconds_to_wait("upload:writer", f"person:{current_actor().id}")
    if seconds is not None:
        raise TooMany("too_fast", retry_after=seconds)


def sent_file() -> tuple[bytes, str]:
    """The file of the form and how it was called. Raises ``Refused("upload_missing")``."""
    file: FileStorage | None = request.files.get("file")
    if file is None or not file.filename:
        raise Refused("upload_missing")
    with file.stream as stream:
        return stream.read(), file.filename


def sent_words() -> Words:
    """What the form says of a picture."""
    return Words(request.form.get("alt", ""), bool(request.form.get("decorative")))


def _moved() -> str:
    return str(
        _("It was an animation. Its first picture was kept, because moving pictures make many people ill.")
    )


def _said(added: Added) -> str:
    if not added.is_new:
        return str(_("This file was here already. This is it, with the words that it has."))
    return _moved() if added.moved else str(_("The file is here."))


def _facts(added: Added) -> Response:
    file = desk_file(added.number)
    if file is None:
        abort(404)
    facts = file.facts
    return jsonify(
        address=facts.plain_address,
        name=facts.name,
        is_picture=facts.is_picture,
        line=line_of(facts),
        said="" if added.is_new and not added.moved else _said(added),
    )


def _list(refused: Refused | None = None) -> Page:
    words = request.args.get("q", "")[:200].strip()
    older = place_in_list()
    page = desk_files(words, older=older, size=LIST_PAGE)
    html = render_template(
        "files/list.html",
        page=page,
        words=words,
        is_first=older is None,
        accept=ACCEPT,
        typed=_typed(),
        **_wrong(refused),
    )
    return (html, refused.status, waiting_time(refused)) if refused else html


def _file(number: int, refused: Refused | None = None) -> Page:
    file = desk_file(number)
    if file is None:
        raise NotFound("no_such_file")
    if refused and not _may_change(file):
        raise NotFound("no_such_file")
    uses = uses_of(number, now=clock.now())
    html = render_template(
        "files/file.html",
        file=file,
        line=line_of(file.facts),
        uses=uses,
        opens={use for use in uses if may(current_actor(), "posts.edit", Owned(use.author_id))},
        is_own=_may_change(file),
        accept=ACCEPT,
        typed=_typed() if refused else {"alt": file.facts.alt, "decorative": file.facts.is_decorative},
        **_wrong(refused),
    )
    return (html, refused.status, waiting_time(refused)) if refused else html


def _may_change(file: DeskFile) -> bool:
    return may(current_actor(), "files.edit", Owned(file.user_id))


def _typed() -> dict[str, Any]:
    return {"alt": request.form.get("alt", ""), "decorative": bool(request.form.get("decorative"))}


def _wrong(refused: Refused | None) -> dict[str, str | None]:
    return {
        "said": sentence(refused) if refused else None,
        "field": field_of(refused) if refused else None,
    }
