"""What waits is scored anew when the spam score has learned: the queue is ordered by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from forum.adapters import stopwatch
from forum.db import db, stop_reading, transaction
from forum.domain.comment_states import State
from forum.domain.paging import Cursor, read_cursor
from forum.domain.screening import Finding as Found
from forum.domain.screening import guarded
from forum.domain.spam import RULE, Model, Score, moves, score
from forum.models import Comment, Finding
from forum.operations.comments.findings import stored_finding
from forum.operations.outbox import enqueue
from forum.queries.spam import Waiting, current_model, marks_of, stamp_of_model, waiting_behind

PIECE = 50  # comments in one transaction
PIECES = 20  # one run of the job
JOB = "score_waiting"
AGAIN_AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class Piece:
    """A piece of the work: where it ended (None: nothing was left) and how many scores it changed."""

    end: Cursor | None
    changed: int = 0


def rescore_waiting(behind: Cursor | None) -> Piece:
    """Scores the next ``PIECE`` comments that wait, oldest first, ``behind`` a place (None: from the start).

    The score and its finding change together, and only where the score moves by something that anybody could see. The
    comment's version stays: what a moderator is deciding on is the text. No comment changes its state by this, and the
    log says nothing. The work is done outside the transaction; a text that changes meanwhile is left alone, having been
    scored by its own sending.
    """
    waiting = waiting_behind(behind, limit=PIECE)
    if not waiting:
        return Piece(None)
    model = current_model()
    stop_reading()
    scores = [(one, _score(model, one)) for one in waiting]
    moved = [(one, found) for one, (is_known, found) in scores if is_known and moves(one.score, found)]
    changed = 0
    if moved:
        with transaction():
            changed = sum(_keep(one, found) for one, found in moved)
    return Piece(Cursor(waiting[-1].created_at, waiting[-1].id), changed)


def go_on_rescoring(payload: dict[str, Any], *, now: datetime, rest: Callable[[], None]) -> int:
    """What one run of the job does: some pieces, between which ``rest`` is called so that others can write, and a job
    for what is left. Where the model has learned more meanwhile, it begins anew some minutes later. How many scores
    changed."""
    stamp = stamp_of_model()
    began_with = payload.get("model", stamp)
    behind = read_cursor(payload["behind"]) if "behind" in payload else None
    changed = 0
    for number in range(PIECES):
        if number:
            rest()
        piece = rescore_waiting(behind)
        behind, changed = piece.end, changed + piece.changed
        if behind is None:
            break
    if behind is not None:
        enqueue(JOB, {"behind": str(behind), "model": began_with}, run_at=now, now=now, key=JOB)
    elif began_with != stamp:
        begin_rescoring(now=now, run_at=now + AGAIN_AFTER)
    return changed


def begin_rescoring(*, now: datetime, run_at: datetime | None = None) -> None:
    """Has what waits scored anew; where that is being done already, it will be seen to at its end."""
    enqueue(JOB, {}, run_at=run_at or now, now=now, key=JOB)


def _score(model: Model | None, one: Waiting) -> tuple[bool, Score | None]:
    """The comment's score, and whether it could be worked out: where not, what it has stays."""
    judged: Score | None = None

    def find() -> tuple[Found, ...]:
        nonlocal judged
        judged = score(model, marks_of(one.body_html, one.author_name))
        return ()

    return not guarded(RULE, find, stopwatch.seconds), judged


def _keep(one: Waiting, judged: Score | None) -> bool:
    stands = sa.and_(
        Comment.id == one.id,
        Comment.current_revision == one.revision,
        Comment.state == State.PENDING,
        Comment.withdrawn_at.is_(None),
    )
    done = db.session.execute(
        sa.update(Comment)
        .where(stands)
        .values(spam_score=judged.probability if judged else None)
        .execution_options(synchronize_session=False)
    )
    if not done.rowcount:  # type: ignore[attr-defined]
        return False
    db.session.execute(
        sa.delete(Finding)
        .where(Finding.comment_id == one.id, Finding.revision == one.revision, Finding.rule == RULE)
        .execution_options(synchronize_session=False)
    )
    for found in judged.findings() if judged else ():
        db.session.add(stored_finding(found, comment_id=one.id, revision=one.revision))
    return True
