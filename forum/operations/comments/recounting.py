"""Counting again what is counted all along: the counters must be what a count of the comments gives."""

from __future__ import annotations

from collections import Counter

import sqlalchemy as sa
from sqlalchemy.orm import load_only

from forum.db import db, transaction
from forum.domain.tallies import TALLIES, Place, tallies_of
from forum.domain.threading import ancestors
from forum.models import Comment, Post, Tally
from forum.operations.comments.counting import count
from forum.operations.comments.standing import COUNTED_BY, lock_posts, standing_of

COLUMNS = (*COUNTED_BY, Comment.parent_id, Comment.public_descendants)


def recount_post(post_id: int) -> int:
    """Sets right what is counted on a post and on each comment below it (hidden ancestors, public descendants);
    returns how many of these numbers differed."""
    with transaction():
        lock_posts([post_id])
        comments = db.session.scalars(
            sa.select(Comment)
            .where(Comment.post_id == post_id)
            .order_by(Comment.path)
            .options(load_only(*COLUMNS))
        ).all()
        hidden: dict[int, int] = {}
        hides = {comment.id: comment.hides_replies for comment in comments}
        below: Counter[int] = Counter()
        totals: Counter[str] = Counter()
        for comment in comments:  # in the order of paths, so that a parent comes before its replies
            parent = comment.parent_id
            hidden[comment.id] = hidden[parent] + hides[parent] if parent is not None else 0
            place = Place(standing_of(comment), hidden[comment.id])
            totals.update(tallies_of(place))
            if place.is_shown:
                below.update(ancestors(comment.path))
        differed = sum(_set_right(comment, hidden[comment.id], below[comment.id]) for comment in comments)
        differed += _set_post_right(post_id, totals)
        if differed:
            db.session.flush()
            count(post_id, {}, moves_stamp=True)
        return differed


def _set_right(comment: Comment, hidden_ancestors: int, public_descendants: int) -> int:
    differed = (comment.hidden_ancestors != hidden_ancestors) + (
        comment.public_descendants != public_descendants
    )
    if differed:
        comment.hidden_ancestors = hidden_ancestors
        comment.public_descendants = public_descendants
    return differed


def _set_post_right(post_id: int, totals: Counter[str]) -> int:
    columns = {name: getattr(Post, f"{name}_count") for name in TALLIES}
    stored = db.session.execute(sa.select(*columns.values()).where(Post.id == post_id)).one_or_none()
    if stored is None:
        return 0
    wrong = {
        f"{name}_count": totals[name]
        for name, number in zip(columns, stored, strict=True)
        if number != totals[name]
    }
    if wrong:
        db.session.execute(
            sa.update(Post)
            .where(Post.id == post_id)
            .values(**wrong)
            .execution_options(synchronize_session=False)
        )
    return len(wrong)


def recount_site() -> int:
    """Sets the site's counters to the sum of the posts'; returns how many differed.

    The counters are locked first, in their order: whoever has counted on a post but not yet on the site waits, and adds
    to what stands then.
    """
    with transaction() as session:
        stored = {
            tally.name: tally
            for tally in session.scalars(
                sa.select(Tally)
                .order_by(Tally.name)
                .with_for_update()
                .execution_options(populate_existing=True)
            )
        }
        sums = session.execute(
            sa.select(*(sa.func.coalesce(sa.func.sum(getattr(Post, f"{name}_count")), 0) for name in TALLIES))
        ).one()
        differed = 0
        for name, number in zip(TALLIES, sums, strict=True):
            tally = stored.get(name)
            if tally is None:
                session.add(Tally(name=name, n=number))
            elif tally.n != number:
                tally.n = number
            else:
                continue
            differed += 1
        return differed
