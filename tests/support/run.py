"""The beginning and the end of a test run."""

import os

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


def pytest_configure(config: pytest.Config) -> None:
    if shared.VARIABLE not in os.environ:
        shared.open_folder()
        config.add_cleanup(_clean_up)


def _clean_up() -> None:
    databases.drop_template()
    postgres.stop()
    shared.close_folder()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    for kind, advice in ADVICE.items():
        count = sum(kind in reason for reason in skipped)
        if count:
            terminalreporter.write_line(f"{count} tests were skipped: {advice}", yellow=True)
