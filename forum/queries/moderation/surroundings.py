"""What stands around an item: the comments above it, up to the first of its thread."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import State
from forum.domain.threading import ancestors
from forum.models import Comment

# Of a long chain, the nearest come with their texts; of those further up the names are enough.
TEXTS = 10


@dataclass(frozen=True)
class Ancestor:
    """A comment above an item, whatever became of it. ``body_html`` is "" for one that is far above."""

    id: int
    author_name: str
    language: str | None
    body_html: str
    state: State
    is_withdrawn: bool


def chains(paths: Collection[str]) -> dict[str, tuple[Ancestor, ...]]:
    """For each path of a comment: the comments above it, the first of the thread first. One statement; none where
    nothing is above any of them."""
    lines = {path: ancestors(path) for path in paths}
    numbers = {number for line in lines.values() for number in line}
    near = {number for line in lines.values() for number in line[-TEXTS:]}
    above = _ancestors(numbers, near) if numbers else {}
    return {path: tuple(above[number] for number in line) for path, line in lines.items()}


def _ancestors(numbers: set[int], near: set[int]) -> dict[int, Ancestor]:
    rows = db.session.execute(
        sa.select(
            Comment.id,
            Comment.author_name,
            Comment.language,
            sa.case((Comment.id.in_(near), Comment.body_html), else_=""),
            Comment.state,
            Comment.withdrawn_at.is_not(None),
        ).where(Comment.id.in_(numbers))
    )
    return {row.id: Ancestor(*row) for row in rows}
