"""How much is too much. The bounds are what keeps hostile input from costing more than its share of time and memory."""

from __future__ import annotations

from dataclasses import dataclass


class MarkupRefused(ValueError):
    """A text that cannot be taken as it is.

    ``code`` is ``"empty"``, ``"too_long"``, ``"too_many_tags"``, ``"too_much_output"`` or ``"not_text"`` (a NUL or a
    lone surrogate). ``facts`` are the numbers that a sentence about it needs, such as ``{"length": 10001, "limit":
    10000}``.
    """

    def __init__(self, code: str, **facts: int) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, int] = facts


@dataclass(frozen=True)
class Bounds:
    """``characters`` of the clean source; ``<`` signs in it (``tags``); ``output`` in bytes of UTF-8; and
    ``output_marks``, the tags and entities in it, because it is those that parsing takes its time for."""

    characters: int
    tags: int
    output: int
    output_marks: int


COMMENT = Bounds(characters=10_000, tags=200, output=60_000, output_marks=12_000)
POST = Bounds(characters=200_000, tags=10_000, output=1_200_000, output_marks=20_000)
# What cleaning may take away again (line ends of two characters, letters typed as base and marks) never makes a text
# longer than this many times its clean form; what is longer is refused before any work is done on it.
RAW = 4
MAX_ADDRESS = 2_000
MAX_HOST = 253
MAX_DEPTH = 24
MAX_MARKS = 4


def within(code: str, length: int, limit: int) -> None:
    """Raises ``MarkupRefused(code)`` with both numbers if ``length`` is over ``limit``."""
    if length > limit:
        raise MarkupRefused(code, length=length, limit=limit)
