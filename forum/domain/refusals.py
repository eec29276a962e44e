"""How the house says no. Every rule below the doors refuses with a code; the doors turn codes into sentences."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """A verb was refused by a rule.

    ``code`` is a stable word (``"comments_closed"``), ``facts`` are what a sentence needs to be exact (numbers, names,
    times; never a person's text). ``status`` is the HTTP status the front door answers with, as RFC 9110 means it.
    """

    status = 422

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class NotAllowed(Refused):
    """The person is known and may not do this."""

    status = 403


class OwnCase(Refused):
    """The person may do this elsewhere, but here it would be judging the own case, and somebody else is there."""

    status = 403


class NotFound(Refused):
    """It is not there, or it is not this person's business whether it is."""

    status = 404


class Conflict(Refused):
    """Somebody else was faster: what was decided on is no longer what is stored (RFC 9110 §15.5.10)."""

    status = 409


class TooMany(Refused):
    """A limit was reached. ``facts["retry_after"]`` is the number of seconds to wait."""

    status = 429


class Unavailable(Refused):
    """The store cannot take a write just now. ``facts["retry_after"]`` is the number of seconds to wait."""

    status = 503
