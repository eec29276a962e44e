"""Whether a comment's writer wants letters about answers, and of which answers that is settled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.actors import Actor
from forum.domain.refusals import NotFound, Refused
from forum.models import Comment
from forum.operations.comments.standing import fresh_comment
from forum.operations.comments.writers import is_writer
from forum.operations.log import record
from forum.queries.public import comment_is_shown


def want_replies(comment_id: int, wants: bool, *, by: Actor, now: datetime) -> None:
    """From now on the comment's writer hears of answers, or does no longer; the same again changes nothing. What can be
    read already is no news. Raises ``NotFound("no_such_comment")`` for anybody else, ``Refused("comment_withdrawn")``.
    """
    with transaction():
        comment = fresh_comment(comment_id)
        if not is_writer(comment, by):
            raise NotFound("no_such_comment")
        if comment.withdrawn_at is not None:
            raise Refused("comment_withdrawn")
        if comment.wants_replies is wants:
            return
        comment.wants_replies = wants
        if wants:
            _settle(Comment.parent_id == comment.id, comment_is_shown())
        verb = "comment.want_replies" if wants else "comment.no_replies"
        record(verb, by=by, now=now, comment_id=comment.id, post_id=comment.post_id)


def note_told(answers: Sequence[int], *, now: datetime) -> None:
    """The writers of what these comments answer have had their letter: of none of them there is another."""
    with transaction():
        _settle(Comment.id.in_(answers), at=now)


def note_untold(answers: Sequence[int]) -> None:
    """Of these comments nobody is told."""
    if answers:
        with transaction():
            _settle(Comment.id.in_(answers))


def _settle(*which: sa.ColumnElement[bool], at: datetime | None = None) -> None:
    db.session.execute(
        sa.update(Comment)
        .where(*which, Comment.answer_told_at.is_(None))
        .values(answer_told_at=at or Comment.created_at)
        .execution_options(synchronize_session=False)
    )
