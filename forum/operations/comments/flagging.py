"""A reader flags a public comment, and what decisions make of flags."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.actors import STRANGER, Actor
from forum.domain.comment_states import State, flagged
from forum.domain.flags import (
    MAX_DETAIL,
    RULE,
    FlagOutcome,
    FlagReason,
    flag_weight,
    needed,
    outcome_of,
    weigh_enough,
)
from forum.domain.markup import MarkupRefused, clean_words
from forum.domain.refusals import NotFound, Refused
from forum.domain.screening import Severity
from forum.models import Comment, Finding, Flag, Post
from forum.operations.comments.rulings import record_ruling
from forum.operations.comments.standing import fresh_comment, move, standing_of
from forum.operations.comments.writers import is_own_case, known_guest
from forum.operations.letters import known_now, tell_writer, way_of
from forum.operations.log import record
from forum.queries.flags import dismissals_of, has_flagged, has_open_flags, open_weight, record_of
from forum.queries.public import comment_is_public
from forum.queries.settings import site_settings


@dataclass(frozen=True)
class FlagDraft:
    """What the form brought. ``guest_code_hash``: of the edit code that a reader without an account gets or has."""

    reason: FlagReason
    detail: str = ""
    wants_outcome: bool = False
    guest_code_hash: str | None = None


@dataclass(frozen=True)
class Flagged:
    """Who flagged the comment, known again from now on; ``is_new`` false where they had done so before."""

    by: Actor
    is_new: bool


def flag_comment(comment_id: int, draft: FlagDraft, *, by: Actor, now: datetime) -> Flagged:
    """Keeps the reader's flag. Once the open flags of a comment weigh enough, it goes to the second look, or waits out
    of sight where the site says so; the log names the rule that did it, and never a reader who flagged. Before that,
    nothing changes for those who are deciding about the comment. A second flag of the same reader changes nothing, nor
    does one that the browser's guest has sent before signing in.

    Raises ``NotFound("no_such_comment")`` for what the reader cannot see, ``Refused`` with ``flag_own``,
    ``detail_too_long`` or ``detail_not_text``.
    """
    detail = _ready_detail(draft.detail)
    with transaction() as session:
        comment = fresh_comment(comment_id)
        by = known_guest(by, name="", code_hash=draft.guest_code_hash, now=now)
        if has_flagged(comment.id, by=by):
            return Flagged(by, is_new=False)
        if not _is_public(comment, now):
            raise NotFound("no_such_comment")
        if is_own_case(comment, by):
            raise Refused("flag_own")
        session.add(
            Flag(
                comment_id=comment.id,
                user_id=by.user_id,
                guest_id=by.guest_id,
                reason=draft.reason,
                detail=detail,
                weight=flag_weight(by, record_of(by)),
                wants_outcome=draft.wants_outcome,
                created_at=now,
            )
        )
        # No standing and no version: nothing has changed yet for whoever is deciding about the comment. By a stranger:
        # moderators read the log, its writer may be one of them, and nothing is ever taken out of it again.
        record("comment.flag", by=STRANGER, now=now, comment_id=comment.id, post_id=comment.post_id)
        _weigh(comment, now=now)
        return Flagged(by, is_new=True)


def _ready_detail(text: str) -> str:
    try:
        return clean_words(text, limit=MAX_DETAIL)
    except MarkupRefused as refusal:
        raise Refused(f"detail_{refusal.code}", **refusal.facts) from None


def _is_public(comment: Comment, now: datetime) -> bool:
    shown = sa.select(Comment.id).join(Post).where(Comment.id == comment.id, comment_is_public(now))
    return db.session.scalar(shown) is not None


def _weigh(comment: Comment, *, now: datetime) -> None:
    """Moves a comment that is public if its open flags weigh enough now."""
    settings = site_settings()
    weight, dismissals = open_weight(comment.id), dismissals_of(comment.id)
    hide_at = settings.flags_hide_at
    hides = hide_at is not None and weigh_enough(weight, needed(hide_at, dismissals))
    need = needed(settings.flags_needed, dismissals)
    if not (hides or weigh_enough(weight, need)):
        return
    before = standing_of(comment)
    after = flagged(before, hides=hides)
    if after == before:
        return
    db.session.add(
        Finding(
            comment_id=comment.id,
            revision=after.revision,
            rule=RULE,
            severity=Severity.HOLD if hides else Severity.NOTE,
            score=round(weight, 2),
            detail={"needed": needed(hide_at, dismissals) if hides and hide_at else need},
        )
    )
    known = known_now(comment, now=now)
    version = move(comment, after, seen=comment.version, now=now)
    entry = record_ruling(
        "comment.flag_up",
        comment,
        RULE,
        before=before,
        after=after,
        version=version,
        now=now,
        facts=way_of(known, before.state),
    )
    tell_writer(comment, known, after.state, entry_id=entry.id, now=now)


def answers_flags(comment_id: int, state: State) -> bool:
    """Whether a decision that leads to ``state`` answers flags of the comment, of whatever weight."""
    return outcome_of(state) is not None and has_open_flags(comment_id)


def settle_flags(comment_id: int, state: State, *, entry_id: int) -> None:
    """The decision of the log entry, which led to ``state``, answers the comment's open flags."""
    if (outcome := outcome_of(state)) is not None:
        _set_outcome(Flag.outcome.is_(None), comment_id, outcome=outcome, entry_id=entry_id)


def close_flags(comment_id: int, *, entry_id: int) -> None:
    """The writer took the comment back, as the log entry says: nothing is left of what its open flags are about."""
    _set_outcome(Flag.outcome.is_(None), comment_id, outcome=FlagOutcome.GONE, entry_id=entry_id)


def reopen_flags(comment: Comment, *, entry_id: int, now: datetime) -> None:
    """The decision of the log entry is taken back: the flags that it answered are open again, and no others. Those that
    came since may weigh enough with them."""
    if _set_outcome(Flag.entry_id == entry_id, comment.id, outcome=None, entry_id=None):
        _weigh(comment, now=now)


def _set_outcome(which: sa.ColumnElement[bool], comment_id: int, **values: object) -> int:
    """How many flags it was set of."""
    changed = db.session.execute(
        sa.update(Flag)
        .where(Flag.comment_id == comment_id, which)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return int(changed.rowcount)  # type: ignore[attr-defined]
