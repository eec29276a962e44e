"""An installation for commands, and its environment."""

import os
from pathlib import Path

import pytest

from tests.cli.commands import Shell


@pytest.fixture
def shell(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """On a migrated database, SQLite or PostgreSQL."""
    return shell_on(database, tmp_path, monkeypatch)


@pytest.fixture
def bare_shell(empty_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """On a database without tables."""
    return shell_on(empty_database, tmp_path, monkeypatch)


def shell_on(database: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    for name in [name for name in os.environ if name.startswith("FORUM_") and "_TEST_" not in name]:
        monkeypatch.delenv(name)
    return Shell(
        {
            "FORUM_INSTANCE_PATH": str(folder / "instance"),
            "FORUM_DATABASE_URL": database,
            "FORUM_SITE_URL": "https://mekong.example",
        }
    )
