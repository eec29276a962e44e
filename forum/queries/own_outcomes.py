"""Why a writer's own comments wait or were rejected, and what moderators changed in them: for many at once, each a
constant number of statements. Whoever asks must know already that the comments are the writer's."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.db import db
from forum.domain.comment_states import State
from forum.domain.diff import Changed, changed
from forum.domain.screening import Finding as ScreeningFinding
from forum.domain.screening import causes_of_wait
from forum.models import Comment, CommentRevision, Finding


def causes_of_waiting(ids: Collection[int], *, is_muted: bool) -> dict[int, tuple[str, ...]]:
    """The content-free codes (``domain.screening.causes_of_wait``) of what holds the current text of each of these
    comments, which wait or look to their writer as if they did. ``is_muted``: a mute of the writer is in force now."""
    if not ids:
        return {}
    rows = db.session.execute(
        sa.select(Finding, Comment.state, Comment.is_muted)
        .join(Comment, Comment.id == Finding.comment_id)
        .where(
            Finding.comment_id.in_(ids),
            Finding.revision == Comment.current_revision,
            Finding.severity == "hold",
        )
        .order_by(Finding.id)
    )
    found: dict[int, list[ScreeningFinding]] = {number: [] for number in ids}
    aside = set()
    for row, state, waits_aside in rows:
        found[row.comment_id].append(ScreeningFinding(row.rule, row.severity, row.field, detail=row.detail))
        # What was marked as spam waits nowhere; it looks like all that its writer sends.
        if waits_aside or (state is State.SPAM and is_muted):
            aside.add(row.comment_id)
    return {number: causes_of_wait(those, is_muted=number in aside) for number, those in found.items()}


def changes_by_moderators(ids: Collection[int]) -> dict[int, Changed]:
    """What leads from the writer's last own text and name to those that stand now; only for comments whose text now is
    a moderator's. One statement."""
    if not ids:
        return {}
    own, now = aliased(CommentRevision), aliased(CommentRevision)
    last = (
        sa.select(sa.func.max(CommentRevision.number))
        .where(
            CommentRevision.comment_id == Comment.id,
            CommentRevision.number < Comment.current_revision,
            CommentRevision.by_moderator.is_(False),
        )
        .correlate(Comment)
        .scalar_subquery()
    )
    rows = db.session.execute(
        sa.select(
            Comment.id,
            own.body,
            sa.func.coalesce(own.author_name, Comment.author_name),
            now.body,
            sa.func.coalesce(now.author_name, Comment.author_name),
        )
        .join(now, sa.and_(now.comment_id == Comment.id, now.number == Comment.current_revision))
        .join(own, sa.and_(own.comment_id == Comment.id, own.number == last))
        .where(Comment.id.in_(ids), now.by_moderator)
    )
    changes = {number: changed((text, name), (new, called)) for number, text, name, new, called in rows}
    return {number: change for number, change in changes.items() if change}
