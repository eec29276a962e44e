"""The author's desk: the list of posts, writing one, changing one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.permissions import may
from forum.domain.post_states import PostMove, PostState, is_public
from forum.domain.refusals import Conflict, NotFound, Refused
from forum.operations.posts.moving import move_post
from forum.operations.posts.previewing import preview_post
from forum.operations.posts.saving import create_post, save_post
from forum.queries.posts_desk.autosaves import never_saved
from forum.queries.posts_desk.presences import others_at
from forum.queries.posts_desk.shelves import SHELVES, desk_posts
from forum.web import errors
from forum.web.access import requires
from forum.web.addresses import place_in_list
from forum.web.bodies import takes
from forum.web.identity import current_actor
from forum.web.language import moment
from forum.web.posts.converters import NUMBER
from forum.web.posts.editor import BODY_KIBIBYTES, Editor, Page
from forum.web.posts.unsaved import CHOICES, choose, opened
from forum.web.sentences import sentence

room = Blueprint("posts_desk", __name__, url_prefix="/desk/posts")

LIST_PAGE = 30
INTENTS: dict[str, PostMove | None] = {"save": None, **{move.value: move for move in PostMove}}


@room.get("")
@requires("posts.write")
def index() -> Page:
    shelf = request.args.get("state")
    shelf = shelf if shelf in SHELVES else None
    older = place_in_list()
    by, now = current_actor(), clock.now()
    page = desk_posts(shelf, by=by, older=older, size=LIST_PAGE, now=now)
    return render_template(
        "posts_desk/list.html",
        page=page,
        shelf=shelf,
        shelves=SHELVES,
        is_first=older is None,
        here=others_at((post.id for post in page.items), by=by, now=now),
        unsaved=never_saved(by=by) if shelf in (None, "draft") and older is None else (),
    )


@room.get("/new")
@requires("posts.write")
def new() -> Page:
    return opened(Editor.open(None))


@room.get(f"/<{NUMBER}:post_id>/edit")
@requires("posts.write")
def edit(post_id: int) -> Page:
    return opened(Editor.open(post_id))


def typed_again(refused: Refused, post_id: int | None = None) -> Page:
    """The editor with everything that was typed, where its token has expired. Whoever may not write (any more) gets the
    text back on the plain page: signed out, one is a stranger here."""
    try:
        if may(current_actor(), "posts.write"):
            return Editor.open(post_id).page(refused=refused)
    except NotFound as not_theirs:
        refused = not_theirs
    return errors.page(refused.status, sentence(refused))


@room.post("")
@requires("posts.write")
@takes(BODY_KIBIBYTES)
@errors.gives_back(typed_again)
def create() -> Page:
    return _carry_out(None)


@room.post(f"/<{NUMBER}:post_id>")
@requires("posts.write")
@takes(BODY_KIBIBYTES)
@errors.gives_back(typed_again)
def save(post_id: int) -> Page:
    return _carry_out(post_id)


def _carry_out(post_id: int | None) -> Page:
    editor = Editor.open(post_id)
    try:
        if request.form.get("intent") == "preview":
            shown = preview_post(editor.draft(), post_id=post_id, by=current_actor(), now=editor.now)
            return editor.page(preview=shown)
        if request.form.get("intent") in CHOICES:
            return choose(editor, request.form["intent"])
        return _stored(editor)
    except Conflict as stale:
        return Editor.open(post_id).page(refused=stale)
    except NotFound:
        raise
    except Refused as refused:
        return editor.page(refused=refused)


def _stored(editor: Editor) -> Response:
    """Does what the pressed button says. A form without a title only moves the post (a button outside the editor)."""
    intent = request.form.get("intent", "save")
    if intent not in INTENTS:
        raise Refused("no_such_intent")
    move, by, now = INTENTS[intent], current_actor(), editor.now
    form = editor.form
    note = form.return_note.data or ""
    if editor.stored is None:
        post = create_post(
            editor.draft(), by=by, now=now, move=move, form_key=form.key(), autosaved=form.known()
        )
    elif move is not None and "title" not in request.form:
        seen = form.seen_version() or None
        post = move_post(editor.stored.id, move, by=by, now=now, seen=seen, note=note)
    else:
        seen, known = form.may_take_the_place_of(), form.known()
        post = save_post(
            editor.stored.id, editor.draft(), seen=seen, by=by, now=now, move=move, note=note, autosaved=known
        )
    flash(_said(move, post.state, post.slug, is_public(post.state, post.published_at, now)))
    if post.state is PostState.PUBLISHED and post.published_at is not None and post.published_at > now:
        flash(_("It will appear on %(time)s.", time=moment(post.published_at)))
    return redirect(url_for("posts_desk.edit", post_id=post.id), 303)


def _said(move: PostMove | None, state: PostState, slug: str, public: bool) -> str:
    """What was done, with the way to the page that readers see."""
    words = {
        PostMove.SUBMIT: _("The post is in review. An administrator reads it next."),
        PostMove.RETURN: _("The post is sent back. Its author is told what you wrote."),
        PostMove.PUBLISH: _("The post is published."),
        PostMove.UNPUBLISH: _("The post is a draft again. Readers do not see it any more."),
        PostMove.TRASH: _("The post is in the trash. It can be restored."),
        PostMove.RESTORE: _("The post is restored as a draft."),
    }
    said = words[move] if move else _("Saved.")
    if not public:
        return str(_("The post is scheduled.") if move is PostMove.PUBLISH else said)
    address = url_for("posts.show", slug=slug)
    with_link: str = Markup('{} <a href="{}">{}</a>').format(said, address, _("See it on the site"))
    return with_link
