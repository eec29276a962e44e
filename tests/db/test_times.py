"""An instant is an instant on both engines, whatever zone it was said in."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import StatementError

from tests.support.databases import open_engine
from tests.support.moments import NOW
from tests.support.rows import insert, table

pytestmark = pytest.mark.both_engines


@pytest.fixture
def connection(kept_database: str) -> Iterator[sa.Connection]:
    engine = open_engine(kept_database)
    with engine.connect() as connection:
        yield connection
        connection.rollback()
    engine.dispose()


@pytest.mark.parametrize(
    "at",
    [
        NOW,
        NOW.astimezone(ZoneInfo("Asia/Bangkok")),
        datetime(2026, 3, 2, 9, 0, 0, 123456, UTC),
        datetime(1969, 12, 31, 23, 59, 59, tzinfo=timezone(timedelta(hours=-9, minutes=-30))),
        datetime(2400, 1, 1, tzinfo=UTC),
    ],
)
def test_a_time_comes_back_as_the_same_instant_in_utc(connection: sa.Connection, at: datetime) -> None:
    insert(connection, "guest", created_at=at)
    stored = connection.scalar(sa.select(table("guest").c.created_at))
    assert stored == at
    assert stored is not None
    assert stored.tzinfo is UTC


def test_a_time_without_a_zone_is_refused_rather_than_guessed(connection: sa.Connection) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        insert(connection, "guest", created_at=datetime(2026, 3, 2, 9, 0))  # noqa: DTZ001  # that is the point


def test_times_are_compared_as_instants(connection: sa.Connection) -> None:
    insert(connection, "guest", created_at=NOW)
    column = table("guest").c.created_at
    bangkok = ZoneInfo("Asia/Bangkok")
    assert connection.scalar(sa.select(column <= NOW.astimezone(bangkok)))
    assert not connection.scalar(sa.select(column < NOW.astimezone(bangkok)))


def test_paths_sort_by_code_point_whatever_the_servers_locale(connection: sa.Connection) -> None:
    for name in ("users", "category", "post"):
        insert(connection, name)
    paths = ["0000001", "000000a", "000000v", "0000010", "0000010000000a", "000001~"]
    for number, path in enumerate(reversed(paths), 1):
        insert(connection, "comment", id=number, path=path)
    column = table("comment").c.path
    assert list(connection.scalars(sa.select(column).order_by(column))) == sorted(paths)
