"""Letters to writers, about what became of a comment and about answers to it: decided at once, sent after the time to
undo what they are about.

While a letter about the comment itself waits, the writer still knows the comment as it was before: whatever is decided
meanwhile makes it a letter about the whole way, and no letter where that way leads back to its start. Once a worker has
begun with it, it counts as told. What the writer knew stands in the log, too (``domain.letters``): a decision of which
nobody is told takes the letter away, and the next one still knows where the way began.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import UNDO_SECONDS, State, writer_is_told
from forum.domain.letters import known_after, known_before
from forum.domain.sanctions import Writer
from forum.models import Comment, Job
from forum.operations.outbox import cancel, enqueue
from forum.queries.answers import writers_answered_by
from forum.queries.letters import UNTOLD_SINCE, last_change
from forum.queries.notices import has_confirmed_notice


def known_now(comment: Comment, *, now: datetime) -> State:
    """The state that the writer knows. Locks the letter that still waits, so that no worker begins with it
    meanwhile."""
    return _known(comment, known_after, now)


def known_to_who_undoes(comment: Comment, *, now: datetime) -> State:
    """The same where the last change of the comment is about to be taken back."""
    return _known(comment, known_before, now)


def _known(comment: Comment, by_law: Callable[..., State], now: datetime) -> State:
    if not can_be_told(comment):
        return comment.state
    waiting = db.session.scalar(
        sa.select(Job.payload).where(Job.key == letter_key(comment), Job.lease.is_(None)).with_for_update()
    )
    if waiting is not None:
        return State(waiting["old"])
    last = last_change(comment.id)
    if last is None:
        return comment.state
    change, at = last
    # A letter that waits no more has been begun with, whatever the clocks say.
    return by_law(change, is_over=change.is_told or now - at >= timedelta(seconds=UNDO_SECONDS))


def way_of(known: State, before: State) -> dict[str, str]:
    """What the log keeps of a change, so that the next one knows what the writer knew: nothing, where that was how
    the comment stood."""
    return {UNTOLD_SINCE: known.value} if known is not before else {}


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


def tell_of_answers(appeared: Iterable[Comment], *, now: datetime) -> None:
    """Puts letters to those into the outbox who want to hear that one of these comments, which readers see from now on,
    answers theirs. A letter that still waits for the same writer makes room: it will tell of all."""
    answers = [comment.id for comment in appeared if comment.parent_id is not None]
    for writer in writers_answered_by(answers) if answers else ():
        cancel(answers_key(writer))
        enqueue_answers(writer, run_at=now + timedelta(seconds=UNDO_SECONDS), now=now)


def enqueue_answers(writer: Writer, *, run_at: datetime, now: datetime) -> None:
    """One letter at a time waits for each writer; the one that waits already is as good."""
    payload = {"user_id": writer.user_id, "guest_id": writer.guest_id}
    enqueue("tell_of_answers", payload, run_at=run_at, now=now, key=answers_key(writer))


def answers_key(writer: Writer) -> str:
    return f"tell_of_answers:{writer.code}"
