"""Reporting a comment to the moderators, and what became of one's reports."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request, url_for

from forum.adapters import clock
from forum.domain.actors import ActorKind
from forum.domain.flags import FlagReason
from forum.domain.refusals import Refused
from forum.operations.comments.flagging import FlagDraft, flag_comment
from forum.queries.flags import Flaggable, flaggable, has_flagged, own_reports
from forum.web.access import public
from forum.web.addresses import number_in_query
from forum.web.comments.answers import Page, after, form_page
from forum.web.comments.forms import new_form_key, read_form_key
from forum.web.comments.keeping import show_code_of
from forum.web.errors import gives_back
from forum.web.fields import field_of
from forum.web.fragments import wants_fragment
from forum.web.identity import current_actor, remember_guest
from forum.web.limits import count_try
from forum.web.outside import outside
from forum.web.sentences import sentence

room = Blueprint("flags", __name__)


@room.get("/comments/<int:comment_id>/flags/new")
@public
def new_flag(comment_id: int) -> Page:
    return _form_page(_flaggable(comment_id))


def form_again(refused: Refused, comment_id: int) -> Page:
    """The form with what was typed and chosen, and what is wrong."""
    return _form_page(_flaggable(comment_id), refused=refused)


@room.post("/comments/<int:comment_id>/flags")
@public
@gives_back(form_again)
def flag(comment_id: int) -> Page:
    by, now, key = current_actor(), clock.now(), _submission_key()
    try:
        if not has_flagged(comment_id, by=by):  # else it may be hidden by now, and there is nothing to choose
            _flaggable(comment_id)
        count_try("flag", by, now)
        done = flag_comment(comment_id, _draft(key), by=by, now=now)
    except Refused as refused:
        if refused.status == 404:
            raise
        return form_again(refused, comment_id)
    if done.by.guest_id is not None and done.by.guest_id != by.guest_id:
        show_code_of(key)
        remember_guest(done.by.guest_id)
    return after(url_for("flags.sent", comment_id=comment_id, again=None if done.is_new else 1))


@room.get("/comments/<int:comment_id>/flags/sent")
@public
def sent(comment_id: int) -> Page:
    """What happens next, for those who have reported the comment."""
    if not has_flagged(comment_id, by=current_actor()):
        abort(404)
    return render_template("comments/flag_sent.html", again="again" in request.args)


@room.get("/my-reports")
@public
def mine() -> Page:
    reports = own_reports(by=current_actor(), before=number_in_query("before"))
    return render_template("comments/reports.html", reports=reports)


def _draft(key: str) -> FlagDraft:
    """What the form says; ``key`` is what a new guest's code is made of. Raises ``Refused("flag_reason_missing")``."""
    try:
        reason = FlagReason(request.form.get("reason", ""))
    except ValueError:
        raise Refused("flag_reason_missing") from None
    seals = outside().seals
    return FlagDraft(
        reason=reason,
        detail=request.form.get("detail", ""),
        wants_outcome="wants_outcome" in request.form,
        guest_code_hash=seals.code_hash(seals.edit_code(key)),
    )


def _submission_key() -> str:
    """What a new guest's code is made of: the form's key, so that a form that is sent twice is one reader's. Without
    one (a program sent it), a key that is drawn."""
    key = read_form_key(request.form.get("form_key", "")).submission_key
    return key or read_form_key(new_form_key()).submission_key or ""


def _form_page(comment: Flaggable, *, refused: Refused | None = None) -> Page:
    key = request.form.get("form_key", "")
    facts = {
        "comment": comment,
        "reasons": list(FlagReason),
        "typed": request.form,
        "form_key": key if read_form_key(key).submission_key else new_form_key(),
        "is_guest": current_actor().kind is not ActorKind.PERSON,
        "has_flagged": refused is None and has_flagged(comment.id, by=current_actor()),
        "said": sentence(refused) if refused else None,
        "field": field_of(refused) if refused else None,
    }
    template = "comments/_flag.html" if wants_fragment() else "comments/flag.html"
    return form_page(render_template(template, **facts), refused)


def _flaggable(comment_id: int) -> Flaggable:
    comment = flaggable(comment_id, by=current_actor(), now=clock.now())
    if comment is None:
        abort(404)
    return comment
