"""A writer whose last comments were rejected waits."""

import pytest

from forum.domain.screening import HistoryFacts, Severity, reader_code
from forum.domain.screening.history import find_by_history


@pytest.mark.parametrize(
    ("decided", "rejected", "score"),
    [
        (0, 0, None),
        (2, 2, None),  # two say nothing about a person
        (3, 0, None),
        (3, 1, 0.33),
        (10, 2, None),
        (10, 3, 0.3),
        (11, 3, None),
        (4, 4, 1.0),
    ],
)
def test_three_of_ten_rejected_hold_from_three_decided_on(decided, rejected, score):
    found = list(find_by_history(HistoryFacts(decided, rejected)))
    expected = [] if score is None else [("history", Severity.HOLD, score)]
    assert [(one.rule, one.severity, one.score) for one in found] == expected
    assert all(
        one.detail == {"decided": decided, "rejected": rejected, "spam": 0, "days": 7} for one in found
    )


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (HistoryFacts(4, 2), "held_history"),
        (HistoryFacts(4, 3, spam=1), "held_history"),  # the two that they know would have held, too
        (HistoryFacts(4, 3, spam=2), "held_other"),
        (HistoryFacts(3, 3, spam=3), "held_other"),
    ],
)
def test_no_writer_learns_from_it_what_was_marked_as_spam(facts, code):
    (found,) = find_by_history(facts)
    assert reader_code(found) == code
