"""Moderators' notes: who may, what is logged, and that they disturb nothing."""

import pytest

from forum.domain.comment_states import Decision, State
from forum.domain.refusals import NotAllowed, NotFound
from forum.domain.sanctions import Writer
from forum.domain.scopes import Scope
from forum.operations.comments.appealing import appeal_comment
from forum.operations.moderation.noting import add_note, remove_note
from forum.operations.moderation.undoing import undo
from forum.queries.moderation.queue import item_by_id
from tests.operations.moderation.scene import Scene, log_of, refusal, state, writer
from tests.support.moments import NOW

WORDS = "She wrote to us by letter."


def notes(number: int, scope: Scope | None = None) -> list[str]:
    item = item_by_id(number) if scope is None else item_by_id(number, scope=scope)
    assert item is not None
    return [note.text for note in item.notes]


def test_notes_on_a_comment_and_on_its_writer_stand_beside_it(scene: Scene) -> None:
    first, second = scene.comment(by=scene.elin), scene.comment(by=scene.elin)
    add_note(WORDS, about=first, by=scene.ana, now=NOW)
    add_note("Calm her.", about=Writer(user_id=scene.elin.id), by=scene.ana, now=NOW)
    assert notes(first) == [WORDS, "Calm her."]
    assert notes(second) == ["Calm her."]
    assert notes(first, Scope(author_id=scene.cast.chanthy.id)) == [WORDS]


def test_a_note_is_logged_without_its_words_and_is_no_change(scene: Scene) -> None:
    number = scene.comment(by=scene.elin)
    entry = scene.decide(number, Decision.REJECT).entry
    assert entry is not None
    note = add_note(WORDS, about=number, by=scene.ana, now=NOW).id
    newest = log_of(number)[-1]
    assert (newest.verb, newest.version, newest.note, newest.facts) == ("note.add", None, "", {"note": note})
    item = item_by_id(number)
    assert item is not None
    assert item.last_decision is not None
    undo(entry.id, by=scene.ana, now=NOW)
    assert state(number) is State.PENDING
    scene.decide(number, Decision.REJECT)
    add_note(WORDS, about=number, by=scene.cast.boun.actor, now=NOW)
    assert appeal_comment(number, "Please.", by=scene.elin, now=NOW).against_user_id == scene.ana.id


@pytest.mark.parametrize(
    ("text", "code"),
    [(" ", "staff_note_empty"), ("x" * 1001, "staff_note_too_long"), ("\x00", "staff_note_not_text")],
)
def test_a_note_is_some_text(scene: Scene, text: str, code: str) -> None:
    number = scene.comment()
    with refusal(code):
        add_note(text, about=number, by=scene.ana, now=NOW)


def test_who_may_not_moderate_notes_nothing(scene: Scene) -> None:
    number = scene.comment()
    guest = Writer.of(writer(number))
    assert guest is not None
    for by in (scene.elin, scene.cast.chanthy.actor):
        for about in (number, guest):
            with pytest.raises(NotAllowed):
                add_note(WORDS, about=about, by=by, now=NOW)
    with pytest.raises(NotFound):
        add_note(WORDS, about=Writer(user_id=9999), by=scene.ana, now=NOW)
    with pytest.raises(NotFound):
        add_note(WORDS, about=9999, by=scene.ana, now=NOW)


def test_a_note_is_removed_by_its_writer_or_an_administrator(scene: Scene) -> None:
    number, boun = scene.comment(), scene.cast.boun.actor
    theirs, own = (add_note(WORDS, about=number, by=by, now=NOW).id for by in (boun, scene.ana))
    with pytest.raises(NotAllowed):
        remove_note(theirs, by=scene.ana, now=NOW)
    with pytest.raises(NotFound):
        remove_note(own, by=scene.elin, now=NOW)
    remove_note(own, by=scene.ana, now=NOW)
    remove_note(theirs, by=boun, now=NOW)
    assert notes(number) == []
    with pytest.raises(NotFound):
        remove_note(own, by=scene.ana, now=NOW)
    assert [entry.verb for entry in log_of(number)][-2:] == ["note.remove"] * 2
