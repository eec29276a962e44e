"""How much a flag weighs, how much is needed, and what a decision makes of flags and appeals: row by row."""

import pytest

from forum.domain.actors import STRANGER, Actor, ActorKind
from forum.domain.appeals import AppealOutcome, answer_of
from forum.domain.comment_states import State
from forum.domain.flags import FlagOutcome, FlagRecord, flag_weight, needed, outcome_of, weigh_enough

READER = Actor(ActorKind.PERSON, "Elin", id=1, is_confirmed=True)
UNCONFIRMED = Actor(ActorKind.PERSON, "New", id=2)
GUEST = Actor(ActorKind.GUEST, "", id=3, is_confirmed=True)


@pytest.mark.parametrize(
    ("by", "agreed", "disagreed", "weight"),
    [
        (READER, 0, 0, 1.0),
        (UNCONFIRMED, 0, 0, 0.5),
        (GUEST, 0, 0, 0.5),
        (STRANGER, 0, 0, 0.5),
        (READER, 1, 0, 1.33),
        (READER, 0, 1, 0.67),
        (READER, 3, 1, 1.33),
        (READER, 5, 5, 1.0),
        (READER, 0, 10, 0.17),
        # Never nothing, however often somebody was wrong; never twice as much as a reader without a record.
        (READER, 0, 1000, 0.1),
        (GUEST, 0, 1000, 0.1),
        (READER, 98, 0, 1.98),
        (GUEST, 3, 0, 0.8),
    ],
)
def test_a_flag_weighs_by_its_reader_and_their_record(
    by: Actor, agreed: int, disagreed: int, weight: float
) -> None:
    assert flag_weight(by, FlagRecord(agreed, disagreed)) == weight


@pytest.mark.parametrize(
    ("base", "dismissals", "need"), [(1, 0, 1), (1, 1, 2), (1, 4, 5), (3, 0, 3), (3, 1, 6)]
)
def test_each_dismissal_wants_as_much_again(base: int, dismissals: int, need: int) -> None:
    assert needed(base, dismissals) == need


def test_hundredths_that_a_sum_loses_do_not_count() -> None:
    assert sum([0.1] * 10) < 1
    assert weigh_enough(sum([0.1] * 10), 1)
    assert weigh_enough(0.5 + 0.5, 1)
    assert not weigh_enough(0.99, 1)


@pytest.mark.parametrize(
    ("state", "flags", "appeal"),
    [
        (State.PENDING, None, AppealOutcome.UPHELD),
        (State.APPROVED, FlagOutcome.DISAGREED, AppealOutcome.OVERTURNED),
        (State.REJECTED, FlagOutcome.AGREED, AppealOutcome.UPHELD),
        (State.SPAM, FlagOutcome.AGREED, AppealOutcome.UPHELD),
        (State.TRASHED, FlagOutcome.AGREED, AppealOutcome.UPHELD),
    ],
)
def test_what_a_decision_makes_of_flags_and_of_an_appeal(
    state: State, flags: FlagOutcome | None, appeal: AppealOutcome
) -> None:
    assert outcome_of(state) is flags
    assert answer_of(state) is appeal
