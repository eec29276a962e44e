"""Keeping what screening found, and never letting a comment wait without a word why."""

from __future__ import annotations

import sqlalchemy as sa

from forum.db import db
from forum.domain.screening import Finding as Found
from forum.domain.screening import Severity, Verdict
from forum.models import Comment, Finding

# Why a comment waits though no rule holds it, or looks to its writer as if it did: they changed a text on which a
# person was to decide or had decided, a moderator took it back into the queue, or marked it as spam after a decision.
EDITED = "person:edit"
HELD = "person:hold"
TAKEN_FOR_SPAM = "person:spam"


def keep_findings(comment: Comment, verdict: Verdict, *, revision: int) -> None:
    """Stores all that was found, whatever it added up to."""
    for finding in verdict.findings:
        db.session.add(stored_finding(finding, comment_id=comment.id, revision=revision))


def stored_finding(finding: Found, *, comment_id: int, revision: int) -> Finding:
    """What was found, as a row."""
    start, end = finding.span or (None, None)
    return Finding(
        comment_id=comment_id,
        revision=revision,
        rule=finding.rule,
        severity=finding.severity,
        field=finding.field,
        span_start=start,
        span_end=end,
        matched=finding.matched[:500],
        score=finding.score,
        detail=finding.detail,
    )


def explain_wait(comment: Comment, why: str, *, revision: int, anew: bool = False) -> int | None:
    """Gives a comment that waits, or looks so to its writer, the finding ``why`` (one of the above), unless a finding
    holds this revision and so says it already. ``anew``: it comes from a decision, which has answered what was found
    until then; only the same ``why`` says it already. The number of the new finding, None where there is none."""
    newest = db.session.scalar(
        sa.select(Finding.rule)
        .where(
            Finding.comment_id == comment.id, Finding.revision == revision, Finding.severity == Severity.HOLD
        )
        .order_by(Finding.id.desc())
        .limit(1)
    )
    if newest == why or (newest is not None and not anew):
        return None
    finding = Finding(comment_id=comment.id, revision=revision, rule=why, severity=Severity.HOLD)
    db.session.add(finding)
    db.session.flush()
    return finding.id


def take_back_finding(number: int) -> None:
    """The decision that gave a comment this finding is taken back."""
    db.session.execute(
        sa.delete(Finding).where(Finding.id == number).execution_options(synchronize_session=False)
    )
