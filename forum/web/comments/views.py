"""Writing a comment, and what its writer can do with it afterwards."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.adapters.seals import tidy_code
from forum.domain.actors import ActorKind
from forum.domain.refusals import NotFound, Refused
from forum.operations.comments.editing import edit_comment
from forum.operations.comments.posting import Draft, post_comment
from forum.operations.comments.text import ready_words
from forum.operations.comments.withdrawing import withdraw_comment
from forum.queries.discussion import DiscussionView, answered_comment, discussion_at, guest_of_code
from forum.queries.own_comments import OwnComment, own_comment, own_comments
from forum.web.access import public
from forum.web.addresses import number_in_query
from forum.web.comments.forms import CommentForm, EditForm, new_form_key, read_form_key
from forum.web.comments.notices import notice_draft
from forum.web.errors import gives_back
from forum.web.identity import current_actor, remember_guest
from forum.web.language import current_settings
from forum.web.limits import count_try
from forum.web.outside import outside
from forum.web.sentences import field_of, sentence

room = Blueprint("comments", __name__)

SHOW_CODE = "show_code"
Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


@room.get("/posts/<slug:slug>/comments/new")
@public
def new_comment(slug: str) -> Page:
    discussion = _discussion(slug)
    form = CommentForm(form_key=new_form_key(), reply_to=request.args.get("reply_to", ""))
    return _form_page(discussion, form)


def form_again(refused: Refused, slug: str) -> Page:
    """The form with everything that was typed, a fresh token and key, and the sentence that says what is wrong."""
    form = CommentForm()
    if not read_form_key(form.form_key.data or "").submission_key:
        form.form_key.data = new_form_key()
    discussion = discussion_at(slug, settings=current_settings(), now=clock.now())
    return _form_page(discussion, form, refused=refused)


@room.post("/posts/<slug:slug>/comments")
@public
@gives_back(form_again)
def post(slug: str) -> Page:
    form, now = CommentForm(), clock.now()
    if request.form.get("intent") == "preview":
        return _preview(slug, form)
    key = read_form_key(form.form_key.data or "")
    try:
        count_try("comment", current_actor(), now)
        posted = post_comment(_discussion(slug).post_id, _draft(form), by=current_actor(), now=now)
    except Refused as refused:
        return form_again(refused, slug)
    comment = posted.comment
    if comment.guest_id is not None and current_actor().kind is not ActorKind.PERSON:
        remember_guest(comment.guest_id)
        if key.submission_key:
            session[SHOW_CODE] = comment.id
    return _after(url_for("comments.receipt", comment_id=comment.id))


def _draft(form: CommentForm) -> Draft:
    key, seals = read_form_key(form.form_key.data or ""), outside().seals
    is_guest = current_actor().kind is not ActorKind.PERSON
    return Draft(
        body=form.body.data or "",
        author_name=form.author_name.data or "",
        speed=form.speed(key, clock.now()),
        reply_to=form.reply_number(),
        submission_key=key.submission_key,
        guest_code_hash=(
            seals.code_hash(seals.edit_code(key.submission_key)) if key.submission_key else None
        ),
        notice=notice_draft(form.author_email.data or "") if is_guest else None,
    )


def _preview(slug: str, form: CommentForm) -> Page:
    try:
        count_try("preview", current_actor(), clock.now())
        words = ready_words(form.body.data or "")
    except Refused as refused:
        return form_again(refused, slug)
    return _form_page(_discussion(slug), form, preview=words.rendered.html, language=words.language)


def _discussion(slug: str) -> DiscussionView:
    discussion = discussion_at(slug, settings=current_settings(), now=clock.now())
    if discussion is None:
        raise NotFound("no_such_post")
    return discussion


def _form_page(
    discussion: DiscussionView | None,
    form: CommentForm,
    *,
    preview: str | None = None,
    language: str | None = None,
    refused: Refused | None = None,
) -> Page:
    reply_to = form.reply_number()
    facts = {
        "discussion": discussion,
        "form": form,
        "answered": answered_comment(discussion.post_id, reply_to) if discussion and reply_to else None,
        "preview_html": preview,
        "preview_language": language,
        "said": sentence(refused) if refused else None,
        "field": field_of(refused) if refused else None,
    }
    template = "comments/_form.html" if _wants_fragment() else "comments/new.html"
    status = refused.status if refused else 200
    headers = {}
    if refused and "retry_after" in refused.facts:
        headers["Retry-After"] = str(refused.facts["retry_after"])
    return render_template(template, **facts), status, headers


@room.get("/comments/<int:comment_id>/receipt")
@public
def receipt(comment_id: int) -> Page:
    comment = _own(comment_id)
    code = None
    if session.get(SHOW_CODE) == comment_id:
        session.pop(SHOW_CODE)
        code = _code_of(comment)
    return render_template("comments/receipt.html", comment=comment, code=code, form=EditForm())


def _code_of(comment: OwnComment) -> str | None:
    """The edit code, where this comment was the guest's first: later ones go by the code that is known already."""
    if comment.submission_key is None:
        return None
    code = outside().seals.edit_code(comment.submission_key)
    return code if outside().seals.code_hash(code) == comment.guest_code_hash else None


