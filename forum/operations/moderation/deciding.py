"""A moderator decides on one comment, or on many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from secrets import token_hex
from typing import Any

import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.actors import Actor
from forum.domain.comment_states import (
    SHOW_REPLIES,
    Decision,
    ReasonCode,
    Standing,
    State,
    decided,
    shown_to_writer,
    verb_of,
)
from forum.domain.markup import MarkupRefused, clean_words
from forum.domain.permissions import Owned, may
from forum.domain.refusals import Conflict, NotAllowed, OwnCase, Refused
from forum.models import Comment, LogEntry, Post
from forum.operations.comments.appealing import answer_appeal
from forum.operations.comments.editing import next_revision
from forum.operations.comments.findings import HELD, TAKEN_FOR_SPAM, explain_wait
from forum.operations.comments.flagging import answers_flags, settle_flags
from forum.operations.comments.standing import fresh_comment, move, standing_of
from forum.operations.comments.text import keep_revision, ready_words, text_columns
from forum.operations.letters import known_now, tell_writer, way_of
from forum.operations.log import record
from forum.operations.moderation.pieces import Outcome, Pairs, nothing, one_by_one
from forum.operations.moderation.redacting import without_personal_data
from forum.queries.appeals import is_answered_against, is_for_another, is_judged_by_another, is_own_case
from forum.queries.moderation.rejections import standing_rejection
from forum.queries.settings import site_settings

MAX_NOTE = 500
# What a decision changes beside the standing; the log keeps how it was, so that an undo can bring it back.
TIMES = (
    "decided_at",
    "review_requested_at",
    "edited_by_moderator_at",
    "flagged_at",
    "appealed_at",
    "waits_since",
)


@dataclass(frozen=True)
class Choice:
    """What a moderator decided, and why. ``body`` is a new text to decide on in the same step (None: as it stands);
    ``note`` is a sentence for the writer. ``redact``: without the personal data that was found in the text and in the
    name that stands with it."""

    decision: Decision
    reason_code: ReasonCode | None = None
    note: str = ""
    body: str | None = None
    with_replies: bool = False
    redact: bool = False


@dataclass(frozen=True)
class Decided:
    """The comment as it stands now, and the log entry; None where the decision already held."""

    comment: Comment
    entry: LogEntry | None


def decide(
    comment_id: int, choice: Choice, *, seen: int, by: Actor, now: datetime, batch: str | None = None
) -> Decided:
    """Decides on the version ``seen`` of a comment.

    A decision that already holds succeeds, changes nothing and leaves no entry, whoever made it; but keeping a public
    comment answers its open flags, however little they weigh.

    Raises ``Refused`` (what the law's table refuses; ``reason_missing`` for a rejection without a code;
    ``note_too_long``, ``note_not_text``; the sanitiser's codes for a new text; ``nothing_to_redact``; where the writer
    appeals, ``answer_missing`` without a note, ``appeal_undecided`` for holding it, and ``own_decision_appealed`` to
    whom it is not for), ``OwnCase("own_case")`` to the writer of what is flagged, appealed or decided by somebody
    else, and ``OwnCase("own_case_answered")`` to whom the appeal that was answered last was against, where somebody
    else is there, ``NotAllowed`` or ``NotFound``, and ``Conflict("changed_since")`` when the comment changed since
    ``seen``: nothing is decided then.
    """
    choice = ready_choice(choice)
    words = ready_words(choice.body) if choice.body is not None else None
    with transaction():
        comment = fresh_comment(comment_id)
        refuse_strangers(comment, by)
        before = standing_of(comment)
        with_text = choice.body is not None or choice.redact
        if before.is_withdrawn and not with_text and _shows_already(comment, choice.decision, seen):
            return Decided(comment, None)
        try:
            after = decided(before, choice.decision, with_replies=choice.with_replies, with_text=with_text)
        except Refused:
            # What was seen allowed it perhaps; the first thing to know then is that somebody else was faster.
            if comment.version != seen:
                raise Conflict("changed_since", comment_id=comment.id) from None
            raise
        name, redactions = comment.author_name, 0
        if choice.redact:
            words, name, redactions = without_personal_data(comment, choice.body)
        stands = (comment.body, comment.author_name)
        if words is not None and (words.rendered.source, name) != stands:
            after = replace(after, revision=next_revision(comment))
        answers = answers_flags(comment.id, after.state)
        if after == before and not answers:
            return Decided(comment, None)
        if comment.version != seen:
            raise Conflict("changed_since", comment_id=comment.id)
        _refuse_own_case(comment, by, is_asked=before.appealed or answers)
        if before.appealed:
            _refuse_no_answer(comment, choice, by)
        extra: dict[str, object] = {} if before.is_withdrawn else {"decided_at": now}
        if words is not None and after.revision != before.revision:
            keep_revision(comment, words, number=after.revision, now=now, by_moderator=True, name=name)
            extra |= text_columns(words) | {"author_name": name, "edited_by_moderator_at": now}
        explained = _explained(comment, before, after)
        known = known_now(comment, now=now)
        waited = _waited(comment, before, after, now)
        facts: dict[str, Any] = {"times": _times_of(comment), "appeared_in": comment.appeared_in}
        facts |= way_of(known, before.state)
        if redactions:
            facts["redacted"] = redactions
        if explained is not None:
            facts["finding"] = explained
        version = move(comment, after, seen=seen, now=now, extra=extra)
        entry = record(
            verb_of(before, choice.decision),
            by=by,
            now=now,
            comment_id=comment.id,
            post_id=comment.post_id,
            before=before,
            after=after,
            version=version,
            reason_code=choice.reason_code,
            note=choice.note,
            batch=batch,
            facts=facts,
            waited_seconds=waited,
        )
        if answers and not before.is_withdrawn:
            settle_flags(comment.id, after.state, entry_id=entry.id)
        if before.appealed:
            answer_appeal(comment.id, after.state, choice.note, entry_id=entry.id, now=now)
        tell_writer(comment, known, after.state, entry_id=_why(comment, entry).id, now=now)
        return Decided(comment, entry)


def _why(comment: Comment, entry: LogEntry) -> LogEntry:
    """The entry that says why the comment stands as it does: what the trash gives back is rejected for its reason."""
    is_back = comment.state is State.REJECTED and entry.reason_code is None
    return (standing_rejection(comment.id) if is_back else None) or entry


def _explained(comment: Comment, before: Standing, after: Standing) -> int | None:
    """Says why the comment waits after the decision, or looks to its writer as if it did; see ``explain_wait``."""
    if shown_to_writer(after.state) is not State.PENDING:
        return None
    why = HELD if after.state is State.PENDING else TAKEN_FOR_SPAM
    anew = shown_to_writer(before.state) is not State.PENDING
    return explain_wait(comment, why, revision=after.revision, anew=anew)


def _shows_already(comment: Comment, decision: Decision, seen: int) -> bool:
    """Whether the replies to a comment that its writer took back are shown again already. Not for who saw it before it
    was taken back: they meant the comment itself."""
    if decision is not Decision.APPROVE or comment.hides_replies:
        return False
    rows = db.session.execute(
        sa.select(LogEntry.verb, LogEntry.version)
        .where(LogEntry.comment_id == comment.id, LogEntry.verb.in_(("comment.withdraw", SHOW_REPLIES)))
        .order_by(LogEntry.id)
    )
    versions = {verb: version or 0 for verb, version in rows}
    return SHOW_REPLIES in versions and versions.get("comment.withdraw", 0) <= seen


def _refuse_own_case(comment: Comment, by: Actor, *, is_asked: bool) -> None:
    """``is_asked``: the decision answers readers who reported the comment, or its writer's appeal."""
    if comment.user_id is not None and comment.user_id == by.user_id:
        if (is_asked or is_judged_by_another(comment.id)) and is_own_case(comment.id, user_id=by.user_id):
            raise OwnCase("own_case")
    elif is_answered_against(comment.id, user_id=by.user_id):
        raise OwnCase("own_case_answered")


