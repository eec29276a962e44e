"""Counting tries before anything is looked up or hashed, so that guessing costs the guesser and not the server."""

from __future__ import annotations

from forum.domain.refusals import TooMany
from forum.web.networks import network_of_request
from forum.web.outside import outside


def count_try(*limits: str, email: str = "") -> None:
    """Counts one try under each of ``limits`` (names in ``adapters.limits``), the network's for everybody and the
    account's by its address, known or not.

    Raises ``TooMany("too_fast", retry_after)`` from the limit on; the network is asked first, so that a network that
    is stopped cannot lock anybody's account.
    """
    for name in limits:
        who = network_of_request() if name.endswith(":network") else outside().seals.code_hash(email)
        seconds = outside().limiter.seconds_to_wait(name, who)
        if seconds is not None:
            raise TooMany("too_fast", retry_after=seconds)
