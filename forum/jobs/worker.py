"""The worker: takes due jobs out of the outbox, one after the other, until it is told to stop."""

from __future__ import annotations

import logging
import os
import random
import traceback
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_hex
from threading import Event

from forum.adapters import clock
from forum.adapters.mail import BadLetter, MailFailed
from forum.domain.refusals import Refused
from forum.jobs.outside import Outside
from forum.jobs.registry import JOBS, Handler
from forum.jobs.timetable import keep_timetable
from forum.operations.jobs import ClaimedJob, claim_job, fail_job, finish_job
from forum.queries.jobs import has_due_job

logger = logging.getLogger("forum.jobs")

# Longer than any job takes: a letter has about ten steps of twenty seconds each.
LEASE_SECONDS = 300
IDLE_SECONDS = 0.5
LONGEST_REST = 30.0
TIMETABLE_EVERY = timedelta(minutes=1)


class Worker:
    """One worker. ``context`` opens what the database needs (the application's context); each step has its own, so
    that nothing is held open between them."""

    def __init__(
        self,
        context: Callable[[], AbstractContextManager[object]],
        outside: Outside,
        *,
        jobs: Mapping[str, Handler] = JOBS,
        now: Callable[[], datetime] = clock.now,
        lease_seconds: int = LEASE_SECONDS,
    ) -> None:
        self.name = f"{os.getpid()}-{token_hex(8)}"
        self._context = context
        self._outside = outside
        self._jobs = jobs
        self._now = now
        self._lease_seconds = lease_seconds
        self._timetable_at: datetime | None = None

    def run(self, stop: Event) -> None:
        """Works until ``stop`` is set; the job that is being done then is finished first.

        A database that is away or locked is waited for, a little longer each time; said once, not every second.
        """
        rest = 0.0
        while not stop.is_set():
            try:
                worked = self.work_once()
                if rest:
                    logger.warning("the database is back")
                rest = 0.0
            except Exception as error:  # whatever it is, the next job may fare better
                if not rest:
                    logger.error("cannot look for jobs: %s", error_words(error))
                worked, rest = False, min(rest * 2 or 1.0, LONGEST_REST)
            if not worked:
                stop.wait(rest or IDLE_SECONDS)

    def work_once(self) -> bool:
        """Does one job if one is due; whether one was."""
        now = self._now()
        self._look_at_timetable(now)
        with self._context():
            if not has_due_job(now):
                return False
            job = claim_job(self.name, now=now, lease_seconds=self._lease_seconds)
        if job is None:
            return False
        self._do(job)
        return True

    def _look_at_timetable(self, now: datetime) -> None:
        """Now and then; what is wrong with the timetable holds up no job that waits already."""
        if self._timetable_at is not None and now < self._timetable_at:
            return
        self._timetable_at = now + TIMETABLE_EVERY
        try:
            with self._context():
                keep_timetable(now)
        except Exception as error:
            logger.error("cannot keep the timetable: %s", error_words(error))

    def _do(self, job: ClaimedJob) -> None:
        try:
            handler = self._jobs[job.name]
            with self._context():
                handler(job.payload, self._outside, self._now())
        except Exception as error:  # a job that breaks must not take the worker with it
            words = error_words(error)
            with self._context():
                gave_up = fail_job(job, words, now=self._now(), jitter=random.random())
            logger.warning("%s %s failed (try %s%s): %s", *self._named(job, gave_up), words)
            return
        with self._context():
            finish_job(job)

    def _named(self, job: ClaimedJob, gave_up: bool) -> tuple[object, ...]:
        return job.name, job.id, job.attempt, ", the last" if gave_up else ""


def error_words(error: Exception) -> str:
    """What went wrong, fit for a log: kind and place. The words of an error are kept only where they are our own:
    a library's often hold an address or a text."""
    kind = type(error).__name__
    if isinstance(error, BadLetter | MailFailed):
        return f"{kind}: {error}"
    if isinstance(error, Refused):
        return f"{kind}: {error.code}"
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if f"{os.sep}forum{os.sep}" in frame.filename] or frames
    place = f" at {Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else ""
    return f"{kind}{place}"
