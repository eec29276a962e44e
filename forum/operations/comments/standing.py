"""The one way in which a comment's standing changes: guarded by version, counted, stamped.

Every verb about comments ends here, so that the race, the counters and the post's stamp are decided in one place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import load_only

from forum.db import db
from forum.domain.comment_states import Standing, waits_since
from forum.domain.finding import DocumentKind
from forum.domain.refusals import Conflict, NotFound
from forum.domain.tallies import Place, tally_changes
from forum.domain.threading import AFTER_ALL, ancestors
from forum.models import Comment, Post
from forum.operations.comments.counting import count, count_below
from forum.operations.indexing import index_comment, index_documents
from forum.operations.letters import tell_of_answers

# All of a comment that decides where it counts.
COUNTED_BY = (
    Comment.path,
    Comment.parent_id,
    Comment.state,
    Comment.previous_state,
    Comment.review_reason,
    Comment.hides_replies,
    Comment.withdrawn_at,
    Comment.resubmissions,
    Comment.current_revision,
    Comment.hidden_ancestors,
    Comment.flagged_at,
    Comment.appealed_at,
    Comment.is_muted,
)


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
        flagged=comment.flagged_at is not None,
        appealed=comment.appealed_at is not None,
        muted=comment.is_muted,
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
        "is_muted": after.muted,
        "waits_since": waits_since(was, after, since=comment.waits_since, now=now),
    }
    # Another reason for a look that is still to come does not send the comment back to the end of the queue.
    if (after.review is None) is not (was.review is None):
        values["review_requested_at"] = now if after.review else None
    if after.flagged is not was.flagged:
        values["flagged_at"] = now if after.flagged else None
    if after.appealed is not was.appealed:
        values["appealed_at"] = now if after.appealed else None
    if after.is_withdrawn and not was.is_withdrawn:
        values["withdrawn_at"] = now
    now_at = Place(after, before.hidden_ancestors)
    if now_at.is_shown and not before.is_shown:
        values["appeared_in"] = next_stamp(comment.post_id)
    result = db.session.execute(
        sa.update(Comment)
        .where(Comment.id == comment.id, Comment.version == seen)
        .values(**(values | (extra or {})))
        .execution_options(synchronize_session=False)
    )
    if result.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("changed_since", comment_id=comment.id)
    changes = Counter(tally_changes(before, now_at))
    below = Counter[int]()
    if before.is_shown != now_at.is_shown:
        below.update(dict.fromkeys(ancestors(comment.path), 1 if now_at.is_shown else -1))
    hides = after.hides_replies - was.hides_replies
    appeared = [comment] if now_at.is_shown and not before.is_shown else []
    if hides:
        appeared += _hide_below(comment, hides, changes, below)
    count_below(below)
    count(comment.post_id, changes, moves_stamp=before.is_shown or now_at.is_shown or hides != 0)
    tell_of_answers(appeared, now=now)
    db.session.refresh(comment)
    if extra is not None and "body" in extra:
        index_comment(comment.id)
        index_documents(DocumentKind.COMMENT, [comment])
    return version


def _hide_below(comment: Comment, change: int, changes: Counter[str], below: Counter[int]) -> list[Comment]:
    """The replies below ``comment`` disappear (+1) or come back (−1): counted like every other change. Those that can
    be seen now."""
    appeared = []
    replies = db.session.scalars(
        sa.select(Comment)
        .where(
            Comment.post_id == comment.post_id,
            Comment.path > comment.path,
            Comment.path < comment.path + AFTER_ALL,
        )
        .order_by(Comment.path)
        .options(load_only(*COUNTED_BY))
        .execution_options(populate_existing=True)
    ).all()
    for reply in replies:
        before = place_of(reply)
        after = Place(before.standing, before.hidden_ancestors + change)
        reply.hidden_ancestors = after.hidden_ancestors
        changes.update(tally_changes(before, after))
        if before.is_shown != after.is_shown:
            below.update(dict.fromkeys(ancestors(reply.path), 1 if after.is_shown else -1))
            if after.is_shown:
                appeared.append(reply)
    db.session.flush()
    return appeared


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
    comment = db.session.scalar(
        sa.select(Comment).where(Comment.id == comment_id).execution_options(populate_existing=True)
    )
    if comment is None:
        raise NotFound("no_such_comment")  # gone while we waited
    return comment


def next_stamp(post_id: int) -> sa.ScalarSelect[int]:
    """The stamp that the post will have when what is being written here can be seen. The post must be locked."""
    return sa.select(Post.revision + 1).where(Post.id == post_id).scalar_subquery()


def stamp(post_id: int) -> None:
    """Moves the post's stamp: something on its page has changed."""
    count(post_id, {}, moves_stamp=True)
