"""Deciding, on one or many, and taking back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forum.adapters import clock
from forum.domain.comment_states import Decision, ReasonCode
from forum.domain.refusals import Conflict, NotFound, Refused
from forum.operations.moderation.deciding import MAX_NOTE, Choice, Decided, Outcome, decide, decide_many
from forum.operations.moderation.undoing import undo, undo_batch
from forum.queries.moderation.history import change_since, history_of
from forum.queries.moderation.queue import queue_counts
from forum.web.access import requires
from forum.web.addresses import number_of, same_site_path
from forum.web.bodies import takes
from forum.web.identity import current_actor
from forum.web.moderation.items import item_or_404
from forum.web.sentences import field_of, sentence

room = Blueprint("decisions", __name__, url_prefix="/desk")

MAX_ITEMS = 500
Page = str | Response | tuple[str, int]


@room.post("/comments/<int:comment_id>/decisions")
@requires("desk.enter")
def decide_one(comment_id: int) -> Page:
    item_or_404(comment_id)  # before anything is said about it
    try:
        done = decide(comment_id, _choice(), seen=_seen(), by=current_actor(), now=clock.now())
    except Conflict:
        return _conflict(comment_id)
    except NotFound:
        raise
    except Refused as refused:
        return _item_again(comment_id, refused)
    return _decided(done)


def _choice() -> Choice:
    """What the form says. Raises ``Refused``: ``no_such_choice``, ``no_such_reason``."""
    try:
        decision = Decision(request.form.get("decision", ""))
    except ValueError:
        raise Refused("no_such_choice") from None
    code = request.form.get("reason_code", "")
    try:
        reason = ReasonCode(code) if code and decision is Decision.REJECT else None
    except ValueError:
        raise Refused("no_such_reason") from None
    return Choice(
        decision,
        reason_code=reason,
        note=request.form.get("note", "").strip() if decision is Decision.REJECT else "",
        body=request.form.get("body"),
        with_replies="with_replies" in request.form,
    )


def _seen() -> int:
    text = request.form.get("seen", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _decided(done: Decided) -> Page:
    entry = done.entry
    if _is_htmx():
        item = item_or_404(done.comment.id)
        return render_template("moderation/_decided.html", item=item, entry=entry, counts=queue_counts())
    if entry is not None:
        _tell({"kind": "decided", "verb": entry.verb, "entry": entry.id, "comment": done.comment.id})
    return redirect(_back(), 303)


def _conflict(comment_id: int) -> tuple[str, int]:
    """Somebody was faster: who decided what, when, what the text is now, and what changed in it."""
    item = item_or_404(comment_id)
    events = history_of(comment_id, version=item.version)
    newer = [event for event in events if event.version is not None and event.version > _seen()]
    template = "moderation/_conflict.html" if _is_htmx() else "moderation/conflict.html"
    page = render_template(
        template,
        item=item,
        events=newer,
        change=change_since(comment_id, seen=_seen()),
        reasons=list(ReasonCode),
        address=_back(),
    )
    return page, Conflict.status


def _item_again(comment_id: int, refused: Refused) -> tuple[str, int]:
    """The item with its form as it was typed, and what is wrong with it."""
    item = item_or_404(comment_id)
    template = "moderation/_item.html" if _is_htmx() else "moderation/refused.html"
    page = render_template(
        template,
        item=item,
        reasons=list(ReasonCode),
        max_note=MAX_NOTE,
        address=_back(),
        said=sentence(refused),
        field=field_of(refused),
        typed=request.form,
    )
    return page, refused.status


@room.post("/comments/decisions")
@requires("desk.enter")
@takes(256)
def decide_selection() -> Page:
    choice = _choice()
    if choice.decision is Decision.REJECT and choice.reason_code is None:
        raise Refused("reason_missing")
    items = _items()
    batch, outcomes = decide_many(items, choice, by=current_actor(), now=clock.now())
    return _report(batch, outcomes, decision=choice.decision)


def _items() -> list[tuple[int, int]]:
    """The selected ``number:version`` pairs, each once. Raises ``Refused`` where there are none or too many."""
    pairs: dict[int, int] = {}
    for text in request.form.getlist("item"):
        number, _, seen = text.partition(":")
        item, version = number_of(number), number_of(seen)
        if item is not None and version is not None:
            pairs[item] = version
    if not pairs:
        raise Refused("nothing_selected")
    if len(pairs) > MAX_ITEMS:
        raise Refused("too_many_selected", limit=MAX_ITEMS)
    return list(pairs.items())


def _report(batch: str | None, outcomes: list[Outcome], *, decision: Decision | None) -> Page:
    """What became of each item. Where all went well, back to the queue with one line and one undo."""
    refused = [outcome for outcome in outcomes if outcome.refusal is not None]
    changed = [outcome for outcome in outcomes if outcome.entry_id is not None]
    if not refused:
        _tell({"kind": "batch", "batch": batch if changed else None, "n": len(changed), "decision": decision})
        return redirect(_back(), 303)
    page = render_template(
        "moderation/report.html",
        batch=batch if changed else None,
        decision=decision,
        changed=changed,
        refused=[(outcome.comment_id, sentence(outcome.refusal)) for outcome in refused if outcome.refusal],
        address=_back(),
    )
    return page, 200


@room.post("/decisions/<int:entry_id>/reversal")
@requires("desk.enter")
def reverse(entry_id: int) -> Page:
    entry = undo(entry_id, by=current_actor(), now=clock.now())
    if _is_htmx() and entry.comment_id is not None:
        item = item_or_404(entry.comment_id)
        return render_template(
            "moderation/_restored.html",
            item=item,
            reasons=list(ReasonCode),
            counts=queue_counts(),
            address=_back(),
        )
    _tell({"kind": "undone", "comment": entry.comment_id})
    return redirect(_back(), 303)


@room.post("/batches/<batch>/reversal")
@requires("desk.enter")
def reverse_batch(batch: str) -> Page:
    outcomes = undo_batch(batch, by=current_actor(), now=clock.now())
    return _report(None, outcomes, decision=None)


def _tell(done: dict[str, object]) -> None:
    """Shows on the next page what was done, with its undo: the page reads these facts, not a sentence."""
    flash(done)  # type: ignore[arg-type]  # Flask keeps whatever JSON can carry


def _back() -> str:
    """The queue that the moderator came from, filters and all."""
    return same_site_path(request.form.get("address", "")) or url_for("moderation.queue")


def _is_htmx() -> bool:
    return request.headers.get("HX-Request") == "true"
