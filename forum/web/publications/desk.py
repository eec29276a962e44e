"""The desk's publications: the list, writing about one, publishing it."""

from __future__ import annotations

import re

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.post_states import PostMove
from forum.domain.publications import by_language
from forum.domain.refusals import Conflict, NotFound, Refused
from forum.operations.publications.moving import move_publication
from forum.operations.publications.saving import create_publication, save_publication
from forum.queries.publications.desk import SHELVES, desk_publications, edited_publication
from forum.queries.publications.shown import publication_in_preview
from forum.web.access import requires
from forum.web.addresses import place_in_list
from forum.web.bodies import takes
from forum.web.errors import gives_back
from forum.web.identity import current_actor
from forum.web.language import moment
from forum.web.posts.converters import NUMBER
from forum.web.posts.editor import BODY_KIBIBYTES
from forum.web.publications.editor import Editor, Page

room = Blueprint("publications_desk", __name__, url_prefix="/desk/publications")

LIST_PAGE = 30
INTENTS: dict[str, PostMove | None] = {
    "save": None,
    "publish": PostMove.PUBLISH,
    "unpublish": PostMove.UNPUBLISH,
    "trash": PostMove.TRASH,
    "restore": PostMove.RESTORE,
}
_KEY = re.compile(r"[A-Za-z0-9_-]{20,64}", re.ASCII)


@room.get("")
@requires("posts.write")
def index() -> Page:
    shelf = request.args.get("state")
    shelf = shelf if shelf in SHELVES else None
    older = place_in_list()
    page = desk_publications(shelf, by=current_actor(), older=older, size=LIST_PAGE, now=clock.now())
    return render_template(
        "publications_desk/list.html", page=page, shelf=shelf, shelves=SHELVES, is_first=older is None
    )


@room.get("/new")
@requires("posts.write")
def new() -> Page:
    return Editor.open(None).page()


@room.get(f"/<{NUMBER}:number>/edit")
@requires("posts.write")
def edit(number: int) -> Page:
    editor = Editor.open(number)
    editor.beside = {"language": request.args.get("language", "")}
    return editor.page()


@room.get(f"/<{NUMBER}:number>/preview")
@requires("posts.write")
def preview(number: int) -> Page:
    """What readers will see, for those who may edit it."""
    if edited_publication(number, by=current_actor()) is None:
        raise NotFound("no_such_publication")
    shown = publication_in_preview(number, now=clock.now())
    if shown is None:
        raise NotFound("no_such_publication")
    return render_template(
        "publications/page.html", publication=shown, by_language=by_language(shown.editions), is_preview=True
    )


def typed_again(refused: Refused, number: int | None = None) -> Page:
    """The page with everything that was typed, and what is wrong with it."""
    return Editor.open(number).take_typed().page(refused)


@room.post("")
@requires("posts.write")
@takes(BODY_KIBIBYTES)
@gives_back(typed_again)
def create() -> Page:
    key = request.form.get("form_key", "")
    try:
        made = create_publication(
            Editor.open(None).draft(),
            by=current_actor(),
            now=clock.now(),
            form_key=key if _KEY.fullmatch(key) else None,
        )
    except NotFound:
        raise
    except Refused as refused:
        return typed_again(refused)
    flash(_("Saved as a draft. Now it needs something to download: add an edition below."))
    return redirect(url_for("publications_desk.edit", number=made.id), 303)


@room.post(f"/<{NUMBER}:number>")
@requires("posts.write")
@takes(BODY_KIBIBYTES)
@gives_back(typed_again)
def save(number: int) -> Page:
    editor = Editor.open(number).take_typed()
    try:
        return _stored(editor, number)
    except Conflict as stale:
        return typed_again(stale, number)
    except NotFound:
        raise
    except Refused as refused:
        return editor.page(refused)


def _stored(editor: Editor, number: int) -> Response:
    """Does what the pressed button says. A form without a title only moves the publication."""
    intent = request.form.get("intent", "save")
    if intent not in INTENTS:
        raise Refused("no_such_intent")
    move, by, now = INTENTS[intent], current_actor(), editor.now
    if move is not None and "title" not in request.form:
        made = move_publication(number, move, by=by, now=now, seen=editor.seen() or None)
    else:
        made = save_publication(number, editor.draft(), seen=editor.seen(), by=by, now=now, move=move)
    flash(_said(move, made.slug))
    if move is PostMove.PUBLISH and made.published_at is not None and made.published_at > now:
        flash(_("It will appear on %(time)s.", time=moment(made.published_at)))
    return redirect(url_for("publications_desk.edit", number=number), 303)


def _said(move: PostMove | None, slug: str) -> str:
    words = {
        None: _("Saved."),
        PostMove.PUBLISH: _("The publication is published."),
        PostMove.UNPUBLISH: _("The publication is a draft again. Readers do not see it any more."),
        PostMove.TRASH: _("The publication is in the trash. It can be restored."),
        PostMove.RESTORE: _("The publication is restored as a draft."),
    }
    if move is not PostMove.PUBLISH:
        return str(words[move])
    address = url_for("publications.show", slug=slug)
    said: str = Markup('{} <a href="{}">{}</a>').format(words[move], address, _("See it on the site"))
    return said
