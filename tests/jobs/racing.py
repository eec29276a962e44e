"""A worker as a process of its own, for tests that kill it: ``python -m tests.jobs.racing MARKS``.

Its one job, ``mark``, appends a line to the file MARKS: the effect that is counted.
"""

import os
import signal
import sys
import time
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Any

from forum.app import create_app
from forum.jobs.outside import Outside, open_outside
from forum.jobs.worker import Worker

LEASE_SECONDS = 2
WORK_SECONDS = 0.01


def main(marks: Path) -> None:
    app = create_app()
    outside = open_outside(app.extensions["outside"].settings)
    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    marks.with_name(f"ready-{os.getpid()}").touch()  # from here on it can be told to stop

    def mark(payload: dict[str, Any], outside: Outside, now: datetime) -> None:
        time.sleep(WORK_SECONDS)
        # One write to a file that is open for appending is one line, whoever else writes.
        descriptor = os.open(marks, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(descriptor, f"{payload['n']} {os.getpid()}\n".encode())
        os.close(descriptor)
        time.sleep(WORK_SECONDS)

    Worker(app.app_context, outside, jobs={"mark": mark}, lease_seconds=LEASE_SECONDS).run(stop)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
