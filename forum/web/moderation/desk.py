"""The queues, one comment with its history, the log."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from forum.domain.comment_states import ReasonCode
from forum.queries.moderation.history import history_of, log_page, revision_texts
from forum.queries.moderation.queue import QUEUES, Filters, queue_counts, queue_page
from forum.queries.rules import word_lists
from forum.queries.taxonomy import categories
from forum.web.access import requires
from forum.web.addresses import number_in_query
from forum.web.identity import current_actor
from forum.web.language import current_settings
from forum.web.moderation.items import item_or_404

room = Blueprint("moderation", __name__, url_prefix="/desk")

LANGUAGES = {
    "en": "English",
    "th": "ไทย",
    "lo": "ລາວ",
    "km": "ខ្មែរ",
    "my": "မြန်မာ",
    "vi": "Tiếng Việt",
    "zh": "中文",
}
LOG_PAGE = 50
QUEUE_PAGE = 25


@room.get("/moderation")
@requires("desk.enter")
def queue() -> str:
    filters = filters_of_request()
    page = queue_page(
        filters,
        by=current_actor(),
        cursor=request.args.get("after"),
        limit=QUEUE_PAGE,
        authors_moderate_own=current_settings().authors_moderate_own,
    )
    return render_template(
        "moderation/queue.html",
        page=page,
        filters=filters,
        counts=queue_counts(),
        queues=QUEUES,
        reasons=list(ReasonCode),
        address=request.full_path.rstrip("?"),
        next_address=_next_address(filters, page.next_cursor),
        choices=_choices(),
    )


def _next_address(filters: Filters, cursor: str | None) -> str | None:
    """The following page, filters and all."""
    if cursor is None:
        return None
    facts = {"state" if name == "queue" else name: value for name, value in asdict(filters).items() if value}
    return url_for("moderation.queue", **facts, after=cursor)


def _choices() -> dict[str, list[tuple[str, str]]]:
    """What the filters offer."""
    anything = ("", _("All"))
    rules = {"mode": _("Mode"), "links": _("Links"), "repeats": _("Repeats"), "speed": _("Speed")}
    return {
        "categories": [anything, *((one.slug, one.name) for one in categories())],
        "languages": [anything, *LANGUAGES.items()],
        "rules": [
            anything,
            *rules.items(),
            *((f"words:{one.id}", _("Word list “%(name)s”", name=one.name)) for one in word_lists()),
        ],
    }


def filters_of_request() -> Filters:
    """The filters in the address; an unknown queue is the pending one."""
    given = {name: request.args.get(name, "")[:200] for name in asdict(Filters()) if name != "queue"}
    state = {"trash": "trashed", "second-look": "second_look"}.get(
        request.args.get("state", ""), request.args.get("state", "")
    )
    return Filters(queue=state if state in QUEUES else "pending", **given)


@room.get("/comments/<int:comment_id>")
@requires("desk.enter")
def comment(comment_id: int) -> str:
    item = item_or_404(comment_id)
    return render_template(
        "moderation/comment.html",
        item=item,
        history=history_of(comment_id, version=item.version),
        texts=revision_texts(comment_id),
        reasons=list(ReasonCode),
        address=request.path,
    )


@room.get("/log")
@requires("log.read")
def log() -> str:
    before = number_in_query("before")
    events = log_page(before=before, limit=LOG_PAGE + 1)
    older = events[LOG_PAGE - 1].id if len(events) > LOG_PAGE else None
    return render_template("moderation/log.html", events=events[:LOG_PAGE], older=older)
