"""A rejected writer asks another moderator to decide again."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request, url_for

from forum.adapters import clock
from forum.domain.refusals import NotFound, Refused
from forum.operations.comments.appealing import appeal_comment
from forum.queries.own_comments import OwnComment, own_comment
from forum.web.access import public
from forum.web.comments.answers import Page, after, form_page
from forum.web.errors import gives_back
from forum.web.fields import field_of
from forum.web.identity import current_actor
from forum.web.limits import count_try
from forum.web.sentences import sentence

room = Blueprint("appeals", __name__)


@room.get("/comments/<int:comment_id>/appeals/new")
@public
def new_appeal(comment_id: int) -> Page:
    comment = _own(comment_id)
    if not comment.may_appeal:
        return after(url_for("own_comments.receipt", comment_id=comment_id))  # which says how it stands
    return _form_page(comment)


def form_again(refused: Refused, comment_id: int) -> Page:
    """The form with what was typed, and what is wrong."""
    return _form_page(_own(comment_id), refused=refused)


@room.post("/comments/<int:comment_id>/appeals")
@public
@gives_back(form_again)
def appeal(comment_id: int) -> Page:
    by, now = current_actor(), clock.now()
    _own(comment_id)
    try:
        count_try("appeal", by, now)
        appeal_comment(comment_id, request.form.get("text", ""), by=by, now=now)
    except NotFound:
        raise
    except Refused as refused:
        return form_again(refused, comment_id)
    return after(url_for("own_comments.receipt", comment_id=comment_id))


def _form_page(comment: OwnComment, *, refused: Refused | None = None) -> Page:
    html = render_template(
        "comments/appeal.html",
        comment=comment,
        typed=request.form,
        said=sentence(refused) if refused else None,
        field=field_of(refused) if refused else None,
    )
    return form_page(html, refused)


def _own(comment_id: int) -> OwnComment:
    comment = own_comment(comment_id, by=current_actor(), now=clock.now())
    if comment is None:
        abort(404)
    return comment
