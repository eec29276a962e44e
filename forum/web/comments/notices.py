"""Letters to guests: the address in the form, and the pages behind the link of a letter.

Mail programs open every link, so that opening one does nothing: only the buttons confirm and end.
"""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from forum.adapters import clock
from forum.domain.email_addresses import tidy_email
from forum.domain.refusals import NotFound, Refused
from forum.operations.comments.notices import NoticeDraft, confirm_notice, end_notice
from forum.queries.notices import notice_of
from forum.web.access import public
from forum.web.outside import outside
from forum.web.security import by_mail_program, is_by_mail_program

room = Blueprint("notices", __name__, url_prefix="/notices")


def notice_draft(typed: str) -> NoticeDraft | None:
    """The address of the comment form, sealed; None where none was given. Raises ``Refused("author_email_not_valid")``
    for what cannot be one."""
    if not typed.strip():
        return None
    try:
        address = tidy_email(typed)
    except Refused:
        raise Refused("author_email_not_valid") from None
    seals = outside().seals
    sealed = seals.seal(address)
    return NoticeDraft(
        address_sealed=sealed,
        address_hash=seals.address_hash(address),
        token_hash=seals.code_hash(seals.link_token(sealed)),
    )


@room.get("/<token>")
@public
def show(token: str) -> Response:
    notice = notice_of(outside().seals.code_hash(token), now=clock.now())
    if notice is None:
        raise NotFound("no_such_notice")
    return _unlisted(render_template("comments/notice.html", notice=notice, token=token))


@room.post("/<token>/confirmation")
@public
def confirm(token: str) -> Answer:
    confirm_notice(outside().seals.code_hash(token), now=clock.now())
    return redirect(url_for("notices.show", token=token), 303)


@room.post("/<token>/end")
@public
def end(token: str) -> Answer:
    end_notice(outside().seals.code_hash(token), now=clock.now())
    return redirect(url_for("notices.ended"), 303)


@room.post("/<token>")
@public
@by_mail_program
def end_at_once(token: str) -> Answer:
    """Mail programs end letters at the address of the page itself (RFC 8058)."""
    answer = end(token)
    return make_response("") if is_by_mail_program() else answer


@room.get("/ended")
@public
def ended() -> Response:
    return _unlisted(render_template("comments/notice_ended.html"))


def _unlisted(html: str) -> Response:
    """A page that no search engine and no cache shall keep."""
    page = make_response(html)
    page.headers["X-Robots-Tag"] = "noindex"
    page.headers["Cache-Control"] = "private, no-store"
    return page
