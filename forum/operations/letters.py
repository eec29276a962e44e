"""The letter that tells a writer what became of a comment: decided at once, sent after the time to undo it."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import UNDO_SECONDS, State, writer_is_told
from forum.models import Comment, Job
from forum.operations.outbox import cancel, enqueue


def tell_writer(comment: Comment, old: State, new: State, *, entry_id: int, now: datetime) -> None:
    """Puts the letter about ``old`` → ``new`` into the outbox, where the law wants one and the writer has an account.

    A letter that still waits is replaced by one about the whole way since the writer was last told; where that way
    leads back to its start (an undo), no letter is left.
    """
    key = letter_key(comment)
    waiting = db.session.scalar(sa.select(Job).where(Job.key == key, Job.lease.is_(None)))
    if waiting is not None:
        old = State(waiting.payload["old"])
        cancel(key)
    if comment.user_id is None or not writer_is_told(old, new):
        return
    enqueue(
        "tell_writer",
        {"comment_id": comment.id, "old": old.value, "new": new.value, "entry_id": entry_id},
        run_at=now + timedelta(seconds=UNDO_SECONDS),
        now=now,
        key=key,
    )


def forget_letter(comment: Comment) -> None:
    """No letter about a comment that its writer took back."""
    cancel(letter_key(comment))


def letter_key(comment: Comment) -> str:
    """One letter at a time waits for each comment."""
    return f"tell_writer:{comment.id}"
