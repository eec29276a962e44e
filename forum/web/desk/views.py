"""What waits for the person who comes in: comments, drafts, things to know about the installation."""

from __future__ import annotations

from flask import Blueprint, render_template

from forum.adapters import clock
from forum.queries.desk import drafts_of, oldest_pending
from forum.queries.moderation.queue import queue_counts
from forum.web.access import requires
from forum.web.identity import current_actor
from forum.web.outside import outside

room = Blueprint("desk", __name__)


@room.get("/desk")
@requires("desk.enter")
def home() -> str:
    return render_template(
        "desk/home.html",
        counts=queue_counts(),
        oldest=oldest_pending(),
        drafts=drafts_of(current_actor()),
        now=clock.now(),
        letters_are_kept=outside().settings.smtp_url is None,
    )
