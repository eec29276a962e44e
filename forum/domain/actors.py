"""Who does something. Passed as ``by`` to every verb, and written by name into the log."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from forum.domain.roles import Role


class ActorKind(StrEnum):
    PERSON = "person"
    GUEST = "guest"
    RULE = "rule"
    SYSTEM = "system"
    STRANGER = "stranger"


@dataclass(frozen=True)
class Actor:
    """One who acts: an account, a guest known by an edit code, a rule, the system, or a stranger.

    ``id`` is the account's or the guest's number, None for rules, the system and strangers. ``is_confirmed`` is true
    for an account with a confirmed address and for a guest who holds an edit code. ``categories``: the categories that
    a moderator looks after, by number; None: the whole site. ``guest_here``: the guest whose edit code the browser of
    an account holds. What that guest does stays the guest's; only who must not do a thing twice, or in the own case,
    is asked about both.
    """

    kind: ActorKind
    name: str
    id: int | None = None
    role: Role = Role.READER
    is_confirmed: bool = False
    categories: frozenset[int] | None = None
    guest_here: int | None = None

    @property
    def is_staff(self) -> bool:
        return self.kind is ActorKind.PERSON and self.role.is_staff

    @property
    def user_id(self) -> int | None:
        return self.id if self.kind is ActorKind.PERSON else None

    @property
    def guest_id(self) -> int | None:
        return self.id if self.kind is ActorKind.GUEST else None


STRANGER = Actor(ActorKind.STRANGER, "")
SYSTEM = Actor(ActorKind.SYSTEM, "system")
