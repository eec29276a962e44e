"""What readers and their writers' sanctions add to a play: flags, appeals, and who may not write for now."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from forum.domain.comment_states import State
from forum.domain.flags import FlagReason
from forum.domain.refusals import NotFound
from forum.domain.sanctions import SanctionKind, Writer
from forum.operations.comments.appealing import appeal_comment
from forum.operations.comments.flagging import FlagDraft, flag_comment
from forum.operations.sanctions import acknowledge_warning, impose_sanction, lift_sanction
from forum.operations.settings import change_settings
from tests.invariants import steps
from tests.invariants.recount import Row

if TYPE_CHECKING:
    from tests.invariants.play import Play


@dataclass
class Kept:
    """A sanction as the play remembers it."""

    id: int
    writer: str
    kind: SanctionKind
    until: datetime | None
    is_over: bool = False


def flag(play: Play, step: steps.Flag, before: list[Row]) -> None:
    if before:
        draft = FlagDraft(
            FlagReason.OTHER, detail=play.text(steps.PLAIN), guest_code_hash=secrets.token_hex(32)
        )
        number = before[step.which % len(before)]["id"]
        flag_comment(number, draft, by=play.people[step.reader], now=play.now)


def appeal(play: Play, step: steps.Appeal, before: list[Row]) -> None:
    asked = [row for row in before if row["state"] == State.REJECTED] or before
    if asked:
        comment = asked[step.which % len(asked)]
        appeal_comment(comment["id"], play.text(steps.PLAIN), by=play.writer_of(comment), now=play.now)


def impose(play: Play, step: steps.Impose) -> None:
    writer = Writer.of(play.people[step.writer])
    if writer is None:
        return
    until = play.now + timedelta(minutes=1) if step.has_end else None
    made = impose_sanction(
        writer, step.kind, "So it is.", until=until, by=play.people[step.moderator], now=play.now
    )
    play.sanctions.append(Kept(made.id, step.writer, step.kind, until))


def lift(play: Play, step: steps.Lift) -> None:
    if len(play.sanctions) <= step.ago:
        return
    kept = play.sanctions[-1 - step.ago]
    if step.acknowledges:
        try:
            acknowledge_warning(kept.id, by=play.people[kept.writer], now=play.now)
        except NotFound:
            assert kept.kind is not SanctionKind.WARN
            raise
    else:
        lift_sanction(kept.id, by=play.people[step.moderator], now=play.now)
    kept.is_over = True


def hide_flagged(play: Play, step: steps.HideFlagged) -> None:
    change_settings({"flags_hide_at": step.at}, by=play.company.cast.boun.actor, now=play.now)


def show_log(play: Play, step: steps.ShowLog) -> None:
    change_settings({"public_log": step.shown}, by=play.company.cast.boun.actor, now=play.now)
    play.shows_log = step.shown


def in_force(play: Play, writer: str) -> set[SanctionKind]:
    """Which kinds of sanctions are on the writer now, as the play remembers it."""
    return {
        one.kind
        for one in play.sanctions
        if one.writer == writer and not one.is_over and (one.until is None or one.until > play.now)
    }
