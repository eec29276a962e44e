"""What a rule has to say about a comment: findings, and the guard that no rule gets past.

Every rule of this package is a plain function that gives findings. All rules run and all findings are kept;
the worst severity decides (``verdict``).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

# Seconds of a steady clock, for measuring how long something takes.
Stopwatch = Callable[[], float]

MAX_FINDINGS = 20  # of one kind in one comment: the moderator has seen enough, and a flood helps nobody
RULE_SECONDS = 2.0  # that one rule may take for one comment
MAX_MATCHED = 500  # characters of a matched passage that are kept


class Severity(StrEnum):
    """What a finding asks for. Ordered: ``note`` < ``hold`` < ``refuse`` (by meaning, not by spelling)."""

    NOTE = "note"
    HOLD = "hold"
    REFUSE = "refuse"

    @property
    def rank(self) -> int:
        return list(Severity).index(self)

    def __lt__(self, other: str) -> bool:
        return self.rank < Severity(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Severity(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Severity(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Severity(other).rank


MUTED = "sanction:mute"  # the rule that holds what comes from a muted writer


def still_holds(rule: str, *, waits: bool, is_muted: bool) -> bool:
    """Whether what a rule held waits for that still. ``waits``: it is pending, and its writer has not taken it back. A
    mute holds only what waits aside (``is_muted``): once it is over, the comment waits for a person like others."""
    return waits and (is_muted or rule != MUTED)


@dataclass(frozen=True)
class Finding:
    """What one rule found in one place.

    ``rule`` is a code: ``mode:everyone``, ``words:12``, ``links``, ``repeats``, ``speed``,
    ``rule_failed:links``. ``field`` is ``body``, ``name`` or ``link``. ``span`` counts code points of the
    string that was searched (the plain text, the name, or the link's text or address), None where a finding
    is about no one passage. ``matched`` is that passage, for moderators only. ``score`` is how strong the
    sign is, from 0 to 1, None where there is no more and less. ``detail`` is JSON.
    """

    rule: str
    severity: Severity
    field: str = "body"
    span: tuple[int, int] | None = None
    matched: str = ""
    score: float | None = None
    detail: dict[str, Any] = dataclasses.field(default_factory=dict)


class TooSlow(Exception):
    """A rule took more than its time."""


def guarded(
    name: str, rule: Callable[[], Iterable[Finding]], stopwatch: Stopwatch | None = None, **about: str
) -> tuple[Finding, ...]:
    """The findings of ``rule``; never raises.

    A rule that fails, or takes more than ``RULE_SECONDS`` by the ``stopwatch`` (None: as long as it likes), holds:
    what could not be checked in time is no pass. What it had found until then is kept, and one more finding,
    ``rule_failed:<name>``, names the kind of error (``too_slow``), what is to be told ``about`` the rule, and nothing
    of the text.
    """
    found: list[Finding] = []
    began = stopwatch() if stopwatch else 0.0
    try:
        for finding in rule():
            found.append(finding)
            _in_time(began, stopwatch)
        _in_time(began, stopwatch)
    except TooSlow:
        found.append(Finding(f"rule_failed:{name}", Severity.HOLD, detail={"error": "too_slow", **about}))
    except Exception as error:
        found.append(
            Finding(f"rule_failed:{name}", Severity.HOLD, detail={"error": type(error).__name__, **about})
        )
    return tuple(found)


def time_of_a_rule(stopwatch: Stopwatch | None) -> Callable[[], None]:
    """From now on: raises ``TooSlow`` once a rule's time is over. For a rule that may look for long before it finds
    anything."""
    began = stopwatch() if stopwatch else 0.0
    return lambda: _in_time(began, stopwatch)


def _in_time(began: float, stopwatch: Stopwatch | None) -> None:
    if stopwatch is not None and stopwatch() - began > RULE_SECONDS:
        raise TooSlow
