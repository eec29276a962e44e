"""The thread under a post: one statement of plain columns, in the order of the paths, a page by keyset.

A page starts at the post (roots have depth 0) or at a comment whose replies were too deep for the page above it. It
shows comments down to ``SHOWN_DEPTH`` below its start; of what is deeper, a link tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.db import db
from forum.domain.comment_states import State
from forum.domain.threading import AFTER_ALL, SHOWN_DEPTH, lineage, page_root_depth
from forum.models import Comment, Post
from forum.queries.public import comment_is_public, comment_is_shown, has_place_in_thread


class Gone(StrEnum):
    """Why a comment that still has its place in the thread is not shown."""

    WITHDRAWN = "withdrawn"
    WAITING = "waiting"
    TAKEN_DOWN = "taken_down"


class ThreadComment(NamedTuple):
    """A comment in its place. ``level`` counts from the page's start. A tombstone (``gone``) has neither name, text nor
    language. ``answers`` is the comment above, None for a root; ``answers_name`` is its writer, where it stands above
    on this page and is no tombstone. ``is_answered_gone``: it is a tombstone, wherever it stands. ``continues`` counts
    public replies that stand too deep for this page."""

    id: int
    level: int
    answers: int | None
    answers_name: str | None
    is_answered_here: bool
    is_answered_gone: bool
    gone: Gone | None
    name: str | None
    body_html: str | None
    language: str | None
    is_staff: bool
    created_at: datetime
    edited_at: datetime | None
    edited_by_moderator_at: datetime | None
    continues: int


@dataclass(frozen=True)
class Thread:
    """A page of a thread. ``root`` is the comment it starts at, None for the post itself. ``later`` and ``earlier`` are
    the comments at which the neighbouring pages start; ``has_earlier`` with ``earlier`` None: the first page."""

    comments: Sequence[ThreadComment]
    root: int | None = None
    later: int | None = None
    earlier: int | None = None
    has_earlier: bool = False


def _only_shown(column: sa.SQLColumnExpression[Any]) -> sa.ColumnElement[Any]:
    """The column where the comment is shown, else NULL: what nobody may read does not leave the database."""
    return sa.case((comment_is_shown(), column), else_=None)


# What a comment answers, wherever that stands.
_above = aliased(Comment)
_COLUMNS = (
    Comment.id,
    Comment.parent_id,
    Comment.path,
    Comment.depth,
    Comment.state,
    Comment.withdrawn_at.is_not(None).label("is_withdrawn"),
    comment_is_shown().label("is_shown"),
    _only_shown(Comment.author_name).label("name"),
    _only_shown(Comment.body_html).label("body_html"),
    _only_shown(Comment.language).label("language"),
    Comment.is_staff,
    Comment.created_at,
    Comment.edited_at,
    Comment.edited_by_moderator_at,
    Comment.public_descendants,
    comment_is_shown(_above).label("is_above_shown"),
)


@dataclass(frozen=True)
class _Scope:
    """What a page can show: the post's thread, or the part of it below ``root``, down to the depth that fits."""

    post_id: int
    root: int | None

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        place = [Comment.post_id == self.post_id, has_place_in_thread()]
        if self.root is None:
            return [*place, Comment.depth <= SHOWN_DEPTH]
        path = self.of(self.root, Comment.path)
        return [
            *place,
            Comment.path >= path,
            Comment.path < path.concat(AFTER_ALL),
            Comment.depth <= self.of(self.root, Comment.depth) + SHOWN_DEPTH,
        ]

    def of(self, comment_id: int, column: sa.SQLColumnExpression[Any]) -> sa.ScalarSelect[Any]:
        """A column of one comment that has its place in this thread; NULL, and so an empty page, for any other."""
        return (
            sa.select(column)
            .where(Comment.id == comment_id, Comment.post_id == self.post_id, has_place_in_thread())
            .correlate(None)  # the same table as outside, but another row of it
            .scalar_subquery()
        )


