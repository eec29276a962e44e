"""The real thing: ``forum serve`` as a process of its own, on a free port of this machine."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask

from forum.config import PROJECT
from tests.support.applications import Apps

READY_WITHIN = 30  # seconds; two busy cores and a cold disk


@dataclass
class Live:
    """A running site. ``app`` is an application on the same database, for preparing and looking after."""

    url: str
    app: Flask
    environment: dict[str, str]
    log: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def run(self, *command: str) -> subprocess.Popen[bytes]:
        """Starts ``forum …`` beside the server, on the same installation; it is ended with it."""
        with self.log.open("ab") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "forum", *command],
                cwd=PROJECT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def wait_until_ready(self) -> None:
        end = time.monotonic() + READY_WITHIN
        while time.monotonic() < end:
            assert self.processes[-1].poll() is None, f"the server ended: {self.log.read_text()}"
            if self._is_ready():
                return
            time.sleep(0.05)
        raise AssertionError(f"the server was not ready in {READY_WITHIN} s: {self.log.read_text()}")

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def stop(self) -> None:
        """Ends all processes as Ctrl-C would, and by force what does not listen."""
        for process in reversed(self.processes):
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
        for process in reversed(self.processes):
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.processes.clear()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def live_settings() -> dict[str, str]:
    """More settings of the running site (``FORUM_…``), for tests that give it some."""
    return {}


@pytest.fixture
def live(make_app: Apps, database: str, tmp_path: Path, live_settings: dict[str, str]) -> Iterator[Live]:
    """A running site of this test's own."""
    url = f"http://127.0.0.1:{free_port()}"
    site = Live(
        url=url,
        app=make_app(site_url=url),
        environment={
            **{name: value for name, value in os.environ.items() if not name.startswith("FORUM_")},
            "FORUM_INSTANCE_PATH": str(tmp_path / "instance"),
            "FORUM_DATABASE_URL": database,
            "FORUM_SECRET_KEY": "a key that is used in the tests only",
            "FORUM_SITE_URL": url,
            "FORUM_BIND": url.removeprefix("http://"),
            **live_settings,
        },
        log=tmp_path / "server.log",
    )
    try:
        site.run("serve")
        site.wait_until_ready()
        yield site
    finally:
        site.stop()
