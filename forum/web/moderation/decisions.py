"""Deciding, on one or many, and taking back."""

from __future__ import annotations

from flask import Blueprint, render_template

from forum.adapters import clock
from forum.domain.comment_states import ReasonCode
from forum.domain.refusals import Conflict, NotAllowed, NotFound, OwnCase, Refused
from forum.operations.moderation.deciding import decide, decide_many
from forum.operations.moderation.undoing import undo, undo_batch
from forum.web.access import requires
from forum.web.bodies import takes
from forum.web.errors import gives_back
from forum.web.fragments import wants_fragment
from forum.web.identity import current_actor
from forum.web.moderation.answers import (
    Page,
    decided,
    go_on,
    item_again,
    report,
    selection_again,
    tell,
    too_late,
)
from forum.web.moderation.forms import choice_made, item_above, seen_version, selected_items, way_back
from forum.web.moderation.items import item_or_404
from forum.web.moderation.queues import answers_appeals
from forum.web.moderation.scope import counts_now, demand_moderation

room = Blueprint("decisions", __name__, url_prefix="/desk")


@room.post("/comments/<int:comment_id>/decisions")
@requires("desk.enter")
@gives_back(item_again)
def decide_one(comment_id: int) -> Page:
    item = item_or_404(comment_id)  # before anything is said about it
    try:
        seen = seen_version()
        # Of what changed since, that is the first thing to know; whatever was typed comes back with it.
        choice = choice_made(answers=item.is_appealed or item.version != seen)
        done = decide(comment_id, choice, seen=seen, by=current_actor(), now=clock.now())
    except Conflict:
        return too_late(comment_id)
    except (NotFound, NotAllowed):
        raise
    except Refused as refused:
        return item_again(refused, comment_id)
    return decided(done, choice)


@room.post("/comments/decisions")
@requires("desk.enter")
@takes(256)
@gives_back(selection_again)
def decide_selection() -> Page:
    demand_moderation()
    try:
        choice = choice_made(answers=answers_appeals(way_back()))
        batch, outcomes = decide_many(
            selected_items(), choice, by=current_actor(), now=clock.now(), rest=clock.rest
        )
    except Refused as refused:
        return selection_again(refused)
    return report(batch, outcomes, decision=choice.decision)


@room.post("/decisions/<int:entry_id>/reversal")
@requires("desk.enter")
def reverse(entry_id: int) -> Page:
    try:
        entry = undo(entry_id, by=current_actor(), now=clock.now())
    except NotAllowed:
        raise NotFound("no_such_decision") from None  # what is not theirs is not there
    except Conflict as late:
        if not wants_fragment():
            raise
        return too_late(late.facts["comment_id"], newer_than=entry_id)
    except OwnCase as refused:
        if not wants_fragment():
            raise
        return item_again(refused, refused.facts["comment_id"])
    if wants_fragment() and entry.comment_id is not None:
        return render_template(
            "moderation/_restored.html",
            item=item_or_404(entry.comment_id),
            reasons=list(ReasonCode),
            counts=counts_now(),
            address=way_back(),
        )
    # From the row of a decided one, which leaves this queue, to the row above; else to the one that came back.
    above = item_above()
    place = f"behind-{above}" if above else f"before-{entry.comment_id}"
    tell({"kind": "undone", "comment": entry.comment_id, "place": place})
    return go_on(place)


@room.post("/batches/<batch>/reversal")
@requires("desk.enter")
def reverse_batch(batch: str) -> Page:
    outcomes = undo_batch(batch, by=current_actor(), now=clock.now(), rest=clock.rest)
    return report(None, outcomes, decision=None)
