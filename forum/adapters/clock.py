"""The clock. Only the doors read it; every verb below is given its ``now``."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """This instant, aware, UTC."""
    return datetime.now(UTC)
