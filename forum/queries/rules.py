"""The word lists, and how they did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import State
from forum.models import Comment, Finding, WordList


@dataclass(frozen=True)
class Record:
    """How many comments a list found something in, and how many of those were approved later."""

    found: int = 0
    approved: int = 0


def word_lists() -> Sequence[WordList]:
    """All word lists by name."""
    return db.session.scalars(sa.select(WordList).order_by(WordList.name)).all()


def word_list(number: int) -> WordList | None:
    """One word list."""
    return db.session.get(WordList, number)


def records() -> dict[str, Record]:
    """The record of every rule, by its code in findings. One statement."""
    rows = db.session.execute(
        sa.select(
            Finding.rule,
            sa.func.count(Comment.id.distinct()).label("found"),
            sa.func.count(sa.case((Comment.state == State.APPROVED, Comment.id)).distinct()).label(
                "approved"
            ),
        )
        .join(Comment, Comment.id == Finding.comment_id)
        .group_by(Finding.rule)
    )
    return {row.rule: Record(row.found, row.approved) for row in rows}
