"""What is new in a queue, for the page that shows it: asked again and again, so it answers 304 where nothing is."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime

from flask import Blueprint, Response, make_response, render_template, request

from forum.adapters import clock
from forum.domain.ages import write_since
from forum.domain.comment_states import ReasonCode
from forum.queries.moderation.claims import claims_on
from forum.queries.moderation.cursors import read_cursor, write_cursor
from forum.queries.moderation.narrowing import Filters
from forum.queries.moderation.news import MANY, arrived_since, changed_since
from forum.queries.moderation.order import WAITING
from forum.web.access import requires
from forum.web.addresses import number_of
from forum.web.identity import current_actor
from forum.web.moderation.queues import address_of, place_of
from forum.web.moderation.scope import counts_now, current_scope, demand_moderation

room = Blueprint("queue_news", __name__, url_prefix="/desk")

# The page names what it shows; it shows a few hundred rows at most.
MAX_SHOWN = 300
# Behind every comment of a moment.
LAST = 999_999_999


def news_address(filters: Filters) -> str:
    """Where a page that is made now learns what is new in its queue."""
    return address_of(filters, "queue_news.news", since=write_cursor(clock.now(), LAST))


@room.get("/moderation/news")
@requires("desk.enter")
def news() -> Response:
    demand_moderation()
    filters, scope = place_of(request.args).filters, current_scope()
    since = read_cursor(request.args.get("since"))
    shown = _shown()
    counts = counts_now()
    arrived = arrived_since(filters, since[0], scope=scope) if since else 0
    changed = changed_since(shown, filters.queue, scope=scope)
    claims = claims_on(shown, but=current_actor().user_id, now=clock.now(), scope=scope)
    facts = [
        counts,
        arrived,
        [(item.id, item.version, here) for item, here in changed],
        sorted(claims.items()),
    ]
    answer = Response(status=304)
    tag = hashlib.sha256(repr(facts).encode()).hexdigest()[:24]
    if tag not in request.if_none_match:
        answer = make_response(
            render_template(
                "moderation/_news.html",
                counts=counts,
                arrived=arrived,
                many=MANY,
                new_address=_new_address(filters, since) if since else "",
                changed=changed,
                claims=claims,
                shown=shown,
                reasons=list(ReasonCode),
                address=address_of(filters),
            )
        )
    answer.set_etag(tag)
    return answer


def _new_address(filters: Filters, since: tuple[datetime, int]) -> str:
    """Where those are that came since: behind a place in the queue, or, where what came back stands among the older
    ones, all that waits since then."""
    if filters.queue in WAITING:
        return address_of(replace(filters, age=write_since(since[0])))
    return address_of(filters, after=write_cursor(*since))


def _shown() -> dict[int, int]:
    """The comments that the page shows, each with the version that it shows."""
    shown = {}
    for pair in request.args.get("items", "").split(",")[:MAX_SHOWN]:
        number, _, version = pair.partition(":")
        if (one := number_of(number)) is not None and (seen := number_of(version)) is not None:
            shown[one] = seen
    return shown
