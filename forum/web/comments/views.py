"""Writing a comment: the form, its preview, and sending it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from flask import Blueprint, abort, render_template, request, url_for

from forum.adapters import clock
from forum.domain.actors import ActorKind
from forum.domain.refusals import NotFound, Refused
from forum.domain.sanctions import Effects
from forum.operations.comments.posting import Draft, name_to_store, post_comment
from forum.operations.comments.text import Words, ready_words
from forum.queries.discussion import DiscussionView, answered_comment, discussion_at
from forum.queries.posts import fate_of_slug
from forum.web.access import public
from forum.web.comments.answers import Page, acknowledge_if_read, after, form_page, wants_preview
from forum.web.comments.checking import findings_outside
from forum.web.comments.effects import effects_now
from forum.web.comments.forms import CommentForm, new_form_key, read_form_key
from forum.web.comments.keeping import forget_draft_of, show_code_of
from forum.web.comments.notices import notice_draft
from forum.web.comments.nudging import Asked, ask_before_sending, warn_in_preview
from forum.web.errors import gives_back
from forum.web.fields import field_of
from forum.web.fragments import wants_fragment
from forum.web.identity import current_actor, remember_guest
from forum.web.language import current_settings
from forum.web.limits import count_try
from forum.web.outside import outside
from forum.web.posts.pages import elsewhere
from forum.web.sentences import sentence

room = Blueprint("comments", __name__)


@room.get("/posts/<slug:slug>/comments/new")
@public
def new_comment(slug: str) -> Page:
    now, reply_to = clock.now(), request.args.get("reply_to")
    discussion = discussion_at(slug, settings=current_settings(), now=now)
    if discussion is None:
        return elsewhere(fate_of_slug(slug, now=now), "comments.new_comment", reply_to=reply_to)
    form = CommentForm(form_key=new_form_key(), reply_to=reply_to or "")
    # Who is banned is told so before anything is typed; a form that was open meanwhile gives its text back.
    return _form_page(discussion, form, effects=effects_now())


def form_again(refused: Refused, slug: str) -> Page:
    """The form with everything that was typed, a fresh token and key, and the sentence that says what is wrong. Where
    there is no post any more there is no form: the error page gives the text back."""
    discussion, form = _discussion(slug), CommentForm()
    if not read_form_key(form.form_key.data or "").submission_key:
        form.form_key.data = new_form_key()
    return _form_page(discussion, form, refused=refused)


@room.post("/posts/<slug:slug>/comments")
@public
@gives_back(form_again)
def post(slug: str) -> Page:
    form, discussion = CommentForm(), _discussion(slug)
    try:
        return _preview(discussion, form) if wants_preview() else _send(discussion, form)
    except Refused as refused:
        return form_again(refused, slug)


def _send(discussion: DiscussionView, form: CommentForm) -> Page:
    by, now = current_actor(), clock.now()
    count_try("comment", by, now)
    draft = _draft(form)
    words = ready_words(draft.body)
    if discussion.closed is None and (asked := _asked(form, words)) is not None:
        return _form_page(discussion, form, asked=asked)
    acknowledge_if_read(by, now)
    post_id = discussion.post_id
    name = partial(name_to_store, post_id, draft, by=by, now=now, words=words)
    draft = replace(draft, outside=findings_outside(words, name, discussion.slug, now))
    comment = post_comment(post_id, draft, by=by, now=now, words=words).comment
    if comment.guest_id is not None and by.kind is not ActorKind.PERSON:
        if comment.guest_id != by.guest_id:
            show_code_of(draft.submission_key)
        remember_guest(comment.guest_id)
    forget_draft_of(comment.id)
    return after(url_for("own_comments.receipt", comment_id=comment.id))


def _draft(form: CommentForm) -> Draft:
    key, seals = read_form_key(form.form_key.data or ""), outside().seals
    is_guest = current_actor().kind is not ActorKind.PERSON
    if is_guest and form.wants_replies.data and not (form.author_email.data or "").strip():
        raise Refused("author_email_missing")
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
        wants_replies=form.wants_replies.data,
    )


def _asked(form: CommentForm, words: Words) -> Asked | None:
    """What is to be asked before this is sent."""
    key, note = form.form_key.data or "", form.as_it_is.data or ""
    return ask_before_sending(words, form.author_name.data or "", form_key=key, note=note)


def _preview(discussion: DiscussionView, form: CommentForm) -> Page:
    count_try("preview", current_actor(), clock.now())
    form.reply_number()  # a form that could not be sent has no preview
    words = ready_words(form.body.data or "")
    key, note = form.form_key.data or "", form.as_it_is.data or ""
    asked = warn_in_preview(words, form.author_name.data or "", form_key=key, note=note)
    return _form_page(discussion, form, preview=words, asked=asked)


def _discussion(slug: str) -> DiscussionView:
    """The discussion to which a form was sent, also from an address that its post has left since. Answers 410 where
    the post is gone; raises ``NotFound("no_such_post")``."""
    settings, now = current_settings(), clock.now()
    discussion = discussion_at(slug, settings=settings, now=now)
    if discussion is None:
        fate = fate_of_slug(slug, now=now)
        if fate.is_gone:
            abort(410)
        discussion = discussion_at(fate.slug, settings=settings, now=now) if fate.slug else None
    if discussion is None:
        raise NotFound("no_such_post")
    return discussion


def _form_page(
    discussion: DiscussionView,
    form: CommentForm,
    *,
    preview: Words | None = None,
    asked: Asked | None = None,
    refused: Refused | None = None,
    effects: Effects | None = None,
) -> Page:
    reply_to = _reply_to(form, refused)
    answered = answered_comment(discussion.post_id, reply_to) if reply_to else None
    facts = {
        "discussion": discussion,
        "form": form,
        "reply_to": reply_to,
        "answered": answered,
        "preview_html": preview.rendered.html if preview else None,
        "preview_language": preview.language if preview else None,
        "asked": asked,
        "effects": effects,
        "warning": refused.facts if refused and refused.code == "warning_unread" else None,
        "said": sentence(refused) if refused else None,
        "field": field_of(refused) if refused else None,
    }
    template = "comments/_form.html" if wants_fragment() else "comments/new.html"
    is_question = asked is not None and asked.is_question
    return form_page(render_template(template, **facts), refused, is_question=is_question)


def _reply_to(form: CommentForm, refused: Refused | None) -> int | None:
    """What the form answers, if it still can: unless it has just been said that there can be no answer."""
    if refused is not None and refused.code in ("reply_target_gone", "thread_too_deep"):
        return None
    try:
        return form.reply_number()
    except Refused:
        return None
