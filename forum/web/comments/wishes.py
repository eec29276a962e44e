"""On a comment's receipt its writer switches letters about answers on and off."""

from __future__ import annotations

from flask import Blueprint, request, url_for

from forum.adapters import clock
from forum.operations.comments.wishes import want_replies
from forum.web.access import public
from forum.web.comments.answers import Page, after
from forum.web.identity import current_actor

room = Blueprint("wishes", __name__)


@room.post("/comments/<int:comment_id>/answers")
@public
def answers(comment_id: int) -> Page:
    wants = "wants_replies" in request.form
    want_replies(comment_id, wants, by=current_actor(), now=clock.now())
    done = "answers" if wants else "no_answers"
    return after(url_for("own_comments.receipt", comment_id=comment_id, done=done, _anchor="letters"))
