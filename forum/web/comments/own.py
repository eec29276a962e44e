"""What writers can do with their comments: see what became of them, correct them, take them back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from flask import Blueprint, abort, render_template, request, url_for

from forum.adapters import clock
from forum.adapters.seals import tidy_code
from forum.domain.comment_states import State
from forum.domain.refusals import Refused
from forum.domain.sanctions import Effects
from forum.domain.statistics import rough_wait
from forum.operations.comments.editing import edit_comment, name_to_store
from forum.operations.comments.text import Words, ready_words
from forum.operations.comments.withdrawing import withdraw_comment
from forum.queries.discussion import guest_of_code
from forum.queries.own_comments import OwnComment, OwnPage, own_comment, own_comments
from forum.queries.statistics.waiting import usual_wait
from forum.web.access import public
from forum.web.addresses import number_in_query
from forum.web.comments.answers import Page, acknowledge_if_read, after, form_page, wants_preview
from forum.web.comments.checking import findings_outside
from forum.web.comments.effects import effects_now
from forum.web.comments.forms import CommentForm, EditForm, new_form_key, read_form_key
from forum.web.comments.keeping import code_is_kept, code_to_keep, is_just_sent
from forum.web.comments.nudging import Asked, ask_before_sending, warn_in_preview
from forum.web.errors import gives_back
from forum.web.fields import field_of
from forum.web.identity import current_actor, remember_guest
from forum.web.limits import count_try
from forum.web.outside import outside
from forum.web.sentences import sentence

room = Blueprint("own_comments", __name__)


@room.get("/comments/<int:comment_id>/receipt")
@public
def receipt(comment_id: int) -> Page:
    comment = _own(comment_id)
    waits_by_sanction = {"held_muted", "held_always"}.intersection(comment.waits_because)
    effects = effects_now()
    return render_template(
        "comments/receipt.html",
        comment=comment,
        code=code_to_keep(comment),
        is_just_sent=is_just_sent(comment_id),
        usual=_usual_wait([comment]),
        effects=effects if waits_by_sanction else Effects(ban=effects.ban),
    )


@room.post("/comments/<int:comment_id>/kept-code")
@public
def keep_code(comment_id: int) -> Page:
    """The guest has written the edit code down."""
    _own(comment_id)
    code_is_kept()
    return after(url_for("own_comments.receipt", comment_id=comment_id))


def edit_again(refused: Refused, comment_id: int) -> Page:
    """The writer's form again, with what was typed."""
    return _edit_page(_own(comment_id), EditForm(), refused=refused)


@room.get("/comments/<int:comment_id>/edit")
@public
def edit(comment_id: int) -> Page:
    comment = _own(comment_id)
    if comment.is_settled or effects_now().ban:
        return after(url_for("own_comments.receipt", comment_id=comment_id))  # which says how it stands
    form = EditForm(body=comment.body, seen=str(comment.version), form_key=new_form_key())
    return _edit_page(comment, form)


@room.post("/comments/<int:comment_id>/edit")
@public
@gives_back(edit_again)
def save_edit(comment_id: int) -> Page:
    comment, form, now = _own(comment_id), EditForm(), clock.now()
    body = form.body.data or ""
    try:
        is_preview = wants_preview()
        count_try("preview" if is_preview else "comment", current_actor(), now)
        words = ready_words(body)
        if is_preview:
            return _edit_page(comment, form, preview=words, asked=_warned(form, words))
        if not comment.is_settled and (asked := _asked(comment, form, words)) is not None:
            return _edit_page(comment, form, asked=asked)
        key = read_form_key(form.form_key.data or "")
        acknowledge_if_read(current_actor(), now)
        speed = CommentForm.speed(form, key, now)
        seen, by = form.seen_version(), current_actor()
        name = partial(name_to_store, comment_id, words, seen=seen, speed=speed, by=by, now=now)
        found = findings_outside(words, name, comment.post_slug, now)
        edit_comment(comment_id, body, seen=seen, speed=speed, by=by, now=now, outside=found, words=words)
    except Refused as refused:
        return edit_again(refused, comment_id)
    # The second of two presses finds the text of the first; what that one did is no "nothing".
    is_same = words.rendered.source == comment.body
    done = "nothing" if is_same and form.seen_version() == comment.version else None
    return after(url_for("own_comments.receipt", comment_id=comment_id, done=done))


def _asked(comment: OwnComment, form: EditForm, words: Words) -> Asked | None:
    """What is to be asked before the new text is saved; the old one was sent before."""
    key, note = form.form_key.data or "", form.as_it_is.data or ""
    if words.rendered.source == comment.body:
        return None
    return ask_before_sending(words, "", form_key=key, note=note)


def _warned(form: EditForm, words: Words) -> Asked | None:
    return warn_in_preview(words, "", form_key=form.form_key.data or "", note=form.as_it_is.data or "")


def _edit_page(
    comment: OwnComment,
    form: EditForm,
    *,
    preview: Words | None = None,
    asked: Asked | None = None,
    refused: Refused | None = None,
) -> Page:
    html = render_template(
        "comments/edit.html",
        comment=comment,
        form=form,
        preview_html=preview.rendered.html if preview else None,
        preview_language=preview.language if preview else None,
        asked=asked,
        warning=refused.facts if refused and refused.code == "warning_unread" else None,
        said=sentence(refused) if refused else None,
        field=field_of(refused) if refused else None,
    )
    return form_page(html, refused, is_question=asked is not None and asked.is_question)


@room.post("/comments/<int:comment_id>/withdrawal")
@public
def withdraw(comment_id: int) -> Page:
    withdraw_comment(comment_id, by=current_actor(), now=clock.now())
    return after(url_for("own_comments.receipt", comment_id=comment_id))


@room.get("/my-comments")
@public
def mine() -> Page:
    page = own_comments(by=current_actor(), before=number_in_query("before"), now=clock.now())
    return _list_page(page)


def _list_page(page: OwnPage, *, said: str | None = None) -> str:
    usual = _usual_wait(page.comments)
    return render_template("comments/mine.html", page=page, usual=usual, effects=effects_now(), said=said)


@room.post("/my-comments/code")
@public
def enter_code() -> Page:
    """A guest on another device, or a day later: the edit code shows who wrote."""
    count_try("code", current_actor(), clock.now())
    guest_id = guest_of_code(outside().seals.code_hash(tidy_code(request.form.get("code", ""))))
    if guest_id is None:
        refused = Refused("no_such_code")
        return form_page(_list_page(OwnPage([]), said=sentence(refused)), refused)
    remember_guest(guest_id)
    return after(url_for("own_comments.mine"))


def _usual_wait(comments: Sequence[OwnComment]) -> tuple[str, int] | None:
    """How long a decision usually takes, where one of them waits for it. What waits aside is not promised anything."""
    waiting = [one for one in comments if not one.is_withdrawn and one.shown_state is State.PENDING]
    if all("held_muted" in one.waits_because for one in waiting):
        return None
    seconds = usual_wait(clock.now())
    return rough_wait(seconds) if seconds is not None else None


def _own(comment_id: int) -> OwnComment:
    comment = own_comment(comment_id, by=current_actor(), now=clock.now())
    if comment is None:
        abort(404)
    return comment
