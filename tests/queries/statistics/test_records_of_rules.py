"""What people's decisions say of the rules that held a text: of that text, and of no other."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import Decision
from forum.domain.flags import FlagReason
from forum.domain.screening import Severity
from forum.models import Comment
from forum.operations.comments.flagging import FlagDraft, flag_comment
from forum.operations.moderation.undoing import undo
from forum.operations.rules import WordListDraft, save_word_list
from forum.queries.rules import records
from forum.queries.trials import specimens
from tests.operations.moderation.scene import Scene, writer
from tests.support.moments import LONG_AGO, NOW
from tests.support.statements import count_statements

LATER = NOW + timedelta(minutes=5)
LOTTERY, FINE = "Win the lottery today!", "A perfectly fine text about the ferry."
CONTACT = "My sister answers on 081 234 5678, ask her about the ferry."
APPROVE, REJECT, HOLD = Decision.APPROVE, Decision.REJECT, Decision.HOLD


def _rejected_corrected_approved(scene: Scene) -> None:
    number = scene.comment(body=LOTTERY)
    scene.decide(number, REJECT)
    scene.edit(number, FINE, by=writer(number))
    scene.decide(number, APPROVE, now=LATER)


def _rejected_corrected_waiting(scene: Scene) -> None:
    number = scene.comment(body=LOTTERY)
    scene.decide(number, REJECT)
    scene.edit(number, FINE, by=writer(number))


def _corrected_before_anybody_decided(scene: Scene) -> None:
    number = scene.comment(body=LOTTERY)
    scene.edit(number, FINE, by=writer(number))
    scene.decide(number, APPROVE, now=LATER)


def _held_twice_approved_once(scene: Scene) -> None:
    number = scene.comment(body=LOTTERY)
    scene.decide(number, REJECT)
    scene.edit(number, LOTTERY + " Again!", by=writer(number))
    scene.decide(number, APPROVE, now=LATER)


def _edited_by_a_moderator(scene: Scene) -> None:
    scene.decide(scene.comment(body=LOTTERY), APPROVE, body=FINE)


def _approved_then_corrected(scene: Scene) -> None:
    number = scene.comment(body=LOTTERY)
    scene.decide(number, APPROVE)
    scene.edit(number, FINE, by=writer(number), now=LATER)
    scene.decide(number, REJECT, now=LATER)


def _approved_undone(scene: Scene) -> None:
    done = scene.decide(scene.comment(body=LOTTERY), APPROVE)
    assert done.entry is not None
    undo(done.entry.id, by=scene.ana, now=LATER)


def _rejected_then_an_approval_undone(scene: Scene) -> None:
    number = scene.comment(body=LOTTERY)
    scene.decide(number, REJECT)
    done = scene.decide(number, APPROVE)
    assert done.entry is not None
    undo(done.entry.id, by=scene.ana, now=LATER)


def _approved_after_all(scene: Scene) -> None:
    number = scene.comment(body=LOTTERY)
    scene.decide(number, REJECT)
    scene.decide(number, APPROVE, now=LATER)


def _approved_and_held_again(scene: Scene) -> None:
    number = scene.comment(body=LOTTERY)
    scene.decide(number, APPROVE)
    scene.decide(number, HOLD, now=LATER)


def _trashed_and_restored(scene: Scene) -> None:
    number = scene.comment(body=LOTTERY)
    scene.decide(number, Decision.TRASH)
    scene.decide(number, Decision.RESTORE, now=LATER)


def _waits(scene: Scene) -> None:
    scene.comment(body=LOTTERY)


def _taken_back(scene: Scene) -> None:
    scene.comment(body=LOTTERY, withdrawn=True)


@pytest.mark.parametrize(
    ("happens", "counts"),
    [
        # texts held, decided about, and approved as they stood
        (_waits, (1, 0, 0)),
        (_taken_back, (1, 0, 0)),
        (_rejected_corrected_approved, (1, 1, 0)),
        (_rejected_corrected_waiting, (1, 1, 0)),
        (_corrected_before_anybody_decided, (1, 0, 0)),
        (_held_twice_approved_once, (2, 2, 1)),
        (_edited_by_a_moderator, (1, 1, 0)),
        # What became of the later text says nothing of the one that was approved.
        (_approved_then_corrected, (1, 1, 1)),
        (_approved_undone, (1, 0, 0)),
        (_rejected_then_an_approval_undone, (1, 1, 0)),
        (_approved_after_all, (1, 1, 1)),
        (_approved_and_held_again, (1, 0, 0)),
        (_trashed_and_restored, (1, 0, 0)),
    ],
    ids=lambda one: one.__name__.strip("_") if callable(one) else "",
)
def test_a_hold_is_judged_by_what_became_of_the_text_that_was_held(
    scene: Scene, happens: Callable[[Scene], None], counts: tuple[int, int, int]
) -> None:
    save_word_list(None, WordListDraft("Luck", "lottery"), by=scene.ana, now=LONG_AGO)
    happens(scene)
    with count_statements(2):
        rule = records()["words:1"]
    assert (rule.held, rule.decided, rule.approved) == counts
    assert rule.found == rule.held


def test_what_was_redacted_was_held_for_something(scene: Scene) -> None:
    scene.decide(scene.comment(body=CONTACT), APPROVE, redact=True)
    scene.decide(scene.comment(body=CONTACT.replace("sister", "brother")), APPROVE)
    rule = records()["personal_data"]
    assert (rule.held, rule.decided, rule.approved) == (2, 2, 1)
    assert rule.precision == pytest.approx(1 / 2)


def test_flags_that_put_a_text_out_of_sight_are_judged_by_the_next_decision(scene: Scene) -> None:
    scene.settle(flags_hide_at=1)
    number = scene.comment(body=FINE)
    scene.decide(number, APPROVE)
    flag_comment(number, FlagDraft(FlagReason.INSULT), by=scene.elin, now=LATER)
    rule = records()["flags"]
    assert (rule.held, rule.decided, rule.approved) == (1, 0, 0)
    scene.decide(number, REJECT, now=LATER + timedelta(minutes=1))
    rule = records()["flags"]
    assert (rule.held, rule.decided, rule.approved, rule.precision) == (1, 1, 0, 1.0)


def test_a_rule_that_only_notes_has_held_nothing(scene: Scene) -> None:
    save_word_list(None, WordListDraft("Luck", "lottery", action=Severity.NOTE), by=scene.ana, now=LONG_AGO)
    _approved_after_all(scene)
    rule = records()["words:1"]
    assert (rule.found, rule.held, rule.decided, rule.approved) == (1, 0, 0, 0)


def test_a_trial_counts_as_approved_only_the_text_that_a_person_approved(scene: Scene) -> None:
    scene.settle(comments_mode="suspects")
    number = scene.comment(body=FINE)
    scene.decide(number, APPROVE)
    assert [one.is_approved for one in specimens()] == [True]
    scene.edit(number, LOTTERY, by=writer(number), now=LATER)
    assert db.session.scalar(sa.select(Comment.state)) == "approved"
    assert [one.is_approved for one in specimens()] == [False]
    scene.decide(number, APPROVE, now=LATER + timedelta(minutes=1))
    assert [one.is_approved for one in specimens()] == [True]
