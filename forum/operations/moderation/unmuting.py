"""What waited aside joins the queue once no mute of its writer is in force any more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from forum.db import transaction
from forum.domain.actors import SYSTEM
from forum.domain.comment_states import unmuted
from forum.domain.sanctions import Writer, effects_of
from forum.models import Comment, LogEntry
from forum.operations.comments.standing import fresh_comment, move, standing_of
from forum.operations.log import record
from forum.operations.moderation.pieces import nothing, one_by_one
from forum.operations.outbox import enqueue
from forum.operations.sanctions import RELEASE
from forum.queries.sanctions import muted_without_mute, sanctions_of

AT_ONCE = 1_000  # comments in one run of the job


def release_muted(*, now: datetime, rest: Callable[[], None] = nothing) -> int:
    """Releases what waits aside without a reason, the first ``AT_ONCE`` of it now, in pieces (``rest``: see
    ``one_by_one``), and more by a job of its own. How many comments joined the queue."""
    numbers = muted_without_mute(now, limit=AT_ONCE)
    outcomes = one_by_one([(one, 0) for one in numbers], lambda one, _: _release(one, now), rest=rest)
    joined = sum(outcome.entry_id is not None for outcome in outcomes)
    if joined and len(numbers) == AT_ONCE:
        enqueue(RELEASE, {}, run_at=now, now=now, key=RELEASE)
    return joined


def release_comment(comment_id: int, *, now: datetime) -> LogEntry | None:
    """The comment waits in the queue from now on, where it waited aside and its writer is muted no longer; None where
    there is nothing to change, a person having decided or a new mute begun meanwhile. Raises ``NotFound``."""
    with transaction():
        comment = fresh_comment(comment_id)
        before = standing_of(comment)
        after = unmuted(before)
        if after == before or _is_muted(comment, now):
            return None
        version = move(comment, after, seen=comment.version, now=now)
        return record(
            "comment.unmute",
            by=SYSTEM,
            now=now,
            comment_id=comment.id,
            post_id=comment.post_id,
            before=before,
            after=after,
            version=version,
        )


def _release(comment_id: int, now: datetime) -> int | None:
    entry = release_comment(comment_id, now=now)
    return entry.id if entry else None


def _is_muted(comment: Comment, now: datetime) -> bool:
    return effects_of(sanctions_of(Writer(comment.user_id, comment.guest_id)), now).mutes
