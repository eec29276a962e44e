"""What screening says about many comments at once, for whoever is about to decide on all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from forum.db import db
from forum.domain.scopes import Scope
from forum.domain.screening import Severity
from forum.models import Comment, Finding, Post
from forum.queries.moderation.scope import posts_in


@dataclass(frozen=True)
class Warned:
    """In the current texts of ``n`` comments rules of the kind ``rule`` found something that asks for ``severity``."""

    rule: str
    severity: Severity
    n: int


# The kinds of which there are several: what stands before the colon is the kind.
_OF_MANY = ("words", "outside", "sanction", "flags", "person", "rule_failed")


def warnings_about(numbers: Sequence[int], *, scope: Scope) -> list[Warned]:
    """What was found in the current texts of those of these comments that are in the scope, by kind of rule: the worst
    first, then the most frequent. That a mode holds says nothing about a comment and is left out. One statement."""
    named = ((Finding.rule.startswith(f"{kind}:", autoescape=True), kind) for kind in _OF_MANY)
    found = (
        sa.select(
            sa.case(*named, else_=Finding.rule).label("rule"),
            Finding.severity.label("severity"),
            Finding.comment_id,
        )
        .join(Comment, Comment.id == Finding.comment_id)
        .join(Post, Post.id == Comment.post_id)
        .where(
            Finding.comment_id.in_(numbers),
            Finding.revision == Comment.current_revision,
            sa.not_(Finding.rule.startswith("mode:")),
            posts_in(scope),
        )
        .distinct()
        .subquery()
    )
    rows = db.session.execute(
        sa.select(found.c.rule, found.c.severity, sa.func.count()).group_by(found.c.rule, found.c.severity)
    )
    return sorted((Warned(*row) for row in rows), key=lambda one: (-one.severity.rank, -one.n, one.rule))
