"""A stopwatch: how long something takes. It does not know what time it is, so that verbs may use it."""

from __future__ import annotations

import time


def seconds() -> float:
    """Seconds of a steady clock, since some moment of no meaning."""
    return time.monotonic()
