"""Taking jobs out of the outbox, being done with them, putting them back."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from forum.db import db, transaction
from forum.models import Job
from forum.operations.jobs import (
    KEPT_FAILED,
    MAX_TRIES,
    ClaimedJob,
    claim_job,
    fail_job,
    finish_job,
    forget_failed,
    retry_failed,
    schedule_job,
)
from forum.operations.outbox import cancel, enqueue
from forum.queries.jobs import failed_jobs, has_due_job, next_run
from tests.support.moments import NOW, after

pytestmark = [pytest.mark.both_engines, pytest.mark.usefixtures("in_app")]

LEASE = 60


def put(name: str = "send_mail", *, run_at: datetime = NOW, key: str | None = None) -> None:
    enqueue(name, {"n": 1}, run_at=run_at, now=NOW, key=key)


def claim(worker: str = "one", now: datetime = NOW) -> ClaimedJob | None:
    return claim_job(worker, now=now, lease_seconds=LEASE)


def stored() -> list[Any]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Job).order_by(Job.id).execution_options(populate_existing=True)))


def test_nothing_is_due_where_nothing_waits() -> None:
    assert not has_due_job(NOW)
    assert claim() is None


def test_a_job_is_due_when_its_time_has_come() -> None:
    put(run_at=after(30))
    assert not has_due_job(after(29))
    assert claim(now=after(29)) is None
    assert has_due_job(after(30))
    job = claim(now=after(30))
    assert job is not None
    assert (job.name, job.payload, job.attempt, job.worker) == ("send_mail", {"n": 1}, 1, "one")


def test_what_has_been_due_longest_comes_first() -> None:
    put("second", run_at=after(20))
    put("first", run_at=after(10))
    put("third", run_at=after(20))
    jobs = [claim(f"worker {n}", after(60)) for n in range(3)]
    assert [job and job.name for job in jobs] == ["first", "second", "third"]


def test_one_job_goes_to_one_worker() -> None:
    put()
    assert claim("one") is not None
    assert claim("two") is None
    assert not has_due_job(NOW)


def test_a_job_whose_worker_died_goes_to_another_when_its_lease_is_over() -> None:
    put()
    claim("one")
    assert claim("two", after(LEASE - 1)) is None
    job = claim("two", after(LEASE))
    assert job is not None
    assert (job.worker, job.attempt) == ("two", 2)


def test_a_job_that_is_done_is_gone() -> None:
    put()
    job = claim()
    assert job is not None
    assert finish_job(job)
    assert stored() == []


def test_a_worker_that_was_too_slow_does_not_end_the_job_of_another() -> None:
    put()
    slow = claim("slow")
    quick = claim("quick", after(LEASE))
    assert slow is not None
    assert not finish_job(slow)
    fail_job(slow, "too late", now=after(LEASE), jitter=0)
    (job,) = stored()
    assert (job.lease, job.last_error) == ("quick", "")
    assert quick is not None
    assert finish_job(quick)


def test_a_job_that_failed_waits_and_comes_again() -> None:
    put()
    job = claim()
    assert job is not None
    assert not fail_job(job, "MailFailed: the mail server cannot be reached", now=after(5), jitter=0)
    (waiting,) = stored()
    assert (waiting.lease, waiting.leased_until, waiting.failed_at) == (None, None, None)
    assert waiting.run_at == after(65)
    assert waiting.last_error == "MailFailed: the mail server cannot be reached"
    assert claim("two", after(64)) is None
    again = claim("two", after(65))
    assert again is not None
    assert again.attempt == 2


def test_after_the_last_try_a_job_is_given_up_and_kept_for_a_person_to_see() -> None:
    put(key="once")
    at = NOW
    for attempt in range(1, MAX_TRIES + 1):
        job = claim(now=at)
        assert job is not None
        assert job.attempt == attempt
        assert fail_job(job, "x" * 900, now=at, jitter=1) is (attempt == MAX_TRIES)
        at += timedelta(hours=8)
    assert claim(now=at) is None
    (given_up,) = failed_jobs()
    assert (given_up.name, given_up.attempts, len(given_up.last_error)) == ("send_mail", MAX_TRIES, 500)
    # Its key is free: what is decided now gets a job of its own.
    put(key="once", run_at=at)
    assert claim(now=at) is not None


def test_a_job_that_takes_every_worker_down_with_it_is_given_up() -> None:
    put("killer")
    put("harmless", run_at=after(1))
    at = NOW
    for n in range(MAX_TRIES):
        job = claim(f"worker {n}", at)
        assert job is not None
        assert job.name == "killer"
        at += timedelta(seconds=LEASE)
    job = claim("last", at)
    assert job is not None
    assert job.name == "harmless"
    (given_up,) = failed_jobs()
    assert (given_up.name, given_up.last_error) == ("killer", "its worker died each time")


def test_what_was_given_up_can_start_again() -> None:
    put()
    with transaction() as session:
        session.execute(sa.update(Job).values(failed_at=NOW, attempts=MAX_TRIES))
    assert claim(now=after(days=10)) is None
    assert retry_failed(now=after(days=10)) == 1
    assert failed_jobs() == []
    job = claim(now=after(days=10))
    assert job is not None
    assert job.attempt == 1


def test_what_was_given_up_is_forgotten_after_a_month() -> None:
    put()
    with transaction() as session:
        session.execute(sa.update(Job).values(failed_at=NOW))
    assert forget_failed(now=NOW + KEPT_FAILED - timedelta(seconds=1)) == 0
    assert forget_failed(now=NOW + KEPT_FAILED) == 1
    assert stored() == []


def test_a_job_that_a_worker_has_can_no_longer_be_cancelled_and_lets_another_wait() -> None:
    put(key="letter")
    claim()
    assert not cancel("letter")
    put(key="letter")
    assert len(stored()) == 2
    assert cancel("letter")
    assert len(stored()) == 1


def test_a_recurring_job_waits_once_however_often_it_is_scheduled() -> None:
    for _ in range(3):
        schedule_job("digest", run_at=after(hours=1), now=NOW)
    (job,) = stored()
    assert (job.name, job.payload, job.run_at) == ("digest", {}, after(hours=1))
    assert next_run("digest") == after(hours=1)


def test_a_recurring_job_moves_when_its_time_changes() -> None:
    schedule_job("digest", run_at=after(hours=5), now=NOW)
    schedule_job("digest", run_at=after(hours=2), now=NOW)
    assert next_run("digest") == after(hours=2)


def test_a_recurring_job_that_is_due_is_not_put_off() -> None:
    schedule_job("digest", run_at=after(hours=1), now=NOW)
    schedule_job("digest", run_at=after(days=1), now=after(hours=1))
    assert next_run("digest") == after(hours=1)


def test_a_recurring_job_that_is_being_done_lets_the_next_one_wait() -> None:
    schedule_job("digest", run_at=NOW, now=NOW)
    assert claim() is not None
    assert next_run("digest") is None
    schedule_job("digest", run_at=after(days=1), now=NOW)
    assert len(stored()) == 2