def thread_of(post_id: int, *, size: int, root: int | None = None, start: int | None = None) -> Thread | None:
    """A page of ``size`` comments under a public post: from ``root`` down (None: the whole thread), beginning with the
    comment ``start`` (None: with the first). None where ``root`` or ``start`` has no place there.

    One statement, one more for a page that does not begin at the beginning.
    """
    scope = _Scope(post_id, root)
    query = (
        sa.select(*_COLUMNS)
        .outerjoin(_above, _above.id == Comment.parent_id)
        .where(*scope.conditions())
        .order_by(Comment.path)
        .limit(size + 1)
    )
    if start is not None:
        query = query.where(Comment.path >= scope.of(start, Comment.path))
    rows = db.session.execute(query).all()
    if not rows and not (root is None and start is None):
        return None
    earlier, has_earlier = (None, False) if start is None else _earlier(scope, start, size)
    return Thread(
        comments=_in_place(rows[:size], root),
        root=root,
        later=rows[size].id if len(rows) > size else None,
        earlier=earlier,
        has_earlier=has_earlier,
    )


def _earlier(scope: _Scope, start: int, size: int) -> tuple[int | None, bool]:
    """Where the page before ``start`` begins (None: at the beginning), and whether there is one."""
    before = (
        sa.select(Comment.id)
        .where(*scope.conditions(), Comment.path < scope.of(start, Comment.path))
        .order_by(Comment.path.desc())
        .limit(size + 1)
    )
    ids = db.session.scalars(before).all()
    return (ids[size - 1] if len(ids) > size else None), bool(ids)


def _in_place(rows: Sequence[sa.Row[*tuple[Any, ...]]], root: int | None) -> list[ThreadComment]:
    """The rows as comments that know their level, and whom they answer if that one stands above on the same page."""
    top = lineage(rows[0].path).index(root) if rows and root is not None else 0
    names: dict[int, str | None] = {}
    comments = []
    for row in rows:
        level = row.depth - top
        names[row.id] = row.name
        comments.append(
            ThreadComment(
                id=row.id,
                level=level,
                answers=row.parent_id,
                answers_name=names.get(row.parent_id),
                is_answered_here=row.parent_id in names,
                is_answered_gone=row.parent_id is not None and not row.is_above_shown,
                gone=None if row.is_shown else _gone(row),
                name=row.name,
                body_html=row.body_html,
                language=row.language,
                is_staff=row.is_staff,
                created_at=row.created_at,
                edited_at=row.edited_at,
                edited_by_moderator_at=row.edited_by_moderator_at,
                continues=row.public_descendants if level == SHOWN_DEPTH else 0,
            )
        )
    return comments


def _gone(row: sa.Row[*tuple[Any, ...]]) -> Gone:
    if row.is_withdrawn:
        return Gone.WITHDRAWN
    return Gone.WAITING if row.state is State.PENDING else Gone.TAKEN_DOWN


@dataclass(frozen=True)
class CommentPlace:
    """Where a public comment stands: the post, and the page of its thread (as ``thread_of`` takes it)."""

    slug: str
    root: int | None
    start: int | None


def place_of_comment(comment_id: int, *, size: int, now: datetime) -> CommentPlace | None:
    """The page on which readers find the comment; None where it is not public. Two statements, neither of which
    looks at more than a page."""
    row = db.session.execute(
        sa.select(Comment.path, Comment.depth, Comment.post_id, Post.slug)
        .join(Post, Post.id == Comment.post_id)
        .where(Comment.id == comment_id, comment_is_public(now))
    ).one_or_none()
    if row is None:
        return None
    top = page_root_depth(row.depth)
    root = lineage(row.path)[top] if top else None
    before = db.session.execute(
        sa.select(Comment.id, Comment.depth)
        .where(*_Scope(row.post_id, root).conditions(), Comment.path < row.path)
        .order_by(Comment.path.desc())
        .limit(size)
    ).all()
    if len(before) < size:
        return CommentPlace(row.slug, root, None)
    # Further down, the page begins with the conversation that the comment is part of, if it fits.
    talk = (other.id for other in before[: size - 1] if other.depth == top)
    return CommentPlace(row.slug, root, comment_id if row.depth == top else next(talk, comment_id))
