"""Sanctions on a writer: which of them are in force, and what follows from those for the next comment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from forum.domain.actors import Actor
from forum.domain.refusals import Refused


class SanctionKind(StrEnum):
    """``warn``: to be read and acknowledged before the next comment. ``hold``: all comments wait. ``mute``: comments
    wait outside the queue until the end. ``ban``: comments are refused."""

    WARN = "warn"
    HOLD = "hold"
    MUTE = "mute"
    BAN = "ban"


def check_end(kind: SanctionKind, until: datetime | None, *, now: datetime) -> None:
    """Raises ``Refused`` for an end (None: there is none) that a sanction of this kind cannot have:
    ``sanction_needs_end`` for a mute, which always ends; ``sanction_has_no_end`` for a warning, which holds until it is
    read and would lapse unread otherwise; ``sanction_end_past``."""
    if until is None:
        if kind is SanctionKind.MUTE:
            raise Refused("sanction_needs_end")
    elif kind is SanctionKind.WARN:
        raise Refused("sanction_has_no_end")
    elif until <= now:
        raise Refused("sanction_end_past")


# What waits for a person anyway waits outside the queue where its writer is muted, too.
STRONGER = {SanctionKind.HOLD: 0, SanctionKind.MUTE: 1}


@dataclass(frozen=True)
class Writer:
    """Who is sanctioned: an account by its number, or a guest by that of the edit code; one of the two."""

    user_id: int | None = None
    guest_id: int | None = None

    @classmethod
    def of(cls, actor: Actor) -> Writer | None:
        """The actor as a writer; None for a stranger, whom nothing identifies."""
        if actor.user_id is None and actor.guest_id is None:
            return None
        return cls(actor.user_id, actor.guest_id)

    @property
    def code(self) -> str:
        """``user:5`` or ``guest:7``, as in the addresses of the desk."""
        return f"guest:{self.guest_id}" if self.user_id is None else f"user:{self.user_id}"


@dataclass(frozen=True)
class Imposed:
    """A sanction as it is stored: ``ends_at`` None has no end; ``acknowledged_at`` is set on warnings only."""

    id: int
    kind: SanctionKind
    reason: str
    made_by: str
    created_at: datetime
    ends_at: datetime | None = None
    acknowledged_at: datetime | None = None
    lifted_at: datetime | None = None
    lifted_by: str | None = None

    def is_in_force(self, now: datetime) -> bool:
        """Not lifted, not over (the end itself is over), and, a warning, not read yet."""
        is_over = self.ends_at is not None and self.ends_at <= now
        return self.lifted_at is None and not is_over and self.acknowledged_at is None


@dataclass(frozen=True)
class Effects:
    """What is in force for a writer's next comment: a ``ban`` refuses it, a ``warning`` is to be read first, and a
    ``wait`` (hold or mute) makes it wait. Each None where there is none."""

    ban: Imposed | None = None
    warning: Imposed | None = None
    wait: Imposed | None = None

    @property
    def mutes(self) -> bool:
        return self.wait is not None and self.wait.kind is SanctionKind.MUTE


def effects_of(sanctions: Iterable[Imposed], now: datetime) -> Effects:
    """What the sanctions add up to at ``now``: of several of a kind the one that ends last counts, of hold and mute the
    mute; warnings are read in their order."""
    in_force = [one for one in sanctions if one.is_in_force(now)]

    def last(*kinds: SanctionKind) -> Imposed | None:
        return max(
            (one for one in in_force if one.kind in kinds),
            key=lambda one: (STRONGER.get(one.kind, 0), one.ends_at is None, one.ends_at or now),
            default=None,
        )

    warnings = [one for one in in_force if one.kind is SanctionKind.WARN]
    return Effects(
        ban=last(SanctionKind.BAN),
        warning=min(warnings, key=lambda one: (one.created_at, one.id), default=None),
        wait=last(SanctionKind.HOLD, SanctionKind.MUTE),
    )
