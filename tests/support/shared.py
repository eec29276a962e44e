"""The folder that all processes of one test run share, however many workers xdist starts."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VARIABLE = "FORUM_TEST_RUN_FOLDER"  # set by the first process of a run, inherited by its workers
PREFIX = "forum-tests-"


def open_folder() -> None:
    """Makes the folder, and clears away those of runs that were killed. Below the system's temporary folder, since a
    database server that runs under another account must be able to get there."""
    base = Path(tempfile.gettempdir())
    for old in base.glob(f"{PREFIX}*"):
        owner = old.name.removeprefix(PREFIX).partition("-")[0]
        if not Path(f"/proc/{owner}").exists() and Path("/proc/self").exists():
            shutil.rmtree(old, ignore_errors=True)  # a server left there notices, and ends by itself
    folder = tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-")
    Path(folder).chmod(0o711)
    os.environ[VARIABLE] = folder


def folder() -> Path:
    return Path(os.environ[VARIABLE])


def close_folder() -> None:
    shutil.rmtree(os.environ.pop(VARIABLE), ignore_errors=True)


@contextmanager
def once(name: str) -> Iterator[Path | None]:
    """Something that is made once a run: yields the path ``name`` to the process that shall make it, and None to
    those that come later; they wait until it is made."""
    path = folder() / name
    with (folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if path.exists():
            yield None
            return
        yield path
        if not path.exists():
            path.touch()
