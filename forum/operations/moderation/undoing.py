"""Taking back the last decision, or a whole batch of them, by new log entries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.actors import Actor
from forum.domain.comment_states import DECISION_VERBS, Standing, State, undone
from forum.domain.refusals import Conflict, NotAllowed, NotFound, OwnCase, Refused
from forum.models import Comment, CommentRevision, LogEntry
from forum.operations.comments.appealing import reopen_appeal
from forum.operations.comments.findings import take_back_finding
from forum.operations.comments.flagging import reopen_flags
from forum.operations.comments.standing import fresh_comment, move, standing_of
from forum.operations.comments.text import ready_words, text_columns
from forum.operations.indexing import index_comment
from forum.operations.letters import known_to_who_undoes, tell_writer, way_of
from forum.operations.log import record
from forum.operations.moderation.deciding import refuse_strangers
from forum.operations.moderation.pieces import Outcome, nothing, one_by_one
from forum.queries.appeals import is_answered_against, is_own_case
from forum.queries.moderation.rejections import standing_rejection


def undo(entry_id: int, *, by: Actor, now: datetime) -> LogEntry:
    """Takes back the decision of a log entry; returns the new entry. Everything is as before it, counters, text
    and findings included, and its letter does not leave if it still waits. Taking back twice is as good as once.

    Raises ``NotFound("no_such_decision")``, ``NotAllowed``, ``OwnCase("own_case_answered")`` to whom an answered appeal
    was against, and to the comment's writer if somebody else decided, where somebody else is there, or
    ``Conflict("changed_since")`` when something else has happened to the comment since.
    """
    return _undo(entry_id, by=by, now=now)[0]


def _undo(entry_id: int, *, by: Actor, now: datetime) -> tuple[LogEntry, bool]:
    """The entry that took the decision back, and whether it is a new one: else that had been done before."""
    with transaction() as session:
        entry = session.get(LogEntry, entry_id)
        if entry is None or entry.verb not in DECISION_VERBS or entry.comment_id is None:
            raise NotFound("no_such_decision")
        comment = fresh_comment(entry.comment_id)
        refuse_strangers(comment, by)
        if (earlier := _taken_back(entry)) is not None and comment.version == earlier.version:
            return earlier, False
        assert entry.before is not None
        assert entry.after is not None
        before, after = Standing.from_facts(entry.before), Standing.from_facts(entry.after)
        if comment.version != entry.version:
            raise Conflict("changed_since", comment_id=comment.id)
        is_own = entry.actor_id == by.user_id  # what one has decided oneself, one may always take back
        if not is_own and (
            is_own_case(comment.id, user_id=by.user_id) or is_answered_against(comment.id, user_id=by.user_id)
        ):
            raise OwnCase("own_case_answered", comment_id=comment.id)
        try:
            restored = undone(standing_of(comment), before=before, after=after)
        except Refused:
            raise Conflict("changed_since", comment_id=comment.id) from None
        # What comes back as it was is no news to those who read it before.
        extra = _times_before(entry) | {"appeared_in": entry.facts.get("appeared_in")}
        if before.revision != after.revision:
            extra |= _text_of(comment, before.revision)
        rejection = standing_rejection(comment.id, but=entry.id) if restored.state is State.REJECTED else None
        known = known_to_who_undoes(comment, now=now)
        version = move(comment, restored, seen=comment.version, now=now, extra=extra)
        taken_back = record(
            "comment.undo",
            by=by,
            now=now,
            comment_id=comment.id,
            post_id=comment.post_id,
            before=after,
            after=restored,
            version=version,
            # The reason that holds again: a letter about it must name it.
            reason_code=rejection.reason_code if rejection else None,
            note=rejection.note if rejection else "",
            undoes_id=entry.id,
            facts=way_of(known, after.state),
        )
        if entry.reason_code is not None or entry.note:
            index_comment(comment.id)  # what was said and taken back finds it no more
        if (added := entry.facts.get("finding")) is not None:
            take_back_finding(added)
        reopen_appeal(comment.id, entry_id=entry.id)
        tell_writer(comment, known, restored.state, entry_id=taken_back.id, now=now)
        reopen_flags(comment, entry_id=entry.id, now=now)
        return taken_back, True


def undo_batch(batch: str, *, by: Actor, now: datetime, rest: Callable[[], None] = nothing) -> list[Outcome]:
    """Takes back all of a bulk decision that still stands, each item by itself, in pieces (``rest``: see
    ``one_by_one``); what is not for ``by`` to decide is passed over. A batch that was cut off in the middle is taken
    back so far as it was done, and taking back that was cut off goes on; what had been taken back before has no entry
    among the outcomes. Raises ``NotFound`` where there is no such batch, or nothing in it for ``by``."""
    entries = db.session.execute(
        sa.select(LogEntry.comment_id, LogEntry.id)
        .where(LogEntry.batch == batch, LogEntry.verb.in_(DECISION_VERBS))
        .order_by(LogEntry.id)
    ).all()
    if not entries:
        raise NotFound("no_such_decision")

    def undo_one(_number: int, entry_id: int) -> int | None:
        entry, is_new = _undo(entry_id, by=by, now=now)
        return entry.id if is_new else None

    outcomes = one_by_one([(number, entry) for number, entry in entries if number], undo_one, rest=rest)
    theirs = [one for one in outcomes if not isinstance(one.refusal, NotAllowed)]
    if not theirs:
        raise NotFound("no_such_decision")
    return theirs


def _taken_back(entry: LogEntry) -> LogEntry | None:
    return db.session.scalar(sa.select(LogEntry).where(LogEntry.undoes_id == entry.id))


def _times_before(entry: LogEntry) -> dict[str, object]:
    """The times that stood beside the standing before the decision."""
    times: dict[str, str | None] = entry.facts.get("times", {})
    return {name: datetime.fromisoformat(at) if at else None for name, at in times.items()}


def _text_of(comment: Comment, number: int) -> dict[str, object]:
    """The columns of an earlier text, when a decision is taken back that came with a new one."""
    revision = db.session.get_one(CommentRevision, (comment.id, number), populate_existing=True)
    name = revision.author_name or comment.author_name
    return text_columns(ready_words(revision.body)) | {"author_name": name}
