"""Moderators sanction a writer, and lift it; the writer acknowledges a warning. Rows stay: they are the history."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from forum.db import transaction
from forum.domain.actors import Actor
from forum.domain.markup import MarkupRefused, clean_line
from forum.domain.permissions import may
from forum.domain.refusals import NotAllowed, NotFound, Refused
from forum.domain.sanctions import Imposed, SanctionKind, Writer, check_end
from forum.models import Guest, Sanction, User
from forum.operations.log import record
from forum.operations.outbox import enqueue

MAX_REASON = 500
# The job that brings back what waits aside for no mute any more.
RELEASE = "release_muted"


def impose_sanction(
    writer: Writer, kind: SanctionKind, reason: str, *, until: datetime | None, by: Actor, now: datetime
) -> Sanction:
    """Sanctions a writer from now on: comments that are there already stay as they are. ``reason`` is told to the
    writer.

    Raises ``NotAllowed``, ``NotFound("no_such_writer")``, or ``Refused``: ``sanction_reason_…`` (empty, too_long,
    not_text), ``writer_is_staff``, or for its end as ``domain.sanctions.check_end`` says.
    """
    _demand_permission(by)
    try:
        reason = clean_line(reason, limit=MAX_REASON, required=True)
    except MarkupRefused as refusal:
        raise Refused(f"sanction_reason_{refusal.code}", **refusal.facts) from None
    check_end(kind, until, now=now)
    with transaction() as session:
        _refuse_others(session, writer)
        row = Sanction(
            user_id=writer.user_id,
            guest_id=writer.guest_id,
            kind=kind,
            reason=reason,
            made_by=by.name,
            created_at=now,
            ends_at=until,
        )
        session.add(row)
        session.flush()
        _record("sanction.impose", row, by=by, now=now)
        return row


def lift_sanction(number: int, *, by: Actor, now: datetime) -> Sanction:
    """Ends a sanction before its time; one that is lifted already stays so. What a mute put aside joins the queue by a
    job of the same transaction. Raises ``NotAllowed`` or ``NotFound("no_such_sanction")``."""
    _demand_permission(by)
    with transaction() as session:
        row = _fresh(session, number)
        if row.lifted_at is None:
            row.lifted_at, row.lifted_by = now, by.name
            _record("sanction.lift", row, by=by, now=now)
            if row.kind is SanctionKind.MUTE:
                enqueue(RELEASE, {}, run_at=now, now=now, key=RELEASE)
        return row


def acknowledge_warning(number: int, *, by: Actor, now: datetime) -> Sanction:
    """The warned writer has read it. Twice is as good as once. Raises ``NotFound("no_such_sanction")`` for anybody
    else, and for what is no warning."""
    with transaction() as session:
        row = _fresh(session, number)
        if Writer(row.user_id, row.guest_id) != Writer.of(by) or row.kind is not SanctionKind.WARN:
            raise NotFound("no_such_sanction")
        if row.acknowledged_at is None:
            row.acknowledged_at = now
            _record("sanction.acknowledge", row, by=by, now=now)
        return row


def refuse_banned(ban: Imposed | None) -> None:
    """Raises ``Refused("banned")`` with ``reason`` (the moderators' words) and ``until`` (None: no end)."""
    if ban is not None:
        raise Refused("banned", reason=ban.reason, until=ban.ends_at)


def refuse_unread(warning: Imposed | None) -> None:
    """Raises ``Refused("warning_unread")`` with the ``warning``'s number and its ``reason``."""
    if warning is not None:
        raise Refused("warning_unread", warning=warning.id, reason=warning.reason)


def _demand_permission(by: Actor) -> None:
    if not may(by, "writers.sanction"):
        raise NotAllowed("not_allowed")


def _refuse_others(session: Session, writer: Writer) -> None:
    """Only writers who are there, and no staff."""
    if writer.user_id is None:
        if session.get(Guest, writer.guest_id) is None:
            raise NotFound("no_such_writer")
        return
    user = session.get(User, writer.user_id)
    if user is None:
        raise NotFound("no_such_writer")
    if user.role.is_staff:
        raise Refused("writer_is_staff")


def _fresh(session: Session, number: int) -> Sanction:
    row = session.get(Sanction, number, populate_existing=True, with_for_update=True)
    if row is None:
        raise NotFound("no_such_sanction")
    return row


def _record(verb: str, row: Sanction, *, by: Actor, now: datetime) -> None:
    facts: dict[str, Any] = {"sanction": row.id, "kind": row.kind.value}
    if row.ends_at is not None:
        facts["until"] = row.ends_at.isoformat()
    if row.guest_id is not None:
        facts["name"] = Writer(guest_id=row.guest_id).code
    record(verb, by=by, now=now, user_id=row.user_id, note=row.reason, facts=facts)
