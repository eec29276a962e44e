"""Several workers in processes of their own, some of which are killed: no job is lost, hardly one is done twice."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.adapters import clock
from forum.config import PROJECT
from forum.db import db, transaction
from forum.models import Job

pytestmark = [pytest.mark.heavy, pytest.mark.both_engines]

JOBS = 100
WORKERS = 3


class Crew:
    """Workers on one installation, and the marks that their jobs leave."""

    def __init__(self, app: Flask, folder: Path) -> None:
        settings = app.extensions["outside"].settings
        self.app, self.marks = app, folder / "marks"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("FORUM_")},
            "FORUM_DATABASE_URL": settings.database_url,
            "FORUM_INSTANCE_PATH": str(settings.instance_path),
            "FORUM_SECRET_KEY": settings.secret_key,
        }
        self.workers: list[subprocess.Popen[bytes]] = []

    def hire(self) -> None:
        command = [sys.executable, "-m", "tests.jobs.racing", str(self.marks)]
        self.workers.append(
            subprocess.Popen(command, cwd=PROJECT, env=self.environment, stdin=subprocess.DEVNULL)
        )

    def dismiss(self) -> None:
        """Lets everybody finish. Who has not even begun yet may fall to the signal itself."""
        for worker in self.workers:
            worker.terminate()
        codes = [worker.wait(20) for worker in self.workers]
        assert set(codes) <= {0, -signal.SIGTERM}

    def kill_all(self) -> None:
        for worker in self.workers:
            if worker.poll() is None:
                worker.kill()
                worker.wait()

    def put(self, count: int) -> None:
        now = clock.now()
        with self.app.app_context(), transaction() as session:
            session.add_all(
                Job(name="mark", payload={"n": n}, run_at=now, created_at=now) for n in range(count)
            )

    def left(self) -> int:
        with self.app.app_context():
            return db.session.scalars(
                sa.select(sa.func.count()).select_from(Job).where(Job.name == "mark")
            ).one()

    def done(self) -> Counter[int]:
        """How often each job left its mark."""
        lines = self.marks.read_text().splitlines() if self.marks.exists() else []
        return Counter(int(line.split()[0]) for line in lines)

    def wait(self, until: Callable[[], bool], seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while not until():
            assert time.monotonic() < end, (
                f"{self.left()} jobs are left, {sum(self.done().values())} marks were made"
            )
            time.sleep(0.02)


@pytest.fixture
def crew(app: Flask, tmp_path: Path):
    crew = Crew(app, tmp_path)
    yield crew
    crew.kill_all()


def test_three_workers_share_the_work_and_do_each_job_once(crew: Crew) -> None:
    for _ in range(WORKERS):
        crew.hire()
    crew.put(JOBS)
    crew.wait(lambda: crew.left() == 0)
    crew.dismiss()
    assert crew.done() == Counter(range(JOBS))
    hands = {line.split()[1] for line in crew.marks.read_text().splitlines()}
    assert len(hands) > 1


def test_workers_that_are_killed_lose_nothing(crew: Crew) -> None:
    chance = random.Random(7)
    for _ in range(WORKERS):
        crew.hire()
    crew.put(JOBS)
    kills = 3
    for n in range(kills):
        crew.wait(lambda: len(crew.done()) > (n + 1) * JOBS // (kills + 2))  # noqa: B023  # used at once
        victim = chance.choice([worker for worker in crew.workers if worker.poll() is None])
        victim.kill()
        victim.wait()
        crew.workers.remove(victim)
        crew.hire()
    crew.wait(lambda: crew.left() == 0)
    crew.dismiss()
    done = crew.done()
    assert set(done) == set(range(JOBS))
    assert sum(done.values()) <= JOBS + kills
