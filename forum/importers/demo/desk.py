"""What the demo shows of the desk beside decisions: flags, an appeal, notes and sanctions, by the real operations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from forum.domain.actors import Actor
from forum.domain.flags import FlagReason
from forum.domain.sanctions import SanctionKind, Writer
from forum.operations.comments.appealing import appeal_comment
from forum.operations.comments.flagging import FlagDraft, flag_comment
from forum.operations.moderation.noting import add_note
from forum.operations.sanctions import impose_sanction

Event = dict[str, Any]


def happen(event: Event, number: int, *, by: Actor, writer: Actor, now: datetime) -> None:
    """One event of ``desk.toml`` about the comment ``number``; ``by`` whose doing it is, ``writer`` who wrote that."""
    KINDS[event["do"]](event, number, by, writer, now)


def _flag(event: Event, number: int, by: Actor, writer: Actor, now: datetime) -> None:
    draft = FlagDraft(FlagReason(event["reason"]), detail=event["text"], wants_outcome=True)
    flag_comment(number, draft, by=by, now=now)


def _appeal(event: Event, number: int, by: Actor, writer: Actor, now: datetime) -> None:
    appeal_comment(number, event["text"], by=writer, now=now)


def _note(event: Event, number: int, by: Actor, writer: Actor, now: datetime) -> None:
    add_note(event["text"], about=number, by=by, now=now)


def _note_on_writer(event: Event, number: int, by: Actor, writer: Actor, now: datetime) -> None:
    add_note(event["text"], about=_known(writer), by=by, now=now)


def _sanction(event: Event, number: int, by: Actor, writer: Actor, now: datetime) -> None:
    until = now + timedelta(days=event["days"]) if "days" in event else None
    impose_sanction(_known(writer), SanctionKind(event["kind"]), event["text"], until=until, by=by, now=now)


def _known(writer: Actor) -> Writer:
    """An account, or the guest of an edit code: every demo comment has one."""
    known = Writer.of(writer)
    assert known is not None
    return known


KINDS: dict[str, Callable[[Event, int, Actor, Actor, datetime], None]] = {
    "flag": _flag,
    "appeal": _appeal,
    "note": _note,
    "note_on_writer": _note_on_writer,
    "sanction": _sanction,
}
