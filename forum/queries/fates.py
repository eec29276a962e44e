"""What became of an address at which nothing public stands (any more)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.domain.post_states import is_scheduled


@dataclass(frozen=True)
class Fate:
    """It moved to ``slug``, or what readers once saw there is gone, or neither."""

    slug: str | None = None
    is_gone: bool = False


def fate_of(rows: Sequence[Any], now: datetime) -> Fate:
    """Of the things that stand or once stood at an address (rows with ``slug``, ``state``, ``published_at``,
    ``first_published_at``, ``is_public``): an old address leads to the new one for ever; of what was taken down it is
    said so; a draft's or a future thing's address is like any that never was."""
    for row in rows:
        if row.is_public:
            return Fate(slug=row.slug)
    return Fate(
        is_gone=any(
            row.first_published_at is not None
            and row.first_published_at <= now
            and not is_scheduled(row.state, row.published_at, now)
            for row in rows
        )
    )
