"""The log as moderators read it, and what changed while they looked."""

from forum.domain.comment_states import Decision, State
from forum.domain.diff import Change, Changed, Passage
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.moderation.undoing import undo
from forum.queries.moderation.history import Text, change_since, history_of, log_page, texts_of
from tests.operations.moderation.scene import Scene, row, writer
from tests.support.moments import LONG_AGO, NOW, after
from tests.support.statements import count_statements

P, A, R = State.PENDING, State.APPROVED, State.REJECTED


def test_a_comments_history_reads_from_its_first_day(scene: Scene) -> None:
    number = scene.comment(name="Soe")
    scene.decide(number, Decision.REJECT, note="Not here.", now=after(1))
    events = history_of(number, version=row(number)["version"])
    assert [(event.verb, event.actor_name, event.old, event.new, event.at) for event in events] == [
        ("comment.post", "Soe", None, P, LONG_AGO),
        ("comment.reject", "Ana", P, R, after(1)),
    ]
    assert (events[1].reason_code, events[1].note) == ("off_topic", "Not here.")
    assert {event.post_id for event in events} == {scene.post_id}
    assert all(event.post_title for event in events)


def test_only_the_last_decision_can_be_taken_back(scene: Scene) -> None:
    number = scene.comment()

    def can_be_undone() -> list[bool]:
        return [event.can_be_undone for event in history_of(number, version=row(number)["version"])]

    assert can_be_undone() == [False]
    scene.decide(number, Decision.APPROVE)
    entry = scene.decide(number, Decision.REJECT).entry
    assert entry is not None
    assert can_be_undone() == [False, False, True]
    undo(entry.id, by=scene.ana, now=NOW)
    assert can_be_undone() == [False] * 4
    withdraw_comment(number, by=writer(number), now=NOW)
    assert can_be_undone() == [False] * 5


def test_the_sites_log_is_read_newest_first_page_by_page(scene: Scene) -> None:
    for _ in range(3):
        scene.comment()
    newest = log_page(limit=2)
    older = log_page(before=newest[-1].id, limit=2)
    ids = [event.id for event in [*newest, *older]]
    assert ids == sorted(ids, reverse=True)
    assert len(set(ids)) == 4
    with count_statements(at_most=1):
        log_page()


def test_every_text_of_a_comment_is_kept(scene: Scene) -> None:
    number = scene.comment(body="First.")
    scene.edit(number, "Second.", by=writer(number), now=after(1))
    scene.decide(number, Decision.APPROVE, body="Third.", now=after(2))
    change = [
        Passage(Change.REMOVED, "Second"),
        Passage(Change.ADDED, "Third"),
        Passage(Change.SAME, "."),
    ]
    assert list(texts_of(number)) == [
        Text(1, "First.", LONG_AGO, False),
        Text(2, "Second.", after(1), False),
        Text(3, "Third.", after(2), True, change),
    ]


def test_a_name_that_was_redacted_is_told_beside_its_text(scene: Scene) -> None:
    number = scene.comment(body="Thank you.", name="Soe 081 234 5678")
    scene.decide(number, Decision.APPROVE, redact=True)
    renaming = [
        Passage(Change.SAME, "Soe "),
        Passage(Change.REMOVED, "081 234 5678"),
        Passage(Change.ADDED, "[…]"),
    ]
    first, second = texts_of(number)
    assert (first.renaming, list(second.renaming)) == ((), renaming)
    assert second.change == [Passage(Change.SAME, "Thank you.")]
    assert change_since(number, seen=1) == Changed(name=renaming)


def test_a_moderator_who_was_late_is_shown_what_changed(scene: Scene) -> None:
    number = scene.comment(body="The ferry left at noon.")
    scene.edit(number, "The ferry left at night.", by=writer(number))
    change = [
        Passage(Change.SAME, "The ferry left at "),
        Passage(Change.REMOVED, "noon"),
        Passage(Change.ADDED, "night"),
        Passage(Change.SAME, "."),
    ]
    assert change_since(number, seen=1) == Changed(change)
    assert change_since(number, seen=2) == Changed()
    scene.decide(number, Decision.APPROVE)
    assert change_since(number, seen=1) == Changed(change)
    assert change_since(number, seen=2) == Changed()  # decided, but with the text that was seen


def test_a_text_that_was_put_back_has_not_changed(scene: Scene) -> None:
    number = scene.comment(body="As it was.")
    entry = scene.decide(number, Decision.APPROVE, body="Otherwise.").entry
    assert entry is not None
    assert change_since(number, seen=1) != Changed()
    undo(entry.id, by=scene.ana, now=NOW)
    assert change_since(number, seen=1) == Changed()


def test_there_is_no_change_of_what_is_not_there(scene: Scene) -> None:
    number = scene.comment()
    assert change_since(10_000, seen=1) == Changed()
    assert change_since(number, seen=0) == Changed()
    assert list(history_of(10_000, version=1)) == []
