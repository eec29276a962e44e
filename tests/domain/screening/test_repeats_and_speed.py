"""The same text again, and forms that were filled in faster than people do."""

import math

import pytest

from forum.domain.screening import RepeatFacts, Severity, SpeedFacts
from forum.domain.screening.repeats import find_repeats
from forum.domain.screening.speed import find_by_speed


@pytest.mark.parametrize(
    ("same_writer", "other_writers", "held"),
    [(0, 0, False), (1, 0, True), (0, 1, False), (0, 2, True), (3, 7, True)],
)
def test_a_second_time_by_oneself_or_a_third_time_by_others_holds(same_writer, other_writers, held):
    found = list(find_repeats(RepeatFacts(same_writer, other_writers)))
    assert [(one.rule, one.severity) for one in found] == [("repeats", Severity.HOLD)] * held
    assert all(one.detail == {"same_writer": same_writer, "other_writers": other_writers} for one in found)


@pytest.mark.parametrize(
    ("honeypot", "seconds", "trusted", "expected"),
    [
        (False, 60.0, False, []),
        (False, 3.0, False, []),
        (False, 86_400.0 * 3, False, []),
        (False, 2.9, False, [("too_fast", Severity.HOLD)]),
        (False, 0.0, False, [("too_fast", Severity.HOLD)]),
        # Haste is no crime in somebody known.
        (False, 1.0, True, [("too_fast", Severity.NOTE)]),
        # Leaving the time out, or forging it, gains nothing, trusted or not.
        (False, None, False, [("no_form_time", Severity.HOLD)]),
        (False, None, True, [("no_form_time", Severity.HOLD)]),
        (False, -5.0, True, [("no_form_time", Severity.HOLD)]),
        (False, math.nan, True, [("no_form_time", Severity.HOLD)]),
        (True, 60.0, True, [("honeypot", Severity.HOLD)]),
        (True, 0.5, False, [("honeypot", Severity.HOLD), ("too_fast", Severity.HOLD)]),
    ],
)
def test_signs_of_a_machine_hold(honeypot, seconds, trusted, expected):
    found = list(find_by_speed(SpeedFacts(honeypot, seconds), is_trusted=trusted))
    assert [(one.detail["sign"], one.severity) for one in found] == expected
    assert all(one.rule == "speed" and one.score and 0 < one.score <= 1 for one in found)
