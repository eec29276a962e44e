"""The queues, one comment with its history, the log."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for

from forum.domain.comment_states import ReasonCode
from forum.queries.moderation.history import history_of, log_page, texts_of
from forum.web.access import requires
from forum.web.addresses import number_in_query, same_site_path
from forum.web.moderation.items import claims_now, item_or_404
from forum.web.moderation.queues import place_of, queue_html
from forum.web.moderation.scope import demand_moderation

room = Blueprint("moderation", __name__, url_prefix="/desk")

LOG_PAGE = 50


@room.get("/moderation")
@requires("desk.enter")
def queue() -> str:
    demand_moderation()
    return queue_html(place_of(request.args), address=_this_address())


@room.get("/comments/<int:comment_id>")
@requires("desk.enter")
def comment(comment_id: int) -> str:
    item = item_or_404(comment_id)
    return render_template(
        "moderation/comment.html",
        item=item,
        claims=claims_now([item]),
        history=history_of(comment_id, version=item.version),
        texts=texts_of(comment_id),
        reasons=list(ReasonCode),
        address=_this_address(),
        queue_address=_queue_of_request() or url_for("moderation.queue", state=item.state),
    )


def _this_address() -> str:
    return request.full_path.rstrip("?")


def _queue_of_request() -> str | None:
    """The page of a queue that the moderator came from, filters and all."""
    path = same_site_path(request.args.get("from", ""))
    return path if path and path.partition("?")[0] == url_for("moderation.queue") else None


@room.get("/log")
@requires("log.read")
def log() -> str:
    before = number_in_query("before")
    events = log_page(before=before, limit=LOG_PAGE + 1)
    older = events[LOG_PAGE - 1].id if len(events) > LOG_PAGE else None
    return render_template("moderation/log.html", events=events[:LOG_PAGE], older=older)
