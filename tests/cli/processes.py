"""``forum …`` as a process, as a shell or a supervisor starts it."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from forum.config import PROJECT

STARTS_WITHIN = 30
PAGES, JOBS = "spawn_main", "forum worker"


@dataclass
class Running:
    """A running command, in a process group of its own, and what it said so far."""

    process: subprocess.Popen[bytes]
    out: Path
    started: float = field(default_factory=time.monotonic)

    @property
    def said(self) -> str:
        return self.out.read_text()

    def wait_for(self, words: str) -> float:
        """Until it has said ``words``; how many seconds after its start that was."""
        while words not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() - self.started < STARTS_WITHIN, self.said
            time.sleep(0.02)
        return time.monotonic() - self.started

    def stop(self, number: int = signal.SIGTERM, *, group: bool = False) -> tuple[int, float]:
        """Sends the signal, to the whole group as Ctrl-C does if asked; exit code, and seconds until it came."""
        began = time.monotonic()
        if group:
            os.killpg(self.process.pid, number)
        else:
            self.process.send_signal(number)
        return self.process.wait(20), time.monotonic() - began

    def family(self, kind: str = "") -> set[int]:
        """The numbers of all processes that descend from this one and have ``kind`` in their command."""
        children: dict[int, list[int]] = {}
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                parent = int((folder / "stat").read_text().rpartition(") ")[2].split()[1])
                children.setdefault(parent, []).append(int(folder.name))
        found: set[int] = set()
        look = [self.process.pid]
        while look:
            below = children.get(look.pop(), [])
            found.update(number for number in below if kind in _command(number))
            look += below
        return found

    def wait_for_family(self, *, pages: int, jobs: int, but: Set[int] = frozenset()) -> set[int]:
        """Until there are so many processes for pages and for jobs that are not in ``but``; they."""
        end = time.monotonic() + STARTS_WITHIN
        while True:
            for_pages, for_jobs = self.family(PAGES) - but, self.family(JOBS) - but
            if (len(for_pages), len(for_jobs)) == (pages, jobs):
                return for_pages | for_jobs
            assert time.monotonic() < end, (for_pages, for_jobs, self.said)
            time.sleep(0.05)


def _command(number: int) -> str:
    try:
        return Path(f"/proc/{number}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


@contextmanager
def running(folder: Path, environment: dict[str, str], *words: str) -> Iterator[Running]:
    """``forum *words`` while the block runs; whatever is left of it then is killed."""
    out = folder / f"{'-'.join(words)}-{time.monotonic_ns()}.log"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FORUM_")}
    with out.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "forum", *words],
            cwd=PROJECT,
            env={**kept, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    command = Running(process, out)
    try:
        yield command
    finally:
        for number in (process.pid, *command.family()):
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        process.wait()


def wait_until_gone(numbers: set[int]) -> None:
    """Until none of the processes is left, or only waits to be buried."""
    end = time.monotonic() + 10
    while any(map(_is_running, numbers)):
        assert time.monotonic() < end
        time.sleep(0.02)


def _is_running(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(") ")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def get(url: str) -> tuple[int, str, dict[str, str]]:
    """Status, text and headers (names in small letters)."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read().decode(), {k.lower(): v for k, v in answer.headers.items()}
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), {k.lower(): v for k, v in error.headers.items()}
