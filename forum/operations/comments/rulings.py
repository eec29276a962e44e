"""Where a rule, and not its writer, decided how a comment stands, the log names the rule: one more entry of the same
transaction and the same version, behind the writer's own. It is no person's decision, and no undo takes it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from forum.domain.actors import Actor, ActorKind
from forum.domain.comment_states import Standing
from forum.domain.screening import Severity, Verdict
from forum.models import Comment, LogEntry
from forum.operations.log import record


def record_ruling(
    verb: str,
    comment: Comment,
    rule: str,
    *,
    before: Standing,
    after: Standing,
    version: int,
    now: datetime,
    facts: dict[str, Any] | None = None,
) -> LogEntry:
    """Adds the entry of what ``rule`` (a code of ``domain.screening``) made of ``before``, where the writer left the
    comment; ``facts`` as in ``record``."""
    return record(
        verb,
        by=Actor(ActorKind.RULE, rule),
        now=now,
        comment_id=comment.id,
        post_id=comment.post_id,
        before=before,
        after=after,
        version=version,
        facts=facts,
    )


def holding_rule(verdict: Verdict) -> str:
    """The first rule that holds, in the order in which they run."""
    return next(found.rule for found in verdict.findings if found.severity == Severity.HOLD)
