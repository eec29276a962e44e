"""What waits for the person who comes in: comments, drafts, things to know about the installation."""

from __future__ import annotations

from flask import Blueprint, render_template

from forum.adapters import clock
from forum.queries.desk import drafts_of, oldest_pending, posts_in_review
from forum.web.access import requires
from forum.web.desk.commands import commands_now
from forum.web.fragments import wants_fragment
from forum.web.identity import current_actor
from forum.web.moderation.scope import counts_now, current_scope, moderates
from forum.web.outside import outside

room = Blueprint("desk", __name__)


@room.get("/desk")
@requires("desk.enter")
def home() -> str:
    actor = current_actor()
    return render_template(
        "desk/home.html",
        moderates=moderates(),
        counts=counts_now(),
        oldest=oldest_pending(current_scope()),
        drafts=drafts_of(actor),
        in_review=posts_in_review(actor),
        now=clock.now(),
        letters_are_kept=outside().settings.smtp_url is None,
    )


@room.get("/desk/commands")
@requires("desk.enter")
def commands() -> str:
    """Keys and commands as a page; the palette asks for the list alone."""
    template = "desk/_commands.html" if wants_fragment() else "desk/commands.html"
    return render_template(template, commands=commands_now())
