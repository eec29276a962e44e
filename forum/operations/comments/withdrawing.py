"""A writer takes a comment back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from forum.db import transaction
from forum.domain.actors import Actor
from forum.domain.comment_states import withdrawn
from forum.domain.refusals import NotFound
from forum.models import Comment
from forum.operations.comments.appealing import drop_appeal
from forum.operations.comments.flagging import close_flags
from forum.operations.comments.notices import erase_notice
from forum.operations.comments.standing import fresh_comment, move, standing_of
from forum.operations.comments.writers import is_writer
from forum.operations.letters import forget_letter
from forum.operations.log import record


def withdraw_comment(comment_id: int, *, by: Actor, now: datetime) -> Comment:
    """Takes the comment out of every public place and queue at once; where public replies stand below it, a tombstone
    stays; a guest's address for letters is erased, and whoever flagged it learns that it is gone. Twice is as good as
    once. Raises ``NotFound("no_such_comment")`` for anybody but the writer."""
    with transaction():
        comment = fresh_comment(comment_id)
        if not is_writer(comment, by):
            raise NotFound("no_such_comment")
        by = replace(by, name=by.name or comment.author_name)
        before = standing_of(comment)
        after = withdrawn(before)
        if after == before:
            return comment
        version = move(comment, after, seen=comment.version, now=now)
        forget_letter(comment)
        erase_notice(comment)
        entry = record(
            "comment.withdraw",
            by=by,
            now=now,
            comment_id=comment.id,
            post_id=comment.post_id,
            before=before,
            after=after,
            version=version,
        )
        close_flags(comment.id, entry_id=entry.id)
        if before.appealed:
            drop_appeal(comment.id, entry_id=entry.id, now=now)
        return comment
