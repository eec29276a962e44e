"""Rules are tried on what was really written, and nothing comes of it."""

import pytest

from forum.domain.comment_states import State
from forum.domain.refusals import NotAllowed, NotFound, Refused
from forum.domain.screening import Severity
from forum.operations import trials
from forum.operations.rules import WordListDraft, save_word_list
from forum.operations.trials import try_settings, try_word_list
from forum.queries import trials as asking
from forum.queries.rules import word_lists
from tests.operations.moderation.scene import Scene, scene
from tests.support.moments import LONG_AGO, NOW
from tests.support.statements import count_statements

__all__ = ["scene"]


def some(scene: Scene) -> dict[str, int]:
    return {
        "approved": scene.comment(State.APPROVED, body="The ferry was late."),
        "rejected": scene.comment(State.REJECTED, body="A ferry for sale!"),
        "waits": scene.comment(body="No word of it."),
        "back": scene.comment(body="The ferry again.", withdrawn=True),
        "staff": scene.comment(body="The ferry is free.", by=scene.ana),
    }


def test_a_new_list_on_the_newest_comments(scene: Scene) -> None:
    numbers = some(scene)
    trial = try_word_list(None, WordListDraft("", "ferry"), by=scene.ana)
    # Not what was taken back; what the staff write is not held, whatever is found.
    assert (trial.looked_at, trial.noted, trial.held, trial.approved, trial.newly) == (4, 1, 2, 1, 2)
    assert trial.examples[0].comment_id == numbers["approved"]
    assert {one.comment_id for one in trial.examples} == {
        numbers[name] for name in ("approved", "rejected", "staff")
    }
    assert word_lists() == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"patterns": "ferry"}, (1, 2, 0, 0, 0)),
        ({"patterns": "ferry\nword"}, (1, 3, 0, 1, 0)),
        ({"patterns": "late"}, (0, 1, 0, 0, 1)),
        ({"patterns": "ferry", "action": Severity.NOTE}, (3, 0, 0, 0, 2)),
        ({"patterns": "ferry", "action": Severity.REFUSE}, (1, 0, 2, 0, 0)),
        ({"patterns": "ferry", "is_active": False}, (0, 0, 0, 0, 2)),
        ({"patterns": "ferry", "scope": "name"}, (0, 0, 0, 0, 2)),
        ({"patterns": "ferry", "language": "th"}, (0, 0, 0, 0, 2)),
        ({"patterns": "ferr", "whole_word": False}, (1, 2, 0, 0, 0)),
    ],
)
def test_a_change_is_compared_with_the_list_as_it_is_saved(
    scene: Scene, change: dict, expected: tuple
) -> None:  # type: ignore[type-arg]
    some(scene)
    number = save_word_list(None, WordListDraft("Boats", "ferry"), by=scene.ana, now=NOW).id
    trial = try_word_list(number, WordListDraft("Boats", **change), by=scene.ana)
    assert (trial.noted, trial.held, trial.refused, trial.newly, trial.no_longer) == expected


def test_what_cannot_be_saved_cannot_be_tried(scene: Scene) -> None:
    for code, draft in {
        "patterns_empty": WordListDraft("x", "# nothing"),
        "bad_pattern": WordListDraft("x", "*"),
        "bad_scope": WordListDraft("x", "ferry", scope="soul"),
        "bad_list_language": WordListDraft("x", "ferry", language="a language of seventeen letters"),
    }.items():
        with pytest.raises(Refused, check=lambda refused, code=code: refused.code == code):
            try_word_list(None, draft, by=scene.ana)
    with pytest.raises(NotFound):
        try_word_list(77, WordListDraft("x", "ferry"), by=scene.ana)
    with pytest.raises(NotAllowed):
        try_word_list(None, WordListDraft("x", "ferry"), by=scene.elin)
    with pytest.raises(NotAllowed):
        try_settings({"max_links": 1}, by=scene.ana)
    with pytest.raises(Refused, check=lambda refused: refused.facts["setting"] == "max_links"):
        try_settings({"max_links": -1}, by=scene.cast.boun.actor)


def test_it_looks_at_the_newest_and_asks_once_or_twice(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "TRIED_ON", 3)
    for number in range(5):
        scene.comment(body=f"The ferry, {number}", now=LONG_AGO)
    with count_statements(at_most=1):
        assert try_word_list(None, WordListDraft("", "ferry"), by=scene.ana).held == 3
    with count_statements(at_most=3):
        assert try_settings({"max_links": 0}, by=scene.cast.boun.actor).looked_at == 3


def test_a_trial_that_takes_too_long_ends_and_says_so(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "MAX_SECONDS", 0.0)
    scene.comment()
    trial = try_word_list(None, WordListDraft("", "ferry"), by=scene.ana)
    assert (trial.looked_at, trial.was_cut) == (0, True)
