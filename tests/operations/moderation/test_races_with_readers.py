"""Readers and writers at the same moment as each other and as moderators, each with a connection of their own."""

import secrets

import sqlalchemy as sa
from flask import Flask

from forum.db import db
from forum.domain.actors import STRANGER, Actor
from forum.domain.comment_states import Decision, State
from forum.domain.flags import FlagReason
from forum.domain.refusals import Refused
from forum.models import Appeal, Flag, LogEntry
from forum.operations.comments.appealing import appeal_comment
from forum.operations.comments.flagging import FlagDraft, Flagged, flag_comment
from forum.operations.moderation.deciding import Choice, decide
from tests.cast import Cast
from tests.invariants.recount import assert_counted, assert_site_counted, standing_in
from tests.operations.moderation.racing import Prepare, Step, run
from tests.operations.moderation.scene import Scene, log_of, row
from tests.support.moments import NOW

A, P, R = State.APPROVED, State.PENDING, State.REJECTED
ROUNDS = 30


def flag(number: int, by: Actor = STRANGER, code_hash: str | None = None) -> Flagged:
    draft = FlagDraft(FlagReason.INSULT, guest_code_hash=code_hash or secrets.token_hex(32))
    return flag_comment(number, draft, by=by, now=NOW)


def flags_on(number: int) -> int:
    return db.session.scalar(sa.select(sa.func.count()).where(Flag.comment_id == number)) or 0


def verbs(number: int) -> list[str]:
    return [entry.verb for entry in log_of(number)]


def told(step: Step) -> Step:
    """The step, whose refusal is an answer like any other."""

    def answered(n: int) -> object:
        try:
            return step(n)
        except Refused as refused:
            return refused.code

    return answered


def test_of_flags_that_weigh_enough_together_one_brings_it_up(engine_app: Flask, prepared: Prepare) -> None:
    """Three readers at once, where two weigh enough: all are kept, and it comes up once."""
    posts, numbers = prepared(ROUNDS, state=A)
    run(engine_app, *(lambda n: flag(numbers[n]),) * 3, rounds=ROUNDS)
    with engine_app.app_context():
        for number in numbers:
            assert (flags_on(number), verbs(number).count("comment.flag")) == (3, 3)
            assert verbs(number).count("comment.flag_up") == 1
            now = standing_in(row(number))
            assert (now.state, now.flagged) == (A, True)
            assert row(number)["version"] == 3  # sent, approved, brought up
        assert_counted(posts[0])
        assert_site_counted()


def test_one_reader_who_flags_twice_at_once_has_flagged_once(engine_app: Flask, prepared: Prepare) -> None:
    posts, numbers = prepared(ROUNDS, state=A)
    codes = [secrets.token_hex(32) for _ in numbers]
    results = run(engine_app, *(lambda n: flag(numbers[n], code_hash=codes[n]).is_new,) * 2, rounds=ROUNDS)
    with engine_app.app_context():
        assert [flags_on(number) for number in numbers] == [1] * ROUNDS
        assert_counted(posts[0])
    assert all(sorted(result) == [False, True] for result in results)


def test_of_two_appeals_at_once_one_is_kept(engine_app: Flask, cast: Cast, prepared: Prepare) -> None:
    posts, numbers = prepared(ROUNDS, state=R)

    def writer(text: str) -> Step:
        return told(lambda n: appeal_comment(numbers[n], text, by=cast.elin.actor, now=NOW).text)

    results = run(engine_app, writer("Please."), writer("Why?"), rounds=ROUNDS)
    with engine_app.app_context():
        for number, result in zip(numbers, results, strict=True):
            kept = db.session.get_one(Appeal, number).text
            assert set(result) == {kept, "appealed_before"}
            assert verbs(number).count("comment.appeal") == 1
        assert_counted(posts[0])
        assert_site_counted()


def test_a_flag_and_a_decision_at_once_leave_no_flag_unseen(
    engine_app: Flask, people: tuple[Actor, Actor], prepared: Prepare
) -> None:
    """The flag came first: the decision is told so. The decision came first: the flag has nothing left to report."""
    posts, numbers = prepared(ROUNDS, state=A)
    with engine_app.app_context():
        versions = [row(number)["version"] for number in numbers]
        for number in numbers:
            flag(number)

    def moderator(n: int) -> object:
        return decide(numbers[n], Choice(Decision.SPAM), seen=versions[n], by=people[0], now=NOW).entry

    results = run(engine_app, told(lambda n: flag(numbers[n]).is_new), told(moderator), rounds=ROUNDS)
    with engine_app.app_context():
        for number, (flagged, decided) in zip(numbers, results, strict=True):
            now = standing_in(row(number))
            if isinstance(decided, LogEntry):
                assert (flagged, now.state, now.flagged) == ("no_such_comment", State.SPAM, False)
            else:
                assert (flagged, decided) == (True, "changed_since")
                assert (now.state, now.flagged) == (A, True)
        assert_counted(posts[0])
        assert_site_counted()


def test_an_appeal_that_is_answered_and_dropped_at_once_has_one_end(
    engine_app: Flask, cast: Cast, prepared: Prepare
) -> None:
    posts, numbers = prepared(ROUNDS, state=R)
    scene = Scene(cast, posts[0])
    with engine_app.app_context():
        for number in numbers:
            appeal_comment(number, "Please.", by=cast.elin.actor, now=NOW)
        versions = [row(number)["version"] for number in numbers]

    def moderator(n: int) -> object:
        choice = Choice(Decision.APPROVE, note="You are right.")
        decide(numbers[n], choice, seen=versions[n], by=cast.boun.actor, now=NOW)
        return "answered"

    def writer(n: int) -> object:
        scene.edit(numbers[n], f"A better text, {n}.", by=cast.elin.actor, seen=versions[n])
        return "sent again"

    results = run(engine_app, told(moderator), told(writer), rounds=ROUNDS)
    with engine_app.app_context():
        for number, result in zip(numbers, results, strict=True):
            outcome = db.session.get_one(Appeal, number).outcome
            assert outcome is not None
            ends = {"overturned": ("answered", "changed_since"), "dropped": ("changed_since", "sent again")}
            assert result == ends[outcome.value]
            assert standing_in(row(number)).state is (A if outcome == "overturned" else P)
        assert_counted(posts[0])
        assert_site_counted()
