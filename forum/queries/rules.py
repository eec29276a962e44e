"""The word lists, and how they did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from operator import add

import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import State
from forum.domain.screening import Severity
from forum.domain.statistics import share
from forum.models import Comment, Finding, WordList

LOOKED_AT = 10_000  # comments: the newest ones


@dataclass(frozen=True)
class Record:
    """In how many comments a rule ``found`` something and how many of those it ``held`` (or refused to let appear); a
    person has ``decided`` about so many of those held, and ``approved`` so many of these: there the rule was wrong, or
    too careful."""

    found: int = 0
    held: int = 0
    decided: int = 0
    approved: int = 0

    @property
    def precision(self) -> float | None:
        """The share of what was decided that the rule was right to hold; None before anything was."""
        return share(self.decided - self.approved, self.decided)


def word_lists() -> Sequence[WordList]:
    """All word lists by name."""
    return db.session.scalars(sa.select(WordList).order_by(WordList.name)).all()


def word_list(number: int) -> WordList | None:
    """One word list."""
    return db.session.get(WordList, number)


def records() -> dict[str, Record]:
    """The record of every rule among the newest ``LOOKED_AT`` comments, by its code in findings, and of every kind of
    rule by what stands before the colon. One statement."""
    newest = sa.select(sa.func.max(Comment.id)).scalar_subquery()
    holds = Finding.severity != Severity.NOTE
    decided = sa.and_(holds, Comment.state != State.PENDING, Comment.decided_at.is_not(None))
    approved = sa.and_(decided, Comment.state == State.APPROVED)

    def comments(which: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
        return sa.func.count(sa.case((which, Comment.id)).distinct())

    rows = db.session.execute(
        sa.select(
            Finding.rule,
            sa.func.count(Comment.id.distinct()),
            comments(holds),
            comments(decided),
            comments(approved),
        )
        .join(Comment, Comment.id == Finding.comment_id)
        .where(Comment.id > newest - LOOKED_AT)
        .group_by(Finding.rule)
    )
    found: dict[str, Record] = {}
    for rule, *counts in rows:
        found[rule] = Record(*counts)
        kind = rule.partition(":")[0]
        if kind != rule:
            # Two rules of a kind seldom find something in the same comment; where they do, it counts twice.
            before = found.get(kind, Record())
            found[kind] = Record(*map(add, astuple(before), counts))
    return found
