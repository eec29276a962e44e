"""Readers' flags: why, how much one weighs, and when they weigh enough for a person to look.

A reader whose flags were right weighs more, one whose flags were wrong weighs less, and nobody is ever ignored: a right
flag from somebody who was wrong ten times is still a right flag.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from forum.domain.actors import Actor, ActorKind
from forum.domain.comment_states import State


class FlagReason(StrEnum):
    """Why a reader flags a comment."""

    INSULT = "insult"
    PERSONAL_DATA = "personal_data"
    ADVERTISING = "advertising"
    ILLEGAL = "illegal"
    OFF_TOPIC = "off_topic"
    OTHER = "other"


class FlagOutcome(StrEnum):
    """What the person who looked made of it; or the comment was gone before, taken back by its writer."""

    AGREED = "agreed"
    DISAGREED = "disagreed"
    GONE = "gone"


RULE = "flags"  # under this name the log and the findings tell what flags have brought about
MAX_DETAIL = 500

# What the flag of somebody without a record weighs.
CONFIRMED, UNCONFIRMED = 1.0, 0.5
LEAST = 0.1


@dataclass(frozen=True)
class FlagRecord:
    """A reader's decided flags: with how many the moderators agreed, and with how many they did not."""

    agreed: int = 0
    disagreed: int = 0

    @property
    def decided(self) -> int:
        return self.agreed + self.disagreed


def flag_weight(by: Actor, record: FlagRecord) -> float:
    """What one flag of ``by`` weighs, from ``LEAST`` to below 2, in hundredths.

    An account with a confirmed address begins at 1, anybody else at a half: an identity that costs a click must not
    weigh as much as one that costs an address. That is multiplied by twice the share with which moderators agreed,
    as if they had agreed with one flag and disagreed with another before the first: 1 without a record.
    """
    start = CONFIRMED if by.kind is ActorKind.PERSON and by.is_confirmed else UNCONFIRMED
    share = (record.agreed + 1) / (record.decided + 2)
    return max(LEAST, round(start * 2 * share, 2))


def needed(base: int, dismissals: int) -> int:
    """The weight at which a person should look: ``base`` (a site's setting), and as much again for each time that a
    moderator has looked at flags of this comment and kept it public."""
    return base * (1 + dismissals)


def weigh_enough(weight: float, need: int) -> bool:
    """Whether flags of this weight together reach ``need``; hundredths that a sum of fractions lost do not count."""
    return round(weight, 2) >= need


def outcome_of(state: State) -> FlagOutcome | None:
    """What a decision that leads to ``state`` makes of the open flags; None: they stay open, unanswered."""
    if state is State.PENDING:
        return None
    return FlagOutcome.DISAGREED if state is State.APPROVED else FlagOutcome.AGREED
