"""What the forms of moderators say."""

from __future__ import annotations

from flask import request, url_for

from forum.domain.comment_states import Decision, ReasonCode
from forum.domain.refusals import Refused
from forum.operations.moderation.deciding import Choice
from forum.web.addresses import number_of, same_site_path

MAX_ITEMS = 500


def choice_made(*, answers: bool = False) -> Choice:
    """What the form decides; ``answers``: the writer appeals, and the note is told whatever is decided.

    Raises ``Refused``: ``no_such_choice``, ``no_such_reason``, and ``note_without_rejection`` for a note that nobody
    would be told."""
    note = request.form.get("note", "").strip()
    if request.form.get("redact"):
        # One button, one key: without the personal data, and then approved.
        _refuse_untold(note, answers)
        return Choice(Decision.APPROVE, note=note, body=request.form.get("body"), redact=True)
    # One button, one key: rejected for this reason at once.
    at_once = request.form.get("reject_as", "")
    try:
        decision = Decision.REJECT if at_once else Decision(request.form.get("decision", ""))
    except ValueError:
        raise Refused("no_such_choice") from None
    code = at_once or request.form.get("reason_code", "")
    try:
        reason = ReasonCode(code) if code and decision is Decision.REJECT else None
    except ValueError:
        raise Refused("no_such_reason") from None
    _refuse_untold(note, answers or decision is Decision.REJECT)
    return Choice(
        decision,
        reason_code=reason,
        note=note,
        body=request.form.get("body"),
        with_replies="with_replies" in request.form,
    )


def _refuse_untold(note: str, is_told: bool) -> None:
    """Words that somebody wrote are not dropped in silence."""
    if note and not is_told:
        raise Refused("note_without_rejection")


def seen_version() -> int:
    """The version that was decided on; 0 where the form names none."""
    text = request.form.get("seen", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def selected_items() -> list[tuple[int, int]]:
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


def item_above() -> int | None:
    """The item that stood above the one that was decided, on a page of several."""
    return number_of(request.form.get("behind", ""))


def way_back() -> str:
    """The page that the moderator came from, filters and all."""
    return same_site_path(request.form.get("address", "")) or url_for("moderation.queue")
