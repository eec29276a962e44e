"""Counting tries under the limits of ``adapters.limits``: per writer and per network."""

from __future__ import annotations

from datetime import datetime

from forum.adapters.limits import LIMITS
from forum.domain.actors import Actor
from forum.domain.refusals import TooMany
from forum.web.networks import network_of_request
from forum.web.outside import outside


def count_try(what: str, by: Actor, now: datetime) -> None:
    """Counts one try of ``what`` ("comment", "preview", …).

    Raises ``TooMany("too_fast", retry_after)`` from the limit on.

    The network is counted for everybody, the writer where there is one; staff are not limited.
    """
    if by.is_staff:
        return
    limiter = outside().limiter
    waits = [limiter.seconds_to_wait(f"{what}:network", network_of_request())]
    if f"{what}:writer" in LIMITS and by.id is not None:
        waits.append(limiter.seconds_to_wait(f"{what}:writer", f"{by.kind}:{by.id}"))
    seconds = max((wait for wait in waits if wait is not None), default=None)
    if seconds is not None:
        raise TooMany("too_fast", retry_after=seconds)
