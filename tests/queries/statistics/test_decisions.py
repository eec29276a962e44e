"""Who decided what, and how much of it did not stand, against decisions that are counted by hand."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from forum.domain.comment_states import SHOW_REPLIES, Decision, State
from forum.models import LogEntry
from forum.operations.comments.appealing import appeal_comment
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.moderation.undoing import undo
from forum.queries.statistics.decisions import Decisions, decisions_between
from tests.operations.moderation.scene import Scene, writer
from tests.support.moments import NOW
from tests.support.statements import count_statements

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def week(until: datetime = NOW) -> Decisions:
    return decisions_between(until - 7 * DAY, until, zone="UTC")


def done(scene: Scene, decision: Decision, *, number: int | None = None, **more: Any) -> LogEntry:
    """The log entry of a decision about this comment, or a new one."""
    entry = scene.decide(scene.comment() if number is None else number, decision, **more).entry
    assert entry is not None
    return entry


def appealed(scene: Scene, rejection: LogEntry, decision: Decision, *, now: datetime = NOW - DAY) -> LogEntry:
    """Boun's answer to the writer's appeal."""
    number = rejection.comment_id
    assert number is not None
    appeal_comment(number, "Please.", by=writer(number), now=now)
    return done(scene, decision, number=number, by=scene.cast.boun.actor, now=now, note="We looked again.")


def test_decisions_are_counted_by_the_sites_own_days(scene: Scene) -> None:
    midnight_in_yangon = NOW.replace(hour=17, minute=30)  # 6 h 30 min ahead of UTC
    for minutes in (-10, -5, 5):
        done(scene, Decision.APPROVE, now=midnight_in_yangon + timedelta(minutes=minutes))
    done(scene, Decision.SPAM, by=scene.cast.boun.actor, now=midnight_in_yangon)
    with count_statements(1):
        found = decisions_between(midnight_in_yangon - DAY, midnight_in_yangon + HOUR, zone="Asia/Yangon")
    assert found.per_moderator == [("Ana", 3), ("Boun", 1)]
    # Of each day Ana's, then Boun's.
    assert [list(each) for _day, each in found.per_day] == [[2, 0], [1, 1]]
    assert (found.outcomes[Decision.APPROVE], found.outcomes[Decision.SPAM], found.total) == (3, 1, 4)
    assert (found.made, found.undone, found.overturned, found.fell) == (4, 0, 0, 0)


def test_what_was_taken_back_is_no_decision_and_is_counted_apart(scene: Scene) -> None:
    entry = done(scene, Decision.REJECT)
    done(scene, Decision.APPROVE, by=scene.cast.boun.actor)
    undo(entry.id, by=scene.ana, now=NOW)
    found = week()
    assert (found.total, found.made, found.undone, found.fell) == (1, 2, 1, 1)
    assert found.outcomes[Decision.REJECT] == 0
    assert found.per_moderator == [("Boun", 1)]
    assert [sum(each) for _day, each in found.per_day] == [0] * 7 + [1]


def test_what_did_not_stand_is_a_part_of_what_was_made_in_the_period(scene: Scene) -> None:
    earlier = [done(scene, Decision.APPROVE, now=NOW - 8 * DAY) for _ in range(3)]
    earlier_rejection = done(scene, Decision.REJECT, now=NOW - 8 * DAY)
    approved = [done(scene, Decision.APPROVE, now=NOW - 2 * DAY) for _ in range(3)]
    spam = [done(scene, Decision.SPAM, now=NOW - 2 * DAY) for _ in range(2)]
    rejected = [done(scene, Decision.REJECT, now=NOW - 2 * DAY) for _ in range(3)]
    # Boun answers three appeals: two rejections fall, one of them of the week before.
    appealed(scene, rejected[0], Decision.APPROVE)
    appealed(scene, rejected[1], Decision.REJECT)
    appealed(scene, earlier_rejection, Decision.APPROVE)
    for entry in (*earlier, approved[0], spam[0], rejected[2]):
        undo(entry.id, by=scene.ana, now=NOW)
    found = week()
    assert (found.made, found.undone, found.overturned, found.fell) == (11, 3, 1, 4)
    assert found.per_moderator == [("Ana", 5), ("Boun", 3)]
    assert [list(each) for _day, each in found.per_day][-3:] == [[5, 0], [0, 3], [0, 0]]
    kept = {decision: n for decision, n in found.outcomes.items() if n}
    # What an appeal changed was a decision all the same.
    assert kept == {Decision.APPROVE: 4, Decision.SPAM: 1, Decision.REJECT: 3}
    assert found.total == 8
    # Of the week before nothing stood, and that is all of it and not more.
    before = week(NOW - 7 * DAY)
    assert (before.made, before.undone, before.overturned, before.fell) == (4, 3, 1, 4)


def test_an_answer_that_was_taken_back_overturns_nothing(scene: Scene) -> None:
    rejection = done(scene, Decision.REJECT)
    answer = appealed(scene, rejection, Decision.APPROVE, now=NOW)
    assert (week().made, week().undone, week().overturned) == (2, 0, 1)
    undo(answer.id, by=scene.cast.boun.actor, now=NOW)
    assert (week().made, week().undone, week().overturned, week().fell) == (2, 1, 0, 1)


def test_replies_that_are_shown_again_are_no_verdict_and_neither_is_taking_that_back(scene: Scene) -> None:
    number = scene.comment(State.APPROVED)
    scene.comment(State.APPROVED, reply_to=number)
    done(scene, Decision.HOLD, number=number, with_replies=True)
    withdraw_comment(number, by=writer(number), now=NOW)
    shown = done(scene, Decision.APPROVE, number=number)
    assert shown.verb == SHOW_REPLIES
    undo(shown.id, by=scene.ana, now=NOW)
    found = week()
    assert (found.made, found.undone, found.fell) == (1, 0, 0)
    assert found.outcomes[Decision.HOLD] == 1


def test_a_moderator_is_an_account_with_its_newest_name(scene: Scene) -> None:
    anna, other_boun = replace(scene.ana, name="Anna"), replace(scene.ana, id=99, name="Boun")
    done(scene, Decision.APPROVE, now=NOW - 2 * DAY)
    done(scene, Decision.APPROVE, by=anna, now=NOW - DAY)
    done(scene, Decision.SPAM, by=anna, now=NOW - DAY)
    done(scene, Decision.APPROVE, by=scene.cast.boun.actor)
    done(scene, Decision.APPROVE, by=scene.cast.boun.actor)
    done(scene, Decision.APPROVE, by=other_boun)
    found = week()
    assert found.per_moderator == [("Anna", 3), ("Boun", 2), ("Boun", 1)]
    assert [list(each) for _day, each in found.per_day][-3:] == [[1, 0, 0], [2, 0, 0], [0, 2, 1]]
