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
        who = network_of_request() if name.endswith(":network") else _account(email)
        seconds = outside().limiter.seconds_to_wait(name, who)
        if seconds is not None:
            raise TooMany("too_fast", retry_after=seconds)


def forget_tries(limit: str, *, email: str) -> None:
    """The tries of the account with this address count no more: its owner has come in. Only for an account's limit:
    one person who signs in well does not make a whole network's guesses good."""
    outside().limiter.forget(limit, _account(email))


def _account(email: str) -> str:
    return outside().seals.code_hash(email)
