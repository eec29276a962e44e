"""Taking back the last decision, or a whole batch of them, by new log entries."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from forum.db import db, savepoint, transaction
from forum.domain.actors import Actor
from forum.domain.comment_states import Decision, Standing, undone
from forum.domain.refusals import Conflict, NotFound, Refused
from forum.models import Comment, CommentRevision, LogEntry
from forum.operations.comments.standing import fresh_comment, lock_posts, move, standing_of
from forum.operations.comments.text import ready_words, text_columns
from forum.operations.letters import tell_writer
from forum.operations.log import record
from forum.operations.moderation.deciding import Outcome, refuse_strangers

DECISION_VERBS = frozenset(f"comment.{decision}" for decision in Decision)


def undo(entry_id: int, *, by: Actor, now: datetime) -> LogEntry:
    """Takes back the decision of a log entry; returns the new entry. Everything is as before it, counters and text
    included, and its letter does not leave if it still waits.

    Raises ``NotFound("no_such_decision")``, ``NotAllowed``, or ``Conflict("changed_since")`` when the comment has
    changed since (the decision was taken back already, or another followed).
    """
    with transaction() as session:
        entry = session.get(LogEntry, entry_id)
        if entry is None or entry.verb not in DECISION_VERBS or entry.comment_id is None:
            raise NotFound("no_such_decision")
        comment = fresh_comment(entry.comment_id)
        refuse_strangers(comment, by)
        assert entry.before is not None
        assert entry.after is not None
        before, after = Standing.from_facts(entry.before), Standing.from_facts(entry.after)
        if comment.version != entry.version:
            raise Conflict("changed_since", comment_id=comment.id)
        try:
            restored = undone(standing_of(comment), before=before, after=after)
        except Refused:
            raise Conflict("changed_since", comment_id=comment.id) from None
        extra = _text_of(comment, before.revision) if before.revision != after.revision else {}
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
            undoes_id=entry.id,
        )
        tell_writer(comment, after.state, restored.state, entry_id=taken_back.id, now=now)
        return taken_back


def undo_batch(batch: str, *, by: Actor, now: datetime) -> list[Outcome]:
    """Takes back all of a bulk decision that still stands, each item by itself. Raises ``NotFound`` where there is no
    such batch."""
    with transaction() as session:
        entries = session.execute(
            sa.select(LogEntry.id, LogEntry.comment_id, LogEntry.post_id)
            .where(LogEntry.batch == batch, LogEntry.verb.in_(DECISION_VERBS))
            .order_by(LogEntry.id)
        ).all()
        if not entries:
            raise NotFound("no_such_decision")
        lock_posts(entry.post_id for entry in entries)
        outcomes = []
        for entry in entries:
            try:
                with savepoint():
                    outcomes.append(Outcome(entry.comment_id, undo(entry.id, by=by, now=now).id, None))
            except Refused as refusal:
                outcomes.append(Outcome(entry.comment_id, None, refusal))
        return outcomes


def _text_of(comment: Comment, number: int) -> dict[str, object]:
    """The columns of an earlier text, when a decision is taken back that came with a new one."""
    revision = db.session.get_one(CommentRevision, (comment.id, number))
    edited_at = db.session.scalar(
        sa.select(sa.func.max(CommentRevision.created_at)).where(
            CommentRevision.comment_id == comment.id,
            CommentRevision.by_moderator,
            CommentRevision.number <= number,
        )
    )
    return text_columns(ready_words(revision.body)) | {"edited_by_moderator_at": edited_at}
