"""The beginning and the end of a test run."""

import gc
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.support import databases, postgres, shared
from tests.support.browser import NO_CHROMIUM
from tests.support.browser import VARIABLE as CHROMIUM

# What the last line says about each kind of test that this machine cannot run.
ADVICE = {
    databases.NO_POSTGRES: f"no PostgreSQL here. Set {postgres.VARIABLE} to a server on which databases may be made.",
    NO_CHROMIUM: (
        "the browser journeys need Chromium. Install it (Debian: apt-get install chromium), "
        f"or name one in {CHROMIUM}."
    ),
}


MEMORY = Path("/dev/shm")  # not a temporary file, the place for all of them
ENOUGH = 2 * 1024**3  # bytes


def pytest_configure(config: pytest.Config) -> None:
    if shared.VARIABLE not in os.environ:
        _prefer_memory()
        shared.open_folder()
        config.add_cleanup(_clean_up)


def _prefer_memory() -> None:
    """Puts what the tests write into memory where there is plenty: SQLite waits for the disk with every commit, and a
    slow disk would make the run several times as long. A folder that the environment names stays."""
    if "TMPDIR" not in os.environ and _is_fit(MEMORY):
        os.environ["TMPDIR"] = str(MEMORY)  # inherited by xdist's workers and by the servers under test
        tempfile.tempdir = None


def _is_fit(folder: Path) -> bool:
    """Whether files may be written there, many of them, and programs run from there: PostgreSQL's are copied."""
    return (
        os.access(folder, os.W_OK)
        and not os.statvfs(folder).f_flag & os.ST_NOEXEC
        and shutil.disk_usage(folder).free > ENOUGH
    )


def pytest_collection_finish() -> None:
    """What has been imported and collected stays for the whole run: the garbage collector need not go through it
    again and again."""
    gc.collect()
    gc.freeze()


def _clean_up() -> None:
    databases.drop_templates()
    postgres.stop()
    shared.close_folder()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    for kind, advice in ADVICE.items():
        count = sum(kind in reason for reason in skipped)
        if count:
            terminalreporter.write_line(f"{count} tests were skipped: {advice}", yellow=True)
