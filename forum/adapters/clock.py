"""The clock. Only the doors read it; every verb below is given its ``now``."""

from __future__ import annotations

import time
from datetime import UTC, datetime


def now() -> datetime:
    """This instant, aware, UTC."""
    return datetime.now(UTC)


def rest() -> None:
    """Lets others have their turn at the database: as long as SQLite lets those sleep at most who wait for it."""
    time.sleep(0.1)
