"""The worker: one job after the other, whatever happens to each."""

import logging
import re
import threading
import time
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import OperationalError

from forum.adapters.mail import MailFailed
from forum.db import db, transaction
from forum.domain.refusals import Refused, Unavailable
from forum.jobs.outside import Outside
from forum.jobs.registry import JOBS
from forum.jobs.worker import Worker, error_words
from forum.models import Job, SignInLink, SiteSetting
from forum.operations.accounts import make_sign_in_link
from forum.operations.networks import daily_key
from forum.operations.outbox import enqueue
from forum.queries.accounts import account_with
from forum.queries.jobs import failed_jobs
from tests.cast import Cast
from tests.jobs.mailboxes import Mailbox, outside_of
from tests.support.moments import NOW, after
from tests.support.statements import count_statements


class Shop:
    """A worker with jobs of the test's own."""

    def __init__(self, app: Flask) -> None:
        self.app, self.now, self.done = app, NOW, list[Any]()
        self.worker = Worker(
            app.app_context,
            outside_of(app, Mailbox()),
            jobs={"note": self._note, "break": self._break},
            now=lambda: self.now,
        )

    def _note(self, payload: dict[str, Any], outside: Outside, now: datetime) -> None:
        self.done.append((payload["n"], now))

    def _break(self, payload: dict[str, Any], outside: Outside, now: datetime) -> None:
        raise ValueError(f"no letter to {payload['to']}")

    def put(self, name: str, payload: dict[str, Any], at: datetime = NOW) -> None:
        with self.app.app_context():
            enqueue(name, payload, run_at=at, now=NOW)

    def waiting(self) -> list[Job]:
        with self.app.app_context():
            jobs = db.session.scalars(sa.select(Job).where(Job.key.is_(None)).order_by(Job.id)).all()
            db.session.expunge_all()
            return list(jobs)


@pytest.fixture
def shop(app: Flask) -> Shop:
    return Shop(app)


def test_it_does_what_is_due_and_nothing_else(shop: Shop) -> None:
    shop.put("note", {"n": 1})
    shop.put("note", {"n": 2}, at=after(60))
    assert shop.worker.work_once()
    assert not shop.worker.work_once()
    assert shop.done == [(1, NOW)]
    shop.now = after(61)
    assert shop.worker.work_once()
    assert shop.done[1:] == [(2, after(61))]
    assert shop.waiting() == []


def test_a_job_that_breaks_takes_nobody_with_it_and_leaves_no_name(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    shop.put("break", {"to": "elin@reader.example"})
    shop.put("note", {"n": 1})
    assert shop.worker.work_once()
    assert shop.worker.work_once()
    assert shop.done == [(1, NOW)]
    (broken,) = shop.waiting()
    assert broken.last_error.startswith("ValueError at test_worker.py:") or broken.last_error.startswith(
        "ValueError"
    )
    assert "elin" not in broken.last_error + caplog.text
    assert after(60) <= broken.run_at <= after(72)


def test_a_job_that_this_release_does_not_know_waits_for_one_that_does(shop: Shop) -> None:
    shop.put("of the next release", {})
    assert shop.worker.work_once()
    (job,) = shop.waiting()
    assert job.failed_at is None
    assert job.last_error.startswith("KeyError")


def test_a_job_that_always_breaks_is_given_up(shop: Shop) -> None:
    shop.put("break", {"to": "elin@reader.example"})
    for day in range(8):
        shop.now = after(days=day)
        while shop.worker.work_once():
            pass
    with shop.app.app_context():
        assert [job.attempts for job in failed_jobs()] == [8]


ERRORS = [
    (MailFailed("the mail server broke off"), "MailFailed: the mail server broke off"),
    (Unavailable("database_busy", retry_after=5), "Unavailable: database_busy"),
    (Refused("name_empty"), "Refused: name_empty"),
    (OperationalError("INSERT", {"to": "elin@reader.example"}, Exception("locked")), "OperationalError"),
    (ValueError("elin@reader.example"), "ValueError"),
]


@pytest.mark.parametrize(("error", "words"), ERRORS)
def test_what_is_kept_of_an_error_names_nobody(error: Exception, words: str) -> None:
    assert error_words(error) == words


def test_it_stops_when_it_is_told_and_finishes_what_it_does(app: Flask) -> None:
    began, go_on, ended = threading.Event(), threading.Event(), []

    def slow(payload: dict[str, Any], outside: Outside, now: datetime) -> None:
        began.set()
        go_on.wait(10)
        ended.append(payload)

    with app.app_context():
        enqueue("slow", {}, run_at=NOW, now=NOW)
        enqueue("slow", {}, run_at=NOW, now=NOW)
    stop = threading.Event()
    worker = Worker(app.app_context, outside_of(app, Mailbox()), jobs={"slow": slow}, now=lambda: NOW)
    thread = threading.Thread(target=worker.run, args=(stop,))
    thread.start()
    assert began.wait(10)
    stop.set()
    go_on.set()
    thread.join(10)
    assert not thread.is_alive()
    assert len(ended) == 1
    with app.app_context():
        assert db.session.scalars(sa.select(sa.func.count()).where(Job.name == "slow")).one() == 1


def test_an_idle_worker_stops_at_once(app: Flask) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=Worker(app.app_context, outside_of(app, Mailbox())).run, args=(stop,))
    thread.start()
    time.sleep(0.3)
    began = time.monotonic()
    stop.set()
    thread.join(10)
    assert time.monotonic() - began < 1


