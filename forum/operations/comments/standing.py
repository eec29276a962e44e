"""The one way in which a comment's standing changes: guarded by version, counted, stamped.

Every verb about comments ends here, so that the race, the counters and the post's stamp are decided in one place.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import Standing
from forum.domain.refusals import Conflict, NotFound
from forum.domain.tallies import Place, tally_changes
from forum.domain.threading import AFTER_ALL, ancestors
from forum.models import Comment, Post, Tally


def standing_of(comment: Comment) -> Standing:
    """The comment's standing as the law sees it."""
    return Standing(
        state=comment.state,
        previous_state=comment.previous_state,
        review=comment.review_reason,
        hides_replies=comment.hides_replies,
        is_withdrawn=comment.withdrawn_at is not None,
        resubmissions=comment.resubmissions,
        revision=comment.current_revision,
    )


def place_of(comment: Comment) -> Place:
    """Where the comment counts."""
    return Place(standing_of(comment), comment.hidden_ancestors)


def move(
    comment: Comment, after: Standing, *, seen: int, now: datetime, extra: dict[str, Any] | None = None
) -> int:
    """Writes ``after`` over the standing of ``comment`` if its version is still ``seen``; returns the new version.

    ``extra`` are further columns of the same UPDATE (a new text, say). The UPDATE's WHERE decides a race between two
    people; the loser gets ``Conflict("changed_since")``. Counters and the post's stamp follow in the same transaction.
    """
    before = place_of(comment)
    was = before.standing
    version = seen + 1
    values: dict[str, Any] = {
        "state": after.state,
        "previous_state": after.previous_state,
        "review_reason": after.review,
        "hides_replies": after.hides_replies,
        "resubmissions": after.resubmissions,
        "current_revision": after.revision,
        "version": version,
        **(extra or {}),
    }
    if after.review != was.review:
        values["review_requested_at"] = now if after.review else None
    if after.is_withdrawn and not was.is_withdrawn:
        values["withdrawn_at"] = now
    result = db.session.execute(
        sa.update(Comment)
        .where(Comment.id == comment.id, Comment.version == seen)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    if result.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("changed_since", comment_id=comment.id)
    if after.hides_replies != was.hides_replies:
        _hide_below(comment, 1 if after.hides_replies else -1)
    now_at = Place(after, before.hidden_ancestors)
    count(comment.post_id, tally_changes(before, now_at))
    if before.is_shown != now_at.is_shown:
        count_in_ancestors(comment, 1 if now_at.is_shown else -1)
    if before.is_shown or now_at.is_shown or after.hides_replies != was.hides_replies:
        stamp(comment.post_id)
    db.session.refresh(comment)
    return version


def lock_posts(post_ids: Iterable[int]) -> None:
    """Makes others wait who would change comments of these posts: what is read from here on is what stands.

    Taken in the order of the numbers, so that two transactions never wait for each other crosswise. (SQLite has one
    writer anyway and takes no row locks.)
    """
    for post_id in sorted(set(post_ids)):
        db.session.execute(sa.select(Post.id).where(Post.id == post_id).with_for_update())


def fresh_comment(comment_id: int) -> Comment:
    """The comment as it stands, its post locked. Raises ``NotFound("no_such_comment")``."""
    post_id = db.session.scalar(sa.select(Comment.post_id).where(Comment.id == comment_id))
    if post_id is None:
        raise NotFound("no_such_comment")
    lock_posts([post_id])
    return db.session.scalars(
        sa.select(Comment).where(Comment.id == comment_id).execution_options(populate_existing=True)
    ).one()


def _hide_below(comment: Comment, change: int) -> None:
    """The replies below ``comment`` disappear (+1) or come back (−1): counted like every other change."""
    below = sa.and_(
        Comment.post_id == comment.post_id,
        Comment.path > comment.path,
        Comment.path < comment.path + AFTER_ALL,
    )
    replies = db.session.scalars(sa.select(Comment).where(below).order_by(Comment.path)).all()
    for reply in replies:
        before = place_of(reply)
        after = Place(before.standing, before.hidden_ancestors + change)
        reply.hidden_ancestors = after.hidden_ancestors
        count(reply.post_id, tally_changes(before, after))
        if before.is_shown != after.is_shown:
            count_in_ancestors(reply, 1 if after.is_shown else -1)
    db.session.flush()


def count(post_id: int, changes: dict[str, int]) -> None:
    """Adds ``changes`` (from ``tally_changes``) to the post's counters and to the site's."""
    if not changes:
        return
    columns = {f"{name}_count": getattr(Post, f"{name}_count") + n for name, n in changes.items()}
    db.session.execute(
        sa.update(Post)
        .where(Post.id == post_id)
        .values(**columns)
        .execution_options(synchronize_session=False)
    )
    # In one order for everybody, so that two transactions never wait for each other crosswise.
    for name in sorted(changes):
        db.session.execute(
            sa.update(Tally)
            .where(Tally.name == name)
            .values(n=Tally.n + changes[name])
            .execution_options(synchronize_session=False)
        )


def count_in_ancestors(comment: Comment, change: int) -> None:
    """One public comment more (+1) or less (−1) below each ancestor."""
    above = ancestors(comment.path)
    if above:
        db.session.execute(
            sa.update(Comment)
            .where(Comment.id.in_(above))
            .values(public_descendants=Comment.public_descendants + change)
            .execution_options(synchronize_session=False)
        )


def stamp(post_id: int) -> None:
    """Moves the post's stamp: something on its page has changed."""
    db.session.execute(
        sa.update(Post)
        .where(Post.id == post_id)
        .values(revision=Post.revision + 1)
        .execution_options(synchronize_session=False)
    )
