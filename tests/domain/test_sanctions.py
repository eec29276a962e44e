"""Which sanctions are in force, and what they add up to, row by row."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from forum.domain.actors import STRANGER, SYSTEM, Actor, ActorKind
from forum.domain.refusals import Refused
from forum.domain.sanctions import Imposed, SanctionKind, Writer, check_end, effects_of
from forum.domain.screening.sanctions import find_by_sanction
from tests.support.moments import LONG_AGO, NOW

WARN, HOLD, MUTE, BAN = SanctionKind
SOON, LATER = NOW + timedelta(days=1), NOW + timedelta(days=9)


def one(kind: SanctionKind, ends_at: datetime | None = None, *, id: int = 1, **facts: Any) -> Imposed:
    return Imposed(id, kind, "Because.", "Ana", LONG_AGO, ends_at, **facts)


# sanction, whether it is in force at NOW
IN_FORCE = [
    (one(BAN), True),
    (one(BAN, SOON), True),
    # The end itself is over.
    (one(BAN, NOW), False),
    (one(MUTE, NOW - timedelta(seconds=1)), False),
    (one(HOLD, lifted_at=LONG_AGO), False),
    (one(WARN), True),
    (one(WARN, acknowledged_at=LONG_AGO), False),
    (one(WARN, lifted_at=NOW), False),
]


@pytest.mark.parametrize(("sanction", "holds"), IN_FORCE)
def test_what_is_in_force(sanction: Imposed, holds: bool) -> None:
    assert sanction.is_in_force(NOW) is holds
    effects = effects_of([sanction], NOW)
    assert (effects.ban or effects.warning or effects.wait) == (sanction if holds else None)


# kind, end → why it cannot be (None: it can)
ENDS: list[tuple[SanctionKind, datetime | None, str | None]] = [
    (WARN, None, None),
    (WARN, SOON, "sanction_has_no_end"),
    (WARN, LONG_AGO, "sanction_has_no_end"),
    (HOLD, None, None),
    (HOLD, SOON, None),
    (HOLD, NOW, "sanction_end_past"),
    (MUTE, None, "sanction_needs_end"),
    (MUTE, SOON, None),
    (MUTE, LONG_AGO, "sanction_end_past"),
    (BAN, None, None),
    (BAN, SOON, None),
    (BAN, NOW, "sanction_end_past"),
]


@pytest.mark.parametrize(("kind", "until", "code"), ENDS)
def test_which_end_a_sanction_may_have(kind: SanctionKind, until: datetime | None, code: str | None) -> None:
    if code is None:
        check_end(kind, until, now=NOW)
        return
    with pytest.raises(Refused) as refused:
        check_end(kind, until, now=NOW)
    assert refused.value.code == code


BANS = (one(BAN, SOON, id=1), one(BAN, LATER, id=2), one(BAN, id=3))
# all that was imposed → the numbers of ban, warning and wait
TOGETHER: list[tuple[list[Imposed], tuple[int | None, int | None, int | None]]] = [
    ([], (None, None, None)),
    # Of several the one that ends last counts; without an end is later than any.
    (list(BANS[:2]), (2, None, None)),
    (list(BANS), (3, None, None)),
    ([*reversed(BANS)], (3, None, None)),
    # A mute is stronger than a hold, whichever ends first.
    ([one(HOLD, id=1), one(MUTE, SOON, id=2)], (None, None, 2)),
    ([one(HOLD, id=1), one(MUTE, NOW, id=2)], (None, None, 1)),
    # Warnings are read in their order.
    ([one(WARN, id=2), one(WARN, id=1)], (None, 1, None)),
    ([one(WARN, id=2), one(WARN, id=1, acknowledged_at=LONG_AGO)], (None, 2, None)),
    # Each does its own.
    ([one(WARN, id=1), one(HOLD, id=2), one(BAN, SOON, id=3)], (3, 1, 2)),
]


@pytest.mark.parametrize(("imposed", "numbers"), TOGETHER)
def test_what_sanctions_add_up_to(imposed: list[Imposed], numbers: tuple[int | None, ...]) -> None:
    effects = effects_of(imposed, NOW)
    assert tuple(part and part.id for part in (effects.ban, effects.warning, effects.wait)) == numbers
    assert effects.mutes is (effects.wait is not None and effects.wait.kind is MUTE)


def test_what_waits_says_so_in_a_finding_and_until_when() -> None:
    assert list(find_by_sanction(None)) == []
    (held,), (muted,) = find_by_sanction(one(HOLD)), find_by_sanction(one(MUTE, SOON))
    assert (held.rule, held.severity, held.detail) == ("sanction:hold", "hold", {"until": None})
    assert (muted.rule, muted.severity, muted.detail) == (
        "sanction:mute",
        "hold",
        {"until": SOON.isoformat()},
    )


def test_a_writer_is_an_account_or_a_guest_and_nobody_else() -> None:
    assert Writer.of(Actor(ActorKind.PERSON, "Elin", id=5)) == Writer(user_id=5)
    assert Writer.of(Actor(ActorKind.GUEST, "Mali", id=5)) == Writer(guest_id=5)
    assert Writer.of(STRANGER) is Writer.of(SYSTEM) is None
    assert (Writer(user_id=5).code, Writer(guest_id=7).code) == ("user:5", "guest:7")
