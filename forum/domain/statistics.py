"""The arithmetic of the statistics about moderation: places of percentiles, shares, ages, the bars of a chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from forum.domain.comment_states import State

PERIODS = (7, 30, 90)  # days that can be looked back
MIN_FOR_USUAL = 5  # decisions in a week below which nothing is "usual"
# How long what waits has waited: the upper end of each class (None: longer), as the page names them.
AGES: tuple[tuple[str, timedelta | None], ...] = (
    ("hour", timedelta(hours=1)),
    ("six_hours", timedelta(hours=6)),
    ("day", timedelta(days=1)),
    ("three_days", timedelta(days=3)),
    ("longer", None),
)


def place_of_percentile(n: int, percent: int) -> int:
    """Where in ``n`` values in ascending order (the first is 0) the percentile stands, by the nearest-rank method:
    the smallest value such that at least ``percent`` of 100 values are no greater. Raises ``ValueError`` where there
    are none, and for a percentage outside 1 … 100."""
    if n < 1 or not 1 <= percent <= 100:
        raise ValueError((n, percent))
    return -(-n * percent // 100) - 1


def days_between(first: date, last: date) -> list[date]:
    """All days from ``first`` to ``last``, both with them."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def share(part: int, whole: int) -> float | None:
    """``part`` of ``whole`` from 0 to 1; None of nothing."""
    return part / whole if whole else None


def was_right_to_hold(state: State | None, *, as_it_stood: bool) -> bool | None:
    """What the last word of a person about a held text says of what held it. ``state`` is what that word made of the
    comment (None: there was none, or it was taken back), ``as_it_stood`` whether the text stayed as it was. Only who
    approves the very text says that it was held for nothing: what was redacted, edited or corrected first was held for
    something. None: nobody has decided, or it waits again."""
    if state is None or state is State.PENDING:
        return None
    return not (state is State.APPROVED and as_it_stood)


@dataclass(frozen=True)
class Bar:
    """One bar of a chart, in its units: ``x`` and ``y`` of the corner above left."""

    x: float
    y: float
    width: float
    height: float


def bars(values: Sequence[int], *, width: float, height: float, gap: float = 0.2) -> list[Bar]:
    """A bar for each value, side by side over ``width``, the greatest as high as ``height``; ``gap`` is the share of
    each place that stays empty. A value that is not zero is never invisible."""
    if not values:
        return []
    place, top = width / len(values), max(max(values), 1)
    made = []
    for number, value in enumerate(values):
        high = max(height * value / top, 1.0) if value else 0.0
        x = place * (number + gap / 2)
        made.append(Bar(round(x, 2), round(height - high, 2), round(place * (1 - gap), 2), round(high, 2)))
    return made


def rough_wait(seconds: int) -> tuple[str, int]:
    """A usual waiting time as people say it, rounded up: ``("minutes", 10)``, ``("hours", 3)`` or ``("days", 2)``."""
    if seconds <= 3600:
        return "minutes", max(10, -(-seconds // 600) * 10)
    if seconds <= 36 * 3600:
        return "hours", -(-seconds // 3600)
    return "days", -(-seconds // 86400)
