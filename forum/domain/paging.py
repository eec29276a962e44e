"""Paging by keyset: a page begins after a given place in the order, so that page 400 costs what page 1 costs and a new
post at the top moves nothing between two pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

# The greatest row number that both databases can be asked for.
MAX_NUMBER = 2**31 - 1

Item = TypeVar("Item")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CURSOR = re.compile(r"(-?[0-9]{1,17})-([0-9]{1,10})")


@dataclass(frozen=True)
class Cursor:
    """A place in an order by (instant, number). ``str()`` of it is what an address carries; nobody need read it."""

    at: datetime
    id: int

    def __str__(self) -> str:
        return f"{(self.at - _EPOCH) // timedelta(microseconds=1)}-{self.id}"


def read_cursor(text: str) -> Cursor:
    """The cursor that ``text`` stands for. Raises ``ValueError`` for anything that ``str(Cursor)`` never writes."""
    match = _CURSOR.fullmatch(text)
    if match is None or int(match[2]) > MAX_NUMBER:
        raise ValueError("not a cursor")
    try:
        return Cursor(_EPOCH + timedelta(microseconds=int(match[1])), int(match[2]))
    except OverflowError:
        raise ValueError("not a cursor") from None


def read_number(text: str | None) -> int | None:
    """A row number from an address; None for anything that cannot be one."""
    if text is None or not (text.isascii() and text.isdigit() and len(text) <= 10):
        return None
    number = int(text)
    return number if number <= MAX_NUMBER else None


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a list. ``older`` is where the next one begins, None on the last."""

    items: Sequence[Item]
    older: Cursor | None


def page_of(rows: Sequence[Item], size: int, place: Callable[[Item], Cursor]) -> Page[Item]:
    """A page of ``size`` from ``rows`` (asked for with one more than fit); ``place`` says where a row stands."""
    shown = rows[:size]
    return Page(shown, place(shown[-1]) if len(rows) > size else None)