def edit_again(refused: Refused, comment_id: int) -> Page:
    """The writer's form again, with what was typed."""
    return _edit_page(_own(comment_id), EditForm(), refused=refused)


@room.get("/comments/<int:comment_id>/edit")
@public
def edit(comment_id: int) -> Page:
    comment = _own(comment_id)
    form = EditForm(body=comment.body, seen=str(comment.version), form_key=new_form_key())
    return _edit_page(comment, form)


@room.post("/comments/<int:comment_id>/edit")
@public
@gives_back(edit_again)
def save_edit(comment_id: int) -> Page:
    comment, form, now = _own(comment_id), EditForm(), clock.now()
    body = form.body.data or ""
    try:
        if request.form.get("intent") == "preview":
            count_try("preview", current_actor(), now)
            return _edit_page(comment, form, preview=ready_words(body).rendered.html)
        count_try("comment", current_actor(), now)
        key = read_form_key(form.form_key.data or "")
        speed = CommentForm.speed(form, key, now)
        edit_comment(comment_id, body, seen=form.seen_version(), speed=speed, by=current_actor(), now=now)
    except Refused as refused:
        return edit_again(refused, comment_id)
    return _after(url_for("comments.receipt", comment_id=comment_id))


def _edit_page(
    comment: OwnComment, form: EditForm, *, preview: str | None = None, refused: Refused | None = None
) -> Page:
    html = render_template(
        "comments/edit.html",
        comment=comment,
        form=form,
        preview_html=preview,
        said=sentence(refused) if refused else None,
        field=field_of(refused) if refused else None,
    )
    return html, refused.status if refused else 200


@room.post("/comments/<int:comment_id>/withdrawal")
@public
def withdraw(comment_id: int) -> Page:
    withdraw_comment(comment_id, by=current_actor(), now=clock.now())
    return _after(url_for("comments.receipt", comment_id=comment_id))


@room.get("/my-comments")
@public
def mine() -> Page:
    before = number_in_query("before")
    comments = own_comments(by=current_actor(), before=before)
    return render_template("comments/mine.html", comments=comments, form=EditForm(), said=None)


@room.post("/my-comments/code")
@public
def enter_code() -> Page:
    """A guest on another device, or a day later: the edit code shows who wrote."""
    count_try("code", current_actor(), clock.now())
    guest_id = guest_of_code(outside().seals.code_hash(tidy_code(request.form.get("code", ""))))
    if guest_id is None:
        said = sentence(Refused("no_such_code"))
        page = render_template("comments/mine.html", comments=[], form=EditForm(), said=said)
        return page, 422
    remember_guest(guest_id)
    return _after(url_for("comments.mine"))


def _own(comment_id: int) -> OwnComment:
    comment = own_comment(comment_id, by=current_actor())
    if comment is None:
        abort(404)
    return comment


def _wants_fragment() -> bool:
    return request.headers.get("HX-Request") == "true"


def _after(address: str) -> Response:
    return redirect(address, 303)
