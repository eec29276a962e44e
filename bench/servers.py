"""Starting one server on a core of its own, and asking the system what it used."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SERVER_CORE, LOAD_CORE = "0", "1"
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Running:
    """A server that answers. ``address`` has no trailing slash."""

    address: str
    pid: int

    def cpu_seconds(self) -> float:
        """What the server and its children have used so far."""
        return sum(_cpu(pid) for pid in _family(self.pid))

    def memory_mib(self) -> float:
        """The resident memory of the largest process: the one that answers."""
        return max(_memory(pid) for pid in _family(self.pid))


@contextmanager
def serving(target: str, environment: Mapping[str, str], ready: str) -> Iterator[Running]:
    """Serves the WSGI callable ``target`` with granian, one worker, pinned to a core; yields when ``ready`` answers."""
    port = _free_port()
    command = [
        "taskset",
        "-c",
        SERVER_CORE,
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--port",
        str(port),
        "--workers",
        "1",
        "--blocking-threads",
        "4",
        "--backpressure",
        "1024",
        "--log-level",
        "error",
        target,
    ]
    process = subprocess.Popen(command, env={**os.environ, **environment}, start_new_session=True)
    running = Running(f"http://127.0.0.1:{port}", process.pid)
    try:
        _await(f"{running.address}{ready}", process)
        yield running
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def missing_tools() -> list[str]:
    """The programs that a measurement needs and this machine lacks."""
    return [tool for tool in ("wrk", "taskset") if shutil.which(tool) is None]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(address: str, process: subprocess.Popen[bytes], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode} before it answered")
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                answer.read()
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{address} did not answer within {seconds:.0f} s")


def _family(pid: int) -> list[int]:
    children = [
        int(child)
        for task in Path(f"/proc/{pid}/task").glob("*/children")
        for child in task.read_text().split()
    ]
    return [pid, *(member for child in children for member in _family(child))]


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _memory(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE / 2**20
