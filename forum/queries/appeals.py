"""Appeals as their writers see them, and who may answer one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.db import db
from forum.domain.appeals import AppealOutcome
from forum.domain.comment_states import DECISION_VERBS
from forum.domain.roles import Role
from forum.models import Appeal, Comment, LogEntry, ModeratedCategory, Post, User


@dataclass(frozen=True)
class OwnAppeal:
    """What a writer has asked, and what came of it; ``outcome`` None: nobody has answered yet."""

    text: str
    created_at: datetime
    outcome: AppealOutcome | None
    answer: str
    answered_at: datetime | None


def own_appeals(ids: Collection[int]) -> dict[int, OwnAppeal]:
    """The one appeal of each comment that has one. Whoever asks must know already that the comments are the
    writer's."""
    if not ids:
        return {}
    rows = db.session.execute(
        sa.select(
            Appeal.comment_id,
            Appeal.text,
            Appeal.created_at,
            Appeal.outcome,
            Appeal.answer,
            Appeal.answered_at,
        ).where(Appeal.comment_id.in_(ids))
    )
    return {
        row.comment_id: OwnAppeal(row.text, row.created_at, row.outcome, row.answer, row.answered_at)
        for row in rows
    }


def others_moderate(
    category_id: sa.SQLColumnExpression[int], *but: sa.SQLColumnExpression[int | None]
) -> sa.Exists:
    """Whether an active moderator or administrator, other than the accounts ``but``, looks after the category: the
    whole site, or this one among others."""
    theirs = sa.exists().where(ModeratedCategory.user_id == User.id).correlate_except(ModeratedCategory)
    return (
        sa.exists()
        .where(
            User.role.in_((Role.MODERATOR, Role.ADMINISTRATOR)),
            User.active,
            *(User.id.is_distinct_from(one) for one in but),
            sa.or_(sa.not_(theirs), theirs.where(ModeratedCategory.category_id == category_id)),
        )
        .correlate_except(User)
    )


# Whom the law bars where somebody else is there: the writer from what is said about the own comment, and from the
# appeal whoever was appealed against, where there is somebody who is neither.
WRITER_HAS_OTHERS = others_moderate(Post.category_id, Comment.user_id)
DECIDER_HAS_OTHERS = others_moderate(Post.category_id, Appeal.against_user_id, Comment.user_id)

# Whether somebody else than its writer has decided on the comment, and that was not taken back.
_undo = aliased(LogEntry)
WAS_JUDGED = (
    sa.exists()
    .where(
        LogEntry.comment_id == Comment.id,
        LogEntry.verb.in_(DECISION_VERBS),
        LogEntry.actor_id != Comment.user_id,
        ~sa.exists().where(_undo.undoes_id == LogEntry.id).correlate_except(_undo),
    )
    .correlate_except(LogEntry)
)


def answered_by(entry_id: sa.SQLColumnExpression[int]) -> sa.ColumnElement[bool]:
    """Whether the log entry answered the appeal: its writer's own moves, which let it drop, are no answer."""
    return sa.and_(Appeal.entry_id == entry_id, Appeal.outcome != AppealOutcome.DROPPED)


# The newest log entry of the comment. (What readers report and moderators note changes no version.)
NEWEST_ENTRY = (
    sa.select(sa.func.max(LogEntry.id))
    .where(LogEntry.comment_id == Comment.id, LogEntry.version.is_not(None))
    .correlate(Comment)
    .scalar_subquery()
)


def is_own_case(comment_id: int, *, user_id: int | None) -> bool:
    """Whether the account wrote the comment, and somebody else is there to decide what others say about it."""
    if user_id is None:
        return False
    asked = (
        sa.select(Comment.id)
        .join(Post, Post.id == Comment.post_id)
        .where(Comment.id == comment_id, Comment.user_id == user_id, WRITER_HAS_OTHERS)
    )
    return db.session.scalar(asked) is not None


def is_for_another(comment_id: int, *, user_id: int | None) -> bool:
    """Whether the account decided the rejection against which the comment's writer appeals, and somebody else than
    these two is there to answer."""
    if user_id is None:
        return False
    asked = _of_the_appeal(comment_id).where(Appeal.against_user_id == user_id, DECIDER_HAS_OTHERS)
    return db.session.scalar(asked) is not None


def is_judged_by_another(comment_id: int) -> bool:
    """Whether somebody else than the comment's writer has decided on it, and that was not taken back."""
    asked = sa.select(Comment.id).where(Comment.id == comment_id, WAS_JUDGED)
    return db.session.scalar(asked) is not None


def is_answered_against(comment_id: int, *, user_id: int | None) -> bool:
    """Whether the newest event of the comment is the answer to an appeal against the account's own decision, and
    somebody else is there."""
    if user_id is None:
        return False
    asked = _of_the_appeal(comment_id).where(
        answered_by(NEWEST_ENTRY), Appeal.against_user_id == user_id, DECIDER_HAS_OTHERS
    )
    return db.session.scalar(asked) is not None


def _of_the_appeal(comment_id: int) -> sa.Select[int]:
    return (
        sa.select(Appeal.comment_id)
        .join(Comment, Comment.id == Appeal.comment_id)
        .join(Post, Post.id == Comment.post_id)
        .where(Appeal.comment_id == comment_id)
    )