def test_a_database_that_is_away_is_waited_for_and_said_once(
    app: Flask, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.WARNING, "forum.jobs")
    monkeypatch.setattr("forum.jobs.worker.LONGEST_REST", 0.01)
    tries, stop, done = 0, threading.Event(), []

    @contextmanager
    def context() -> Any:
        nonlocal tries
        tries += 1
        if tries < 5:
            raise OperationalError("SELECT", {}, Exception("connection refused"))
        with app.app_context():
            yield

    def note(payload: dict[str, Any], outside: Outside, now: datetime) -> None:
        done.append(payload)
        stop.set()

    with app.app_context():
        enqueue("note", {}, run_at=NOW, now=NOW)
    Worker(context, outside_of(app, Mailbox()), jobs={"note": note}, now=lambda: NOW).run(stop)
    assert done == [{}]
    said = [re.sub(r"\d+$", "0", record.getMessage()) for record in caplog.records]
    assert said == [
        "cannot keep the timetable: OperationalError at worker.py:0",
        "cannot look for jobs: OperationalError at worker.py:0",
        "the database is back",
    ]


def test_a_timetable_that_cannot_be_kept_stops_no_letter(shop: Shop) -> None:
    with shop.app.app_context(), transaction() as session:
        session.add(SiteSetting(name="time_zone", value="Nowhere/Else"))
    shop.put("note", {"n": 1})
    stop = threading.Event()
    thread = threading.Thread(target=shop.worker.run, args=(stop,))
    thread.start()
    for _ in range(100):
        if shop.done:
            break
        time.sleep(0.05)
    stop.set()
    thread.join(10)
    assert shop.done == [(1, NOW)]


def test_what_need_not_be_kept_is_destroyed(app: Flask, cast: Cast) -> None:
    with app.app_context():
        elin = account_with("id", cast.elin.id)
        assert elin is not None
        make_sign_in_link(elin, by=cast.boun.actor, now=NOW, token_hash="a" * 64)
        daily_key(NOW)
        for name in ("sweep", "destroy_network_keys"):
            JOBS[name]({}, outside_of(app, Mailbox()), after(days=2))
        assert db.session.scalar(sa.select(sa.func.count()).where(SignInLink.token_hash == "a" * 64)) == 0
        assert db.session.execute(sa.text("SELECT count(*) FROM network_key")).scalar() == 0


def test_a_worker_that_has_nothing_to_do_asks_one_question_and_takes_no_lock(shop: Shop) -> None:
    shop.worker.work_once()
    with count_statements(at_most=1) as statements:
        assert not shop.worker.work_once()
    assert statements.tables_of_writes == []
