"""Appeals: a rejected writer asks a different moderator to decide again, once a comment."""

from __future__ import annotations

from enum import StrEnum

from forum.domain.comment_states import State

MAX_TEXT = 2_000


class AppealOutcome(StrEnum):
    """What became of an appeal: the decision stands, it was changed, or the writer went on without an answer."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"
    DROPPED = "dropped"


def is_used_up(outcome: AppealOutcome | None) -> bool:
    """Whether an appeal with this outcome (None: still open) is the one that a comment may have. One that fell because
    its writer sent another text was never answered, and does not count."""
    return outcome is not AppealOutcome.DROPPED


def answer_of(state: State) -> AppealOutcome:
    """What a decision that leads to ``state`` answers: only what makes the comment public overturns the rejection."""
    return AppealOutcome.OVERTURNED if state is State.APPROVED else AppealOutcome.UPHELD
