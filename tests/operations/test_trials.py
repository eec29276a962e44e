"""Rules are tried on what was really written, and nothing comes of it."""

import pytest

from forum.domain.comment_states import Decision, State
from forum.domain.refusals import NotAllowed, NotFound, Refused
from forum.domain.screening import Severity
from forum.operations import trials
from forum.operations.moderation.undoing import undo
from forum.operations.rules import WordListDraft, save_word_list
from forum.operations.trials import try_settings, try_word_list
from forum.queries import trials as asking
from forum.queries.rules import word_lists
from tests.operations.moderation.scene import Scene, scene, writer
from tests.support.moments import LONG_AGO, NOW, after
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


def test_what_a_moderator_took_out_before_approving_was_found_all_the_same(scene: Scene) -> None:
    boun = scene.cast.boun.actor
    number, name = "081 234 5678", "Mali 081 234 5678"
    redacted = scene.comment(body=f"Call Mali at {number} now, please.", name=name, now=NOW)
    edited = scene.comment(body="What a lousy ferry this is, my friend.", now=NOW)
    scene.decide(redacted, Decision.APPROVE, redact=True)
    scene.decide(edited, Decision.APPROVE, body="What a boat this is, my friend.")
    trial = try_settings({}, by=boun)
    assert (trial.looked_at, trial.held, trial.approved) == (2, 1, 1)
    assert (trial.examples[0].name, trial.examples[0].matched) == (name, number)
    ferries, boats = (
        try_word_list(None, WordListDraft("", word), by=scene.ana) for word in ("ferry", "boat")
    )
    assert (ferries.held, ferries.approved, boats.held) == (1, 1, 0)
    # Somebody else sends what the first had sent; then the writer has a new text, about which nobody decided.
    scene.comment(body="What a lousy ferry this is, my friend.", now=NOW)
    assert try_word_list(None, WordListDraft("", "ferry"), by=scene.ana).held == 2
    scene.edit(edited, "I said that I like it.", by=writer(edited), now=after(5))
    ferries = try_word_list(None, WordListDraft("", "ferry"), by=scene.ana)
    assert (ferries.looked_at, ferries.held, ferries.approved) == (3, 1, 0)


def test_a_text_of_a_moderators_that_was_taken_back_is_none_of_its_writer(scene: Scene) -> None:
    number = scene.comment(body="Nothing of the kind.")
    entry = scene.decide(number, Decision.APPROVE, body="A ferry.").entry
    assert entry is not None
    undo(entry.id, by=scene.ana, now=after(5))
    trial = try_word_list(None, WordListDraft("", "ferry"), by=scene.ana)
    assert (trial.looked_at, trial.held) == (1, 0)


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
