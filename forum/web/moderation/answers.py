"""What comes back from a decision: done, refused, or too late. A part of the page for htmx, a whole page otherwise, and
in each everything that was typed."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from forum.domain.comment_states import Decision, ReasonCode
from forum.domain.refusals import Conflict, NotAllowed, NotFound, Refused
from forum.domain.text_changes import text_change
from forum.operations.moderation.deciding import Choice, Decided
from forum.operations.moderation.pieces import Outcome
from forum.queries.moderation.history import change_since, history_of, newest_events
from forum.web.errors import waiting_time
from forum.web.fields import field_of
from forum.web.fragments import wants_fragment
from forum.web.moderation.forms import item_above, seen_version, way_back
from forum.web.moderation.items import item_or_404
from forum.web.moderation.queues import place_at, queue_html
from forum.web.moderation.scope import counts_now, demand_moderation
from forum.web.sentences import sentence

Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


def decided(done: Decided, choice: Choice) -> Page:
    """A decision that holds. A sentence to the writer that went nowhere, because it was decided so already, comes
    back."""
    entry = done.entry
    unsent = choice.note if entry is None else ""
    change = text_change(entry.before, entry.after, entry.facts) if entry is not None else None
    if wants_fragment():
        item = item_or_404(done.comment.id)
        return render_template(
            "moderation/_decided.html",
            item=item,
            entry=entry,
            change=change,
            unsent=unsent,
            counts=counts_now(),
        )
    above = item_above()
    place = f"behind-{above}" if above else None
    if entry is not None:
        facts = {"verb": entry.verb, "change": change, "entry": entry.id, "comment": done.comment.id}
        tell({"kind": "decided", "place": place, **facts})
    else:
        tell({"kind": "already", "place": place, "state": done.comment.state, "unsent": unsent})
    return go_on(place)


def go_on(place: str | None) -> Response:
    """Back to where the work goes on, for a browser without scripts: to what is said there, with the next item below
    it. ``place``: "before-5" or "behind-5", an item's number; with None, or where that item is not on the page any
    more, to the top."""
    there = way_back().partition("#")[0]
    return redirect(f"{there}#done-{place}" if place else there, 303)


def too_late(comment_id: int, *, newer_than: int | None = None) -> tuple[str, int]:
    """Somebody was faster: who decided what, when, what the text is now, and what changed in it. ``newer_than``: the
    log entry that was to be taken back; without one, the version that was seen tells what is news."""
    item = item_or_404(comment_id)
    seen = seen_version()
    newer = [
        event
        for event in history_of(comment_id, version=item.version)
        if (event.id > newer_than if newer_than else event.version is not None and event.version > seen)
    ]
    page = render_template(
        "moderation/_conflict.html" if wants_fragment() else "moderation/conflict.html",
        item=item,
        events=newer,
        change=change_since(comment_id, seen=seen),
        reasons=list(ReasonCode),
        address=way_back(),
        behind=item_above(),
        typed=request.form,
    )
    return page, Conflict.status


def item_again(refused: Refused, comment_id: int) -> Page:
    """The item with its forms as they were typed, and what is wrong. They still name the version that was seen: what
    was typed about one text must not be decided on another unnoticed."""
    page = render_template(
        "moderation/_item.html" if wants_fragment() else "moderation/refused.html",
        item=item_or_404(comment_id),
        seen=seen_version(),
        reasons=list(ReasonCode),
        address=way_back(),
        behind=item_above(),
        said=sentence(refused),
        field=field_of(refused),
        typed=request.form,
    )
    return page, refused.status, waiting_time(refused)


def selection_again(refused: Refused) -> Page:
    """The queue with the selection as it was ticked, reason and sentence as they were typed, and what is wrong."""
    demand_moderation()
    address = way_back()
    page = queue_html(place_at(address), address=address, refused=refused)
    return page, refused.status, waiting_time(refused)


@dataclass(frozen=True)
class Left:
    """What a decision on all that match left alone, and matches still: ``more`` than fit into one batch, and what came
    ``later``. ``address``: where the next batch is decided."""

    more: int
    later: int
    address: str


def report(
    batch: str | None, outcomes: list[Outcome], *, decision: Decision | None, left: Left | None = None
) -> Page:
    """What became of each item; ``decision`` None: each was taken back. Where all went well, back to the queue with one
    line and one undo."""
    refused = [outcome for outcome in outcomes if outcome.refusal is not None]
    changed = [outcome for outcome in outcomes if outcome.entry_id is not None]
    done: dict[str, object] = {
        "kind": "batch" if decision else "batch_undone",
        "batch": batch if changed else None,
        "n": len(changed),
        "decision": decision,
        "left": asdict(left) if left else None,
    }
    if not refused:
        tell(done)
        return redirect(way_back(), 303)
    faster = [outcome.comment_id for outcome in refused if isinstance(outcome.refusal, Conflict)]
    page = render_template(
        "moderation/report.html",
        done=done,
        refused=[(one.comment_id, sentence(_as_told(one.refusal))) for one in refused if one.refusal],
        faster=newest_events(faster) if faster else {},
        note=request.form.get("note", "").strip(),
        address=way_back(),
    )
    return page, 200


def _as_told(refusal: Refused) -> Refused:
    """What is not theirs is not there."""
    return NotFound("no_such_comment") if isinstance(refusal, NotAllowed) else refusal


def tell(done: dict[str, object]) -> None:
    """Shows on the next page what was done, with its undo: the page reads these facts, not a sentence."""
    flash(done)  # type: ignore[arg-type]  # Flask keeps whatever JSON can carry