def _refuse_no_answer(comment: Comment, choice: Choice, by: Actor) -> None:
    if is_for_another(comment.id, user_id=by.user_id):
        raise Refused("own_decision_appealed")
    if not choice.note:
        raise Refused("answer_missing")


def _waited(comment: Comment, before: Standing, after: Standing, now: datetime) -> int | None:
    """The seconds for which the comment waited in the queue until this decision; None where it did not wait there, or
    goes on waiting."""
    if comment.waits_since is None or before.muted or after.state is State.PENDING:
        return None
    return max(0, int((now - comment.waits_since).total_seconds()))


def _times_of(comment: Comment) -> dict[str, str | None]:
    times: dict[str, datetime | None] = {name: getattr(comment, name) for name in TIMES}
    return {name: at.isoformat() if at else None for name, at in times.items()}


def ready_choice(choice: Choice) -> Choice:
    """The choice with its note as it is stored. Raises ``Refused``: ``reason_missing`` for a rejection without a code,
    ``note_too_long``, ``note_not_text``."""
    if choice.decision is Decision.REJECT and choice.reason_code is None:
        raise Refused("reason_missing")
    return replace(choice, note=ready_note(choice.note))


def ready_note(note: str) -> str:
    """The sentence to the writer as it is stored: plain text. Raises ``Refused`` with ``note_too_long`` or
    ``note_not_text``."""
    try:
        return clean_words(note, limit=MAX_NOTE)
    except MarkupRefused as refusal:
        raise Refused(f"note_{refusal.code}", **refusal.facts) from None


def decide_many(
    items: Pairs, choice: Choice, *, by: Actor, now: datetime, rest: Callable[[], None] = nothing
) -> tuple[str, list[Outcome]]:
    """The same decision on many comments, each ``(number, version seen)`` by itself: what is refused for one leaves the
    others standing. Returns the batch's name, for one undo of all, and an outcome per item in the given order. A new
    text belongs to one comment and is passed over here. What is wrong with the choice itself is raised (see
    ``ready_choice``) before anything is decided. Done in pieces; ``rest``: see ``one_by_one``."""
    batch = token_hex(16)
    choice = replace(ready_choice(choice), body=None, redact=False)

    def decide_one(number: int, seen: int) -> int | None:
        entry = decide(number, choice, seen=seen, by=by, now=now, batch=batch).entry
        return entry.id if entry else None

    return batch, one_by_one(items, decide_one, rest=rest)


def refuse_strangers(comment: Comment, by: Actor) -> None:
    """Raises ``NotAllowed`` where ``by`` may not moderate this comment."""
    author_id, category_id = db.session.execute(
        sa.select(Post.author_id, Post.category_id).where(Post.id == comment.post_id)
    ).one()
    thing = Owned(author_id, category_id, authors_moderate_own=site_settings().authors_moderate_own)
    if not may(by, "comments.moderate", thing):
        raise NotAllowed("may_not_moderate")
