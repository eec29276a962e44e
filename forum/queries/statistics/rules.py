"""How the rules did: what people made of what a rule held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import State
from forum.domain.screening import Severity
from forum.domain.statistics import share
from forum.models import Comment, Finding

LOOKED_AT = 10_000  # comments: the newest ones


@dataclass(frozen=True)
class RuleRecord:
    """``held`` comments had a finding of the rule that holds; a person has ``decided`` about so many of them, and
    ``approved`` so many of those: the rule was wrong about them, or too careful."""

    rule: str
    held: int
    decided: int
    approved: int

    @property
    def right(self) -> int:
        """Of what was decided, what nobody approved."""
        return self.decided - self.approved

    @property
    def precision(self) -> float | None:
        """The share of what was decided that the rule was right to hold; None before anything was."""
        return share(self.right, self.decided)


def rule_records() -> Sequence[RuleRecord]:
    """The record of every rule among the newest ``LOOKED_AT`` comments, by what it held most. Two statements:
    who plans the second one must know how few they are."""
    newest = db.session.scalar(sa.select(sa.func.max(Comment.id))) or 0
    decided = sa.and_(Comment.state != State.PENDING, Comment.decided_at.is_not(None))
    one = Comment.id.distinct()
    rows = db.session.execute(
        sa.select(
            Finding.rule,
            sa.func.count(one).label("held"),
            sa.func.count(sa.case((decided, Comment.id)).distinct()).label("decided"),
            sa.func.count(
                sa.case((sa.and_(decided, Comment.state == State.APPROVED), Comment.id)).distinct()
            ).label("approved"),
        )
        .join(Comment, Comment.id == Finding.comment_id)
        .where(
            Comment.id > newest - LOOKED_AT,
            Finding.comment_id > newest - LOOKED_AT,  # the same, said of the other table's index
            Finding.severity == Severity.HOLD,
        )
        .group_by(Finding.rule)
    )
    records = [RuleRecord(*row) for row in rows]
    return sorted(records, key=lambda record: (-record.held, record.rule))
