"""Appeals: a rejected writer asks a different moderator to decide again, once a comment."""

from __future__ import annotations

from enum import StrEnum


class AppealOutcome(StrEnum):
    """What became of an appeal: the decision stands, it was changed, or the writer went on without an answer."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"
    DROPPED = "dropped"
