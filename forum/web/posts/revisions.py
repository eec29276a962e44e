"""The desk's pages of a post's revisions: all of them, two side by side; one gets a name, or comes back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.paging import read_number
from forum.domain.refusals import Conflict, NotFound, Refused
from forum.domain.revisions import read_revision
from forum.operations.posts.restoring import restore_revision
from forum.operations.posts.revising import name_revision
from forum.queries.posts_desk.revisions import (
    PostText,
    RevisedPost,
    revised_post,
    revision_before,
    revision_text,
    revisions_of,
)
from forum.web import errors
from forum.web.access import requires
from forum.web.identity import current_actor
from forum.web.posts.converters import NUMBER
from forum.web.posts.typed import fields_between
from forum.web.sentences import sentence

room = Blueprint("revisions", __name__, url_prefix=f"/desk/posts/<{NUMBER}:post_id>/revisions")

LIST_PAGE = 30

Page = str | Response | tuple[str, int, dict[str, str]]


@room.get("")
@requires("posts.write")
def index(post_id: int) -> Page:
    post = _post(post_id)
    page, older = revisions_of(post_id, after=_number("after"), size=LIST_PAGE)
    beside = _number("with")
    return render_template(
        "posts_desk/revisions.html",
        post=post,
        revisions=page,
        older=older,
        is_first="after" not in request.args,
        beside=revision_text(post_id, beside) if beside is not None else None,
    )


@room.get("/<revision:number>")
@requires("posts.write")
def show(post_id: int, number: int) -> Page:
    return _compared(_post(post_id), number, _number("with"))


def again(refused: Refused, post_id: int, number: int) -> Page:
    """The two texts once more, with what is wrong and what was typed."""
    return _compared(_post(post_id), number, None, refused=refused)


@room.post("/<revision:number>/name")
@requires("posts.write")
@errors.gives_back(again)
def name(post_id: int, number: int) -> Page:
    typed = request.form.get("revision_name", "")
    try:
        revision = name_revision(post_id, number, typed, by=current_actor(), now=clock.now())
    except NotFound:
        raise
    except Refused as refused:
        return again(refused, post_id, number)
    flash(_("The revision has its name.") if revision.name else _("The revision has no name any more."))
    return redirect(url_for("revisions.show", post_id=post_id, number=number), 303)


@room.post("/<revision:number>/back")
@requires("posts.write")
@errors.gives_back(again)
def restore(post_id: int, number: int) -> Page:
    seen = read_number(request.form.get("seen")) or 0
    try:
        post = restore_revision(post_id, number, seen=seen, by=current_actor(), now=clock.now())
    except NotFound:
        raise
    except Refused as refused:
        return again(refused, post_id, number)
    flash(_("The earlier text is back, as a new revision."))
    return redirect(url_for("posts_desk.edit", post_id=post.id), 303)


def _compared(post: RevisedPost, number: int, beside: int | None, *, refused: Refused | None = None) -> Page:
    shown = _text(post, number)
    other = _text(post, beside) if beside is not None else revision_before(post.id, shown.number)
    old, new = other, shown
    if other is not None and (other.saved_at, other.number) > (shown.saved_at, shown.number):
        old, new = shown, other
    html = render_template(
        "posts_desk/revision.html",
        post=post,
        shown=shown,
        old=old,
        new=new,
        fields=fields_between(old.texts, new.texts) if old else None,
        typed=request.form.get("revision_name"),
        said=sentence(refused) if refused else None,
        is_conflict=isinstance(refused, Conflict),
    )
    return (html, refused.status, errors.waiting_time(refused)) if refused else html


def _post(post_id: int) -> RevisedPost:
    post = revised_post(post_id, by=current_actor())
    if post is None:
        raise NotFound("no_such_post")
    return post


def _text(post: RevisedPost, number: int) -> PostText:
    text = revision_text(post.id, number)
    if text is None:
        raise NotFound("no_such_revision")
    return text


def _number(name: str) -> int | None:
    """The number of a revision in the address; None for none."""
    return read_revision(request.args.get(name, ""))
