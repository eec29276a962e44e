"""The manners of SQLite: durable, one writer that waits for its turn, a version that loses nothing."""

import time

import pytest
import sqlalchemy as sa
from flask import Flask

from forum import db as floor
from forum.db import db, sqlite_is_safe, transaction
from forum.domain.refusals import Unavailable
from tests.support.applications import Apps
from tests.support.databases import open_engine
from tests.support.rows import count, insert


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 50, 12), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_which_versions_lose_nothing(version: tuple[int, ...], safe: bool) -> None:
    assert sqlite_is_safe(version) is safe


@pytest.mark.parametrize("is_safe", [True, False])
def test_every_connection_is_durable_and_checks_foreign_keys(
    monkeypatch: pytest.MonkeyPatch, database: str, is_safe: bool
) -> None:
    monkeypatch.setattr(floor, "sqlite_is_safe", lambda version: is_safe)
    engine = open_engine(database)
    with engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    engine.dispose()
    journal = "wal" if is_safe else "delete"
    assert found == {"journal_mode": journal, "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_a_writer_takes_its_turn_at_once_so_that_it_never_decides_on_stale_facts(
    in_app: Flask, database: str
) -> None:
    other = open_engine(database)
    with transaction(), other.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
        with pytest.raises(sa.exc.OperationalError, match="locked"):
            insert(connection, "tag")
    other.dispose()


def test_reading_goes_on_while_somebody_writes(in_app: Flask, database: str) -> None:
    other = open_engine(database)
    with transaction() as session:
        insert(session.connection(), "tag")
        with other.connect() as connection:
            assert count(connection, "tag") == 0
    other.dispose()


def test_a_lock_that_is_held_too_long_is_said_in_time(
    monkeypatch: pytest.MonkeyPatch, make_app: Apps, database: str
) -> None:
    monkeypatch.setattr(floor, "BUSY_MILLISECONDS", 200)
    app = make_app()
    other = open_engine(database)
    with other.connect() as connection, app.app_context():
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        start = time.monotonic()
        with pytest.raises(Unavailable) as refused, transaction():
            pass
        assert time.monotonic() - start < 5
        assert (refused.value.code, refused.value.facts) == ("database_busy", {"retry_after": 5})
        connection.exec_driver_sql("ROLLBACK")
        with transaction() as session:
            insert(session.connection(), "tag")
        assert count(db.session.connection(), "tag") == 1
    other.dispose()
