"""Who holds whom."""

import pytest

from forum.domain.screening import EffectiveMode, Mode, Severity, Track, effective_mode
from forum.domain.screening.mode import find_by_mode


@pytest.mark.parametrize(
    ("site", "category", "post", "expected"),
    [
        (Mode.EVERYONE, None, None, EffectiveMode(Mode.EVERYONE, "site")),
        (Mode.EVERYONE, Mode.NEWCOMERS, None, EffectiveMode(Mode.NEWCOMERS, "category")),
        (Mode.EVERYONE, Mode.NEWCOMERS, Mode.CLOSED, EffectiveMode(Mode.CLOSED, "post")),
        (Mode.CLOSED, None, Mode.SUSPECTS, EffectiveMode(Mode.SUSPECTS, "post")),
        (Mode.SUSPECTS, Mode.EVERYONE, None, EffectiveMode(Mode.EVERYONE, "category")),
        # Set to the same word: the nearer place still is where it was set.
        (Mode.EVERYONE, None, Mode.EVERYONE, EffectiveMode(Mode.EVERYONE, "post")),
    ],
)
def test_the_nearest_mode_wins_and_says_where_it_was_set(site, category, post, expected):
    assert effective_mode(site, category, post) == expected


@pytest.mark.parametrize(
    ("mode", "track", "need", "expected"),
    [
        (Mode.EVERYONE, Track(0, 0, False), 1, ("mode:everyone", Severity.HOLD)),
        (Mode.EVERYONE, Track(99, 0, True), 1, ("mode:everyone", Severity.HOLD)),
        (Mode.NEWCOMERS, Track(0, 0, True), 1, ("mode:newcomers", Severity.HOLD)),
        (Mode.NEWCOMERS, Track(1, 0, True), 1, None),
        (Mode.NEWCOMERS, Track(1, 0, True), 2, ("mode:newcomers", Severity.HOLD)),
        (Mode.NEWCOMERS, Track(2, 0, True), 2, None),
        # One rejection, and a person looks again.
        (Mode.NEWCOMERS, Track(50, 1, True), 1, ("mode:newcomers", Severity.HOLD)),
        # A typed name earns nothing, whatever was approved under it.
        (Mode.NEWCOMERS, Track(50, 0, False), 1, ("mode:newcomers", Severity.HOLD)),
        (Mode.SUSPECTS, Track(0, 9, False), 1, None),
        (Mode.CLOSED, Track(99, 0, True), 1, ("mode:closed", Severity.REFUSE)),
    ],
)
def test_the_mode_holds_whom_it_says(mode, track, need, expected):
    found = list(find_by_mode(EffectiveMode(mode, "category"), track, newcomers_need=need))
    assert [(one.rule, one.severity) for one in found] == ([expected] if expected else [])
    assert all(one.detail["source"] == "category" for one in found)


@pytest.mark.parametrize("mode", list(Mode))
def test_a_correction_is_held_like_what_is_new_and_in_a_closed_discussion_too(mode):
    for track in (Track(0, 0, False), Track(99, 0, True)):
        new, corrected = (
            list(find_by_mode(EffectiveMode(mode, "post"), track, newcomers_need=1, is_correction=again))
            for again in (False, True)
        )
        if mode is Mode.CLOSED:
            assert [one.severity for one in (*new, *corrected)] == [Severity.REFUSE, Severity.HOLD]
        else:
            assert new == corrected
