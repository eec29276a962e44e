"""Readers' flags: why, how much one weighs, and when they weigh enough for a person to look."""

from __future__ import annotations

from enum import StrEnum


class FlagReason(StrEnum):
    """Why a reader flags a comment."""

    INSULT = "insult"
    PERSONAL_DATA = "personal_data"
    ADVERTISING = "advertising"
    ILLEGAL = "illegal"
    OFF_TOPIC = "off_topic"
    OTHER = "other"


class FlagOutcome(StrEnum):
    """What the person who looked made of it."""

    AGREED = "agreed"
    DISAGREED = "disagreed"
