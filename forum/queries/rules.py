"""The word lists, and how they did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    def right(self) -> int:
        """Of what was decided, what nobody approved."""
        return self.decided - self.approved

    @property
    def precision(self) -> float | None:
        """The share of what was decided that the rule was right to hold; None before anything was."""
        return share(self.right, self.decided)


def word_lists() -> Sequence[WordList]:
    """All word lists by name."""
    return db.session.scalars(sa.select(WordList).order_by(WordList.name)).all()


def word_list(number: int) -> WordList | None:
    """One word list."""
    return db.session.get(WordList, number)


def records() -> dict[str, Record]:
    """The record of every rule among the newest ``LOOKED_AT`` comments, by its code in findings. Two statements: who
    plans the second one must know how few comments they are."""
    oldest = (db.session.scalar(sa.select(sa.func.max(Comment.id))) or 0) - LOOKED_AT
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
        # Twice the same, said of each table's own index.
        .where(Comment.id > oldest, Finding.comment_id > oldest)
        .group_by(Finding.rule)
    )
    return {rule: Record(*counts) for rule, *counts in rows}


def by_kind(found: Mapping[str, Record]) -> dict[str, Record]:
    """The records of the rules of a kind together, by what stands before the colon. Two rules of a kind seldom find
    something in the same comment; where they do, it counts twice."""
    kinds: dict[str, Record] = {}
    for rule, record in found.items():
        kind = rule.partition(":")[0]
        kinds[kind] = Record(*map(add, astuple(kinds.get(kind, Record())), astuple(record)))
    return kinds
