"""What waited aside comes back when no mute of its writer is in force any more: once, counted, and by itself."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.db import db
from forum.domain.actors import ActorKind
from forum.domain.comment_states import Decision, State
from forum.domain.refusals import Conflict
from forum.domain.sanctions import SanctionKind, Writer
from forum.domain.scopes import WHOLE_SITE
from forum.models import Job
from forum.operations.moderation import unmuting
from forum.operations.moderation.deciding import Choice, decide
from forum.operations.moderation.unmuting import release_comment, release_muted
from forum.operations.sanctions import impose_sanction, lift_sanction
from forum.queries.digest import digest_at
from forum.queries.moderation.narrowing import Filters
from forum.queries.moderation.news import Mark, arrived_since
from tests.cast import Cast
from tests.invariants.recount import assert_counted, assert_site_counted
from tests.operations.moderation.racing import Prepare, run
from tests.operations.moderation.scene import Scene, log_of, row, standing
from tests.support.moments import NOW, after

ENDS = after(days=3)


def mute(scene: Scene, *, until: datetime = ENDS, now: datetime = NOW) -> int:
    writer = Writer(user_id=scene.elin.id)
    return impose_sanction(writer, SanctionKind.MUTE, "Calm down.", until=until, by=scene.ana, now=now).id


def aside(scene: Scene) -> int:
    number = scene.comment(by=scene.elin, now=after(60))
    assert standing(number).muted
    return number


def waiting(scene: Scene) -> tuple[int, int]:
    counters = scene.counters()
    assert counters["pending"][0] == counters["pending"][1]
    return counters["pending"][0], counters["muted"][0]


def test_a_mute_that_ended_holds_nothing_back(scene: Scene) -> None:
    mute(scene)
    numbers = [aside(scene) for _ in range(3)]
    assert release_muted(now=ENDS - timedelta(seconds=1)) == 0
    assert waiting(scene) == (0, 3)
    assert release_muted(now=ENDS) == 3
    assert waiting(scene) == (3, 0)
    assert_counted(scene.post_id)
    for number in numbers:
        last = log_of(number)[-1]
        assert (last.verb, last.actor_kind, last.version) == ("comment.unmute", ActorKind.SYSTEM, 2)
        assert (row(number)["version"], row(number)["waits_since"]) == (2, ENDS)
    assert arrived_since(Filters(), Mark(ENDS - timedelta(seconds=1)), scope=WHOLE_SITE) == 3
    digest = digest_at(ENDS + timedelta(hours=1))
    assert digest.pending is not None
    assert (digest.pending.n, digest.pending.oldest) == (3, timedelta(hours=1))
    # Twice is as good as once.
    assert release_muted(now=after(days=4)) == 0
    assert [len(log_of(number)) for number in numbers] == [2, 2, 2]


def test_lifting_enqueues_the_release_and_another_mute_keeps_it_aside(scene: Scene) -> None:
    first, second = mute(scene), mute(scene)
    number = aside(scene)
    lift_sanction(first, by=scene.ana, now=after(90))
    assert db.session.scalar(sa.select(Job.run_at).where(Job.name == "release_muted")) == after(90)
    assert release_muted(now=after(90)) == 0
    lift_sanction(second, by=scene.ana, now=after(100))
    assert release_muted(now=after(100)) == 1
    entry = scene.decide(number, Decision.APPROVE, now=after(130)).entry
    assert entry is not None
    assert entry.waited_seconds == 30


def test_what_its_writer_changes_after_the_mute_joins_at_once(scene: Scene) -> None:
    sanction = mute(scene)
    number = aside(scene)
    scene.edit(number, "Still muted.", by=scene.elin, now=after(70))
    assert waiting(scene) == (0, 1)
    lift_sanction(sanction, by=scene.ana, now=after(80))
    scene.edit(number, "Free to speak.", by=scene.elin, now=after(90))
    assert waiting(scene) == (1, 0)
    assert row(number)["waits_since"] == after(90)
    # A later mute leaves what was written before where it is, also when it is corrected.
    mute(scene, now=after(100))
    scene.edit(number, "Muted once more.", by=scene.elin, now=after(110))
    assert waiting(scene) == (1, 0)


def test_what_was_decided_or_taken_back_meanwhile_is_left_alone(scene: Scene) -> None:
    mute(scene)
    decided, gone = aside(scene), aside(scene)
    scene.decide(decided, Decision.REJECT, now=after(70))
    withdraw = scene.comment(by=scene.elin, withdrawn=True, now=after(60))
    before = [row(number) for number in (decided, withdraw)]
    assert release_muted(now=ENDS) == 1
    assert [row(number) for number in (decided, withdraw)] == before
    assert standing(gone).muted is False
    assert (release_comment(decided, now=ENDS), release_comment(withdraw, now=ENDS)) == (None, None)


def test_a_decision_on_the_version_before_is_a_conflict(scene: Scene) -> None:
    mute(scene)
    number = aside(scene)
    assert release_comment(number, now=after(70)) is None
    assert release_comment(number, now=ENDS) is not None
    with pytest.raises(Conflict):
        scene.decide(number, Decision.APPROVE, seen=1)
    assert standing(number).state is State.PENDING


def test_what_one_run_leaves_has_a_job_of_its_own(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unmuting, "AT_ONCE", 2)
    mute(scene)
    for _ in range(3):
        aside(scene)
    assert release_muted(now=ENDS) == 2
    assert db.session.scalars(sa.select(Job.run_at).where(Job.name == "release_muted")).all() == [ENDS]
    assert release_muted(now=ENDS) == 1
    assert waiting(scene) == (3, 0)


def test_two_that_release_and_one_that_decides_at_once(
    engine_app: Flask, cast: Cast, prepared: Prepare
) -> None:
    rounds = 12
    with engine_app.app_context():
        mute(Scene(cast, 0))
    posts, numbers = prepared(rounds)

    def release(n: int) -> object:
        return release_comment(numbers[n], now=ENDS)

    def approve(n: int) -> object:
        return decide(numbers[n], Choice(Decision.APPROVE), seen=1, by=cast.ana.actor, now=ENDS).comment.id

    results = run(engine_app, release, release, approve, rounds=rounds)
    with engine_app.app_context():
        for number, (*_, decided) in zip(numbers, results, strict=True):
            verbs = [entry.verb for entry in log_of(number)]
            lost = isinstance(decided, Conflict)
            assert verbs == ["comment.post", "comment.unmute" if lost else "comment.approve"]
            assert row(number)["version"] == 2
        assert_counted(posts[0])
        assert_site_counted()


def test_a_release_and_a_new_mute_at_once(engine_app: Flask, cast: Cast, prepared: Prepare) -> None:
    rounds = 8
    with engine_app.app_context():
        mute(Scene(cast, 0))
    posts, numbers = prepared(rounds)

    def mute_anew(n: int) -> object:
        return n == rounds // 2 and mute(Scene(cast, 0), until=after(days=9), now=ENDS)

    run(engine_app, lambda n: release_comment(numbers[n], now=ENDS), mute_anew, rounds=rounds)
    with engine_app.app_context():
        is_aside = [standing(number).muted for number in numbers]
        assert is_aside == sorted(is_aside), "what was released before the mute began, and nothing after"
        assert is_aside[-1]
        assert not is_aside[0]
        assert_counted(posts[0])
