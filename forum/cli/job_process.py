"""The worker that the server keeps beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from threading import Event, Thread

import click

STOPS_WITHIN_SECONDS = 10


class JobProcess:
    """The worker beside the server: started with it, started again if it dies, stopped with it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = Event()

    def start(self) -> None:
        if not self._stopping.is_set():
            self._spawn()
            Thread(target=self._watch, name="watch-jobs", daemon=True).start()

    def _spawn(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "forum", "worker", "--parent", str(os.getpid())], stdin=subprocess.DEVNULL
        )

    def _watch(self) -> None:
        rest = 1.0
        while self._process is not None:
            self._process.wait()
            if self._stopping.wait(rest):
                return
            click.echo("forum: the worker ended by itself and is started again", err=True)
            rest = min(rest * 2, 60.0)
            self._spawn()

    def start_no_more(self) -> None:
        """From now on its end is what was wanted."""
        self._stopping.set()

    def stop(self) -> None:
        """Lets the job that is being done end; one that takes too long is done again at the next start."""
        self.start_no_more()
        process = self._process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(STOPS_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
