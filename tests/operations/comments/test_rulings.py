"""Where a rule decided how a comment stands, the log says which."""

from itertools import pairwise

import pytest

from forum.domain.comment_states import Decision, State
from forum.domain.screening import Severity
from forum.operations.moderation.undoing import undo
from forum.operations.rules import WordListDraft, save_word_list
from forum.queries.moderation.history import history_of
from forum.queries.moderation.queue import item_by_id
from tests.operations.moderation.scene import Scene, log_of, row, standing, writer
from tests.support.moments import LONG_AGO, NOW

P, A, R = State.PENDING, State.APPROVED, State.REJECTED


def told(number: int) -> list[tuple[str, str, str, State]]:
    """Verb, kind and name of who did it, and the state it left, of each entry that fits its neighbours."""
    entries = log_of(number)
    assert entries[0].before is None
    assert all(later.before == earlier.after for earlier, later in pairwise(entries))
    return [
        (entry.verb, entry.actor_kind, entry.actor_name, State((entry.after or {})["state"]))
        for entry in entries
    ]


def test_what_a_mode_lets_through_is_the_modes_doing(scene: Scene) -> None:
    scene.settle(comments_mode="suspects")
    number = scene.comment(name="Soe", now=NOW)
    assert told(number) == [
        ("comment.post", "guest", "Soe", P),
        ("comment.publish", "rule", "mode:suspects", A),
    ]
    entry = log_of(number)[-1]
    assert (entry.actor_id, entry.at, entry.version, entry.post_id) == (None, NOW, 1, scene.post_id)
    assert row(number)["version"] == 1
    scene.settle(comments_mode="newcomers", newcomers_need=1)
    scene.comment(A, by=scene.elin)
    assert told(scene.comment(by=scene.elin))[-1] == ("comment.publish", "rule", "mode:newcomers", A)


def test_what_waits_and_what_the_staff_write_is_nobody_elses_doing(scene: Scene) -> None:
    assert told(scene.comment(name="Soe")) == [("comment.post", "guest", "Soe", P)]
    assert told(scene.comment(by=scene.ana)) == [("comment.post", "person", "Ana", A)]


@pytest.mark.parametrize(("mode", "rule"), [("everyone", "mode:everyone"), ("suspects", "words:1")])
def test_an_edit_that_a_rule_keeps_back_is_the_rules_doing(scene: Scene, mode: str, rule: str) -> None:
    save_word_list(None, WordListDraft("x", "lottery", action=Severity.HOLD), by=scene.ana, now=LONG_AGO)
    number = scene.comment(A, name="Soe")
    scene.settle(comments_mode=mode)
    scene.edit(number, "Win the lottery.", by=writer(number))
    assert told(number)[2:] == [
        ("comment.edit", "guest", "Soe", A),
        ("comment.keep_back", "rule", rule, P),
    ]
    assert [entry.version for entry in log_of(number)] == [1, 2, 3, 3]
    scene.decide(number, Decision.REJECT)
    scene.edit(number, "Win no lottery.", by=writer(number))
    assert told(number)[-1] == ("comment.edit", "guest", "Soe", P), "sent again, it waits by law"


def test_only_what_a_person_decided_last_can_be_taken_back(scene: Scene) -> None:
    scene.settle(comments_mode="suspects")
    number = scene.comment()

    def can_be_undone() -> list[bool]:
        assert (item_by_id(number).last_decision is not None) is history()[-1].can_be_undone
        return [event.can_be_undone for event in history()]

    def history():
        return history_of(number, version=row(number)["version"])

    assert can_be_undone() == [False, False]
    entry = scene.decide(number, Decision.REJECT).entry
    assert entry is not None
    assert can_be_undone() == [False, False, True]
    undo(entry.id, by=scene.ana, now=NOW)
    assert standing(number).state is A
    scene.decide(number, Decision.APPROVE)
    scene.settle(comments_mode="everyone")
    scene.edit(number, "As before, only other.", by=writer(number))
    assert not any(can_be_undone())
