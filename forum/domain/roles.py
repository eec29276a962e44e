"""The four roles. Each person has exactly one; what a role may do stands in ``permissions``."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    READER = "reader"
    AUTHOR = "author"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"

    @property
    def is_staff(self) -> bool:
        """Staff write and moderate; their comments skip the hold, never the sanitiser."""
        return self is not Role.READER


# What people type at a command line.
ALIASES = {"admin": Role.ADMINISTRATOR}


def parse_role(word: str) -> Role:
    """The role named by ``word``; ``admin`` is understood. Raises ``ValueError`` for any other word."""
    return ALIASES.get(word) or Role(word)
