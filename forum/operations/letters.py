"""The letter that tells a writer what became of a comment: decided at once, sent after the time to undo it.

While it waits, the writer still knows the comment as it was before: whatever is decided meanwhile makes it a letter
about the whole way, and no letter where that way leads back to its start. Once a worker has begun with it, it counts
as told.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import UNDO_SECONDS, State, writer_is_told
from forum.models import Comment, Job
from forum.operations.outbox import cancel, enqueue
from forum.queries.notices import has_confirmed_notice


def untold_since(comment: Comment) -> State | None:
    """The state that the writer knows, where a letter about what came after it still waits. Locks that letter, so that
    no worker begins with it meanwhile."""
    if not can_be_told(comment):
        return None
    waiting = db.session.scalar(
        sa.select(Job.payload).where(Job.key == letter_key(comment), Job.lease.is_(None)).with_for_update()
    )
    return State(waiting["old"]) if waiting is not None else None


def tell_writer(comment: Comment, known: State, new: State, *, entry_id: int, now: datetime) -> None:
    """Puts the letter about ``known`` (the state that the writer knows) → ``new`` into the outbox, in the place of one
    that still waits; none where the law wants none or the writer cannot be told."""
    if not can_be_told(comment):
        return
    cancel(letter_key(comment))
    if writer_is_told(known, new):
        enqueue(
            "tell_writer",
            {"comment_id": comment.id, "old": known.value, "new": new.value, "entry_id": entry_id},
            run_at=now + timedelta(seconds=UNDO_SECONDS),
            now=now,
            key=letter_key(comment),
        )


def can_be_told(comment: Comment) -> bool:
    """Whether there is somewhere to write to: an account, or an address that a guest has confirmed."""
    return comment.user_id is not None or has_confirmed_notice(comment.id)


def forget_letter(comment: Comment) -> None:
    """No letter about a comment that its writer took back."""
    cancel(letter_key(comment))


def letter_key(comment: Comment) -> str:
    """One letter at a time waits for each comment."""
    return f"tell_writer:{comment.id}"
