"""What is typed into the editor is kept by itself, and given up by a button."""

from __future__ import annotations

from flask import Blueprint, flash, jsonify, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.refusals import Conflict
from forum.operations.posts.autosaving import Place, autosave, give_up
from forum.web.access import requires
from forum.web.bodies import takes
from forum.web.identity import current_actor
from forum.web.language import time_of_day
from forum.web.posts.converters import NUMBER
from forum.web.posts.editor import BODY_KIBIBYTES, Editor
from forum.web.posts.forms import PostForm, typed_rows
from forum.web.posts.typed import typed_texts
from forum.web.posts.unsaved import other_page

room = Blueprint("autosaves", __name__, url_prefix="/desk/posts")


@room.post("/autosave")
@requires("posts.write")
@takes(BODY_KIBIBYTES)
def keep_new() -> Response | tuple[str, int]:
    return _keep(None)


@room.post(f"/<{NUMBER}:post_id>/autosave")
@requires("posts.write")
@takes(BODY_KIBIBYTES)
def keep(post_id: int) -> Response | tuple[str, int]:
    return _keep(post_id)


def _keep(post_id: int | None) -> Response | tuple[str, int]:
    """``{"number": …, "said": …}``; or 409 with the part of the page that says what is there instead and what can be
    done about it."""
    form, by, now = PostForm(), current_actor(), clock.now()
    place = Place(post_id=post_id, form_key=form.required_key() if post_id is None else None)
    texts = typed_texts(form, typed_rows())
    try:
        number = autosave(place, texts, base=form.seen_version(), known=form.known(), by=by, now=now)
    except Conflict as refused:
        return _instead(Editor.open(post_id), refused)
    return jsonify(number=number, said=_("Saved automatically at %(time)s.", time=time_of_day(now)))


def _instead(editor: Editor, refused: Conflict) -> tuple[str, int]:
    if refused.code == "post_changed_since":
        html = render_template(
            "posts_desk/_conflict.html", theirs=editor.theirs(), stored=editor.stored, by_itself=True
        )
    else:
        html = render_template("posts_desk/_other_page.html", other=other_page(editor))
    return html, refused.status


@room.post("/autosave/end")
@requires("posts.write")
def end_new() -> Response:
    return _end(None)


@room.post(f"/<{NUMBER}:post_id>/autosave/end")
@requires("posts.write")
def end(post_id: int) -> Response:
    return _end(post_id)


def _end(post_id: int | None) -> Response:
    form = PostForm()
    place = Place(post_id=post_id, form_key=form.required_key() if post_id is None else None)
    give_up(place, known=form.known(), by=current_actor(), now=clock.now())
    if post_id is None:
        flash(_("What you had begun is gone."))
        return redirect(url_for("posts_desk.index"), 303)
    flash(_("This is what is stored. What you had written stays among the revisions."))
    return redirect(url_for("posts_desk.edit", post_id=post_id), 303)
