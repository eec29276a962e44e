"""The writer of a rejected comment asks a different moderator to decide again, and what became of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.actors import Actor, ActorKind
from forum.domain.appeals import MAX_TEXT, AppealOutcome, answer_of, is_used_up
from forum.domain.comment_states import State, appealed
from forum.domain.markup import MarkupRefused, clean_words
from forum.domain.refusals import NotFound, Refused
from forum.models import Appeal, Comment, LogEntry
from forum.operations.comments.standing import fresh_comment, move, standing_of
from forum.operations.comments.writers import is_writer
from forum.operations.log import record
from forum.queries.moderation.rejections import standing_rejection


def appeal_comment(comment_id: int, text: str, *, by: Actor, now: datetime) -> Appeal:
    """Asks for another moderator's decision about the writer's own rejected comment, once a comment; what was asked
    before the writer sent another text, and nobody answered, does not count.

    Raises ``NotFound("no_such_comment")`` for anybody but the writer, ``Refused`` with ``text_empty``,
    ``text_too_long``, ``text_not_text``, ``appealed_before``, or the codes of ``domain.comment_states.appealed``.
    """
    words = _ready_text(text)
    with transaction() as session:
        comment = fresh_comment(comment_id)
        if not is_writer(comment, by):
            raise NotFound("no_such_comment")
        by = replace(by, name=by.name or comment.author_name)
        before = standing_of(comment)
        after = appealed(before)
        earlier = session.get(Appeal, comment.id, populate_existing=True)
        if earlier is not None:
            if is_used_up(earlier.outcome):
                raise Refused("appealed_before")
            session.delete(earlier)
            session.flush()
        rejection = standing_rejection(comment.id) or _newest_entry(comment)
        version = move(comment, after, seen=comment.version, now=now)
        decided_by_person = rejection is not None and rejection.actor_kind is ActorKind.PERSON
        appeal = Appeal(
            comment_id=comment.id,
            text=words,
            against_id=rejection.id if rejection else 0,
            against_user_id=rejection.actor_id if rejection and decided_by_person else None,
            created_at=now,
        )
        session.add(appeal)
        record(
            "comment.appeal",
            by=by,
            now=now,
            comment_id=comment.id,
            post_id=comment.post_id,
            before=before,
            after=after,
            version=version,
        )
        return appeal


def _ready_text(text: str) -> str:
    try:
        return clean_words(text, limit=MAX_TEXT, required=True)
    except MarkupRefused as refusal:
        raise Refused(f"text_{refusal.code}", **refusal.facts) from None


def _newest_entry(comment: Comment) -> LogEntry | None:
    """For a comment that came here rejected: the entry that loaded it."""
    return db.session.scalar(
        sa.select(LogEntry)
        .where(LogEntry.comment_id == comment.id, LogEntry.version.is_not(None))
        .order_by(LogEntry.id.desc())
        .limit(1)
    )


def answer_appeal(comment_id: int, state: State, answer: str, *, entry_id: int, now: datetime) -> None:
    """The decision of the log entry, which led to ``state``, answers the open appeal; ``answer`` is told to the
    writer."""
    _close(comment_id, answer_of(state), answer, entry_id=entry_id, now=now)


def drop_appeal(comment_id: int, *, entry_id: int, now: datetime) -> None:
    """The writer went on without an answer: sent a better text, or took the comment back."""
    _close(comment_id, AppealOutcome.DROPPED, "", entry_id=entry_id, now=now)


def reopen_appeal(comment_id: int, *, entry_id: int) -> None:
    """The decision of the log entry is taken back, and its answer with it."""
    values = {"outcome": None, "answer": "", "answered_at": None, "entry_id": None}
    _set(comment_id, Appeal.entry_id == entry_id, **values)


def _close(comment_id: int, outcome: AppealOutcome, answer: str, *, entry_id: int, now: datetime) -> None:
    values = {"outcome": outcome, "answer": answer, "answered_at": now, "entry_id": entry_id}
    _set(comment_id, Appeal.outcome.is_(None), **values)


def _set(comment_id: int, which: sa.ColumnElement[bool], **values: object) -> None:
    db.session.execute(
        sa.update(Appeal)
        .where(Appeal.comment_id == comment_id, which)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
