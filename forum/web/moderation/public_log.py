"""The log of moderation as readers see it, where the site has switched it on."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from forum.adapters import clock
from forum.queries.moderation.public_log import public_log
from forum.web.access import public
from forum.web.addresses import number_in_query
from forum.web.language import current_settings

room = Blueprint("public_log", __name__)

PAGE = 50


@room.get("/moderation-log")
@public
def index() -> str:
    if not current_settings().public_log:
        abort(404)
    page = public_log(now=clock.now(), before=number_in_query("before"), limit=PAGE)
    return render_template("moderation/public_log.html", entries=page.entries, older=page.older)
