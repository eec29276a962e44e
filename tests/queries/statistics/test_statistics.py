"""What the statistics say, against comments whose times and decisions are known."""

from datetime import timedelta

import pytest

from forum.domain.comment_states import Decision, State
from forum.operations.moderation.undoing import undo
from forum.queries.rules import records
from forum.queries.statistics.decisions import busiest_posts
from forum.queries.statistics.waiting import (
    Wait,
    usual_wait,
    waited,
    waited_by_day,
    waiting_by_age,
    waiting_now,
)
from tests.factories.posts import make_post
from tests.operations.moderation.scene import Scene, log_of, writer
from tests.support.moments import LONG_AGO, NOW
from tests.support.statements import count_statements

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
P, A, R = State.PENDING, State.APPROVED, State.REJECTED


def test_how_long_waits_what_waits_now(scene: Scene) -> None:
    assert waiting_now(NOW) == Wait(0)
    for hours in (1, 2, 3, 30, 100):
        scene.comment(now=NOW - hours * HOUR)
    scene.comment(A, now=NOW - 500 * HOUR)
    scene.comment(withdrawn=True, now=NOW - 500 * HOUR)
    with count_statements(1):
        assert waiting_now(NOW) == Wait(5, 3 * HOUR, 100 * HOUR)
    with count_statements(1):
        ages = waiting_by_age(NOW + timedelta(minutes=1))
    assert ages == [("hour", 0), ("six_hours", 3), ("day", 0), ("three_days", 1), ("longer", 1)]


@pytest.mark.parametrize("decision", [Decision.APPROVE, Decision.REJECT, Decision.SPAM, Decision.TRASH])
def test_a_decision_says_how_long_the_comment_had_waited(scene: Scene, decision: Decision) -> None:
    number = scene.comment(now=NOW - 2 * HOUR)
    entry = scene.decide(number, decision).entry
    assert entry is not None
    assert entry.waited_seconds == 7200


def test_what_did_not_wait_says_nothing_of_it(scene: Scene) -> None:
    number = scene.comment(now=NOW - 2 * HOUR)
    scene.decide(number, Decision.APPROVE, now=NOW)
    held = scene.decide(number, Decision.HOLD, now=NOW + HOUR).entry
    again = scene.decide(number, Decision.REJECT, now=NOW + 4 * HOUR).entry
    assert held is not None
    assert again is not None
    # It waited anew from when it was taken back into the queue.
    assert (held.waited_seconds, again.waited_seconds) == (None, 3 * 3600)
    undo(again.id, by=scene.ana, now=NOW + 4 * HOUR)
    assert log_of(number)[-1].waited_seconds is None


def test_a_corrected_text_waits_from_its_correction(scene: Scene) -> None:
    number = scene.comment(now=NOW - 5 * HOUR)
    scene.edit(number, "Corrected.", by=writer(number), now=NOW - HOUR)
    entry = scene.decide(number, Decision.APPROVE).entry
    assert entry is not None
    assert entry.waited_seconds == 3600


def test_what_is_usual_is_said_only_of_enough_decisions(scene: Scene) -> None:
    for hours in (1, 2, 10, 20):
        scene.decide(scene.comment(now=NOW - hours * HOUR), Decision.APPROVE)
    assert usual_wait(NOW) is None
    scene.decide(scene.comment(now=NOW - 40 * HOUR), Decision.REJECT)
    with count_statements(1):
        assert usual_wait(NOW) == 10 * 3600
    assert usual_wait(NOW + 8 * DAY) is None
    assert waited(NOW - DAY, NOW) == Wait(5, 10 * HOUR, 40 * HOUR)
    assert waited(NOW + HOUR, NOW + DAY) == Wait(0)


def test_a_wait_whose_end_was_taken_back_has_not_ended(scene: Scene) -> None:
    ends = [scene.decide(scene.comment(now=NOW - HOUR * n), Decision.APPROVE).entry for n in (1, 2, 3, 4, 90)]
    assert usual_wait(NOW) == 3 * 3600
    assert ends[-1] is not None
    number = ends[-1].comment_id
    undo(ends[-1].id, by=scene.ana, now=NOW)
    with count_statements(1):
        assert waited(NOW - DAY, NOW) == Wait(4, 2 * HOUR, 4 * HOUR)
    assert usual_wait(NOW) is None
    # Decided anew, it counts once, with the whole of its wait.
    assert number is not None
    scene.decide(number, Decision.REJECT, now=NOW + HOUR)
    assert waited(NOW - DAY, NOW + DAY) == Wait(5, 3 * HOUR, 91 * HOUR)


def test_a_rule_is_judged_by_what_people_made_of_what_it_held(scene: Scene) -> None:
    for decision in (Decision.APPROVE, Decision.REJECT, Decision.SPAM):
        scene.decide(scene.comment(), decision)
    scene.comment()
    with count_statements(2):
        held = records()["mode:everyone"]
    assert (held.held, held.decided, held.approved) == (4, 3, 1)
    assert held.precision == pytest.approx(2 / 3)


def test_the_busiest_posts_come_first(scene: Scene) -> None:
    other = make_post(scene.cast.dara.actor, title="Quiet", published_at=LONG_AGO).id
    for _ in range(3):
        scene.comment(now=NOW)
    scene.comment(now=NOW, post_id=other)
    scene.comment(now=LONG_AGO, post_id=other)
    found = [(number, n) for number, _title, _language, n in busiest_posts(NOW - DAY, NOW + DAY)]
    assert found == [(scene.post_id, 3), (other, 1)]


def test_waits_are_told_by_the_day_of_the_decision_without_what_was_taken_back(scene: Scene) -> None:
    midnight_in_yangon = NOW.replace(hour=17, minute=30)  # 6 h 30 min ahead of UTC
    for hours in range(1, 21):
        number = scene.comment(now=midnight_in_yangon - hours * HOUR)
        scene.decide(number, Decision.APPROVE, now=midnight_in_yangon)
    before = midnight_in_yangon - timedelta(minutes=1)
    scene.decide(scene.comment(now=before - 3 * HOUR), Decision.REJECT, now=before)
    undone = scene.decide(scene.comment(now=before - 90 * HOUR), Decision.REJECT, now=before).entry
    assert undone is not None
    undo(undone.id, by=scene.ana, now=before)
    with count_statements(1):
        found = waited_by_day(before - DAY, midnight_in_yangon + HOUR, zone="Asia/Yangon")
    assert [wait for _, wait in found] == [
        Wait(0),
        Wait(1, 3 * HOUR, 3 * HOUR),
        Wait(20, 10 * HOUR, 19 * HOUR),
    ]
