"""Keeping what screening found, and never letting a comment wait without a word why."""

from __future__ import annotations

import sqlalchemy as sa

from forum.db import db
from forum.domain.screening import Finding as Found
from forum.domain.screening import Severity, Verdict
from forum.models import Comment, Finding

# Why a comment waits though no rule holds it: its writer changed a text on which a person was to decide or had
# decided, or a moderator took it back into the queue.
EDITED = "person:edit"
HELD = "person:hold"


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


def explain_wait(comment: Comment, why: str, *, revision: int) -> int | None:
    """Gives a comment that waits the finding ``why`` (``EDITED`` or ``HELD``), unless a finding holds this revision and
    so says it already. The number of the new finding, None where there is none."""
    held = sa.select(Finding.id).where(
        Finding.comment_id == comment.id, Finding.revision == revision, Finding.severity == Severity.HOLD
    )
    if db.session.scalar(held.limit(1)) is not None:
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
