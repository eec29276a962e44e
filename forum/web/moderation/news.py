"""What is new in a queue, for the page that shows it: asked again and again, so it answers 304 where nothing is."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

from flask import Blueprint, Response, make_response, render_template, request

from forum.adapters import clock
from forum.domain.ages import write_since
from forum.domain.comment_states import ReasonCode
from forum.queries.moderation.claims import claims_on
from forum.queries.moderation.cursors import read_cursor, write_cursor
from forum.queries.moderation.items import Item
from forum.queries.moderation.narrowing import Filters
from forum.queries.moderation.news import MANY, MOST_KNOWN, Mark, arrived_since, changed_since
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
MICROSECOND = timedelta(microseconds=1)  # in which both databases keep times


def news_address(filters: Filters, mark: Mark) -> str:
    """Where a page that has seen its queue so far learns what is new in it."""
    known = {number: (at - mark.since) // MICROSECOND for number, at in mark.known.items()}
    pairs = ",".join(f"{number}:{later}" for number, later in known.items())
    return address_of(filters, "queue_news.news", since=write_cursor(mark.since, LAST), known=pairs)


def news_address_alone(item: Item) -> str:
    """Where the page of one comment learns what becomes of it, and of no other."""
    return address_of(Filters(item.state.value), "queue_news.news", since="")


@room.get("/moderation/news")
@requires("desk.enter")
def news() -> Response:
    demand_moderation()
    filters, scope = place_of(request.args).filters, current_scope()
    shown, mark = _pairs("items", MAX_SHOWN), _mark()
    counts = counts_now()
    arrived = arrived_since(filters, mark, but=shown, scope=scope) if mark else 0
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
                new_address=_new_address(filters, mark) if mark else "",
                changed=changed,
                claims=claims,
                shown=shown,
                reasons=list(ReasonCode),
                address=address_of(filters),
            )
        )
    answer.set_etag(tag)
    return answer


def _new_address(filters: Filters, mark: Mark) -> str:
    """Where all that came since the mark stands, those that are known too: behind a place in the queue, or, where what
    came back stands among the older ones, all that waits since then."""
    if filters.queue in WAITING:
        return address_of(replace(filters, age=write_since(mark.since)))
    return address_of(filters, after=write_cursor(mark.since, LAST))


def _mark() -> Mark | None:
    """How far the page has seen its queue; None where the address does not say so."""
    since = read_cursor(request.args.get("since"))
    if since is None:
        return None
    known = _pairs("known", MOST_KNOWN)
    return Mark(since[0], {number: since[0] + later * MICROSECOND for number, later in known.items()})


def _pairs(name: str, most: int) -> dict[int, int]:
    """The pairs of numbers that the address gives: comments that the page shows, each with its version; or that it
    knows, each with how many microseconds after the mark it came."""
    pairs = {}
    for pair in request.args.get(name, "").split(",")[:most]:
        number, _, other = pair.partition(":")
        if (one := number_of(number)) is not None and (two := number_of(other)) is not None:
            pairs[one] = two
    return pairs
