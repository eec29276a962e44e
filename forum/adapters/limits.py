"""Limits on how often something may be done, counted atomically across processes: in an SQLite file of their own on
one machine, in Redis where there are several."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from limits import RateLimitItem, parse
from limits.storage import Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

# What is limited, and how often. One network is shared by many people (a shelter, an office, a mobile carrier), so
# its limits are wide; one writer's are narrow.
LIMITS: dict[str, str] = {
    "comment:writer": "10 per 10 minutes",
    "comment:network": "60 per 10 minutes",
    "preview:network": "240 per 10 minutes",
    # While somebody types, each pause is a search.
    "search:network": "600 per 10 minutes",
    "flag:writer": "10 per 10 minutes",
    "flag:network": "60 per 10 minutes",
    "appeal:network": "60 per 10 minutes",
    "preview-link:network": "240 per 10 minutes",
    "code:network": "20 per 10 minutes",
    "upload:writer": "100 per hour",
    "sign-in:account": "10 per 15 minutes",
    "sign-in:network": "60 per 15 minutes",
    "recover:network": "10 per 15 minutes",
    "sign-up:network": "20 per hour",
}


class SqliteStorage(Storage):
    """The counting of the ``limits`` library in one SQLite table: an upsert counts, whoever else is counting.

    Not durable on purpose (``synchronous=OFF``): a lost count after a power cut hurts nobody. A connection is opened
    for each count and closed again (0.2 ms), so that no thread and no process that was forked holds one open.
    """

    STORAGE_SCHEME = ["forum+sqlite"]  # noqa: RUF012  # the library finds storages by this class attribute

    def __init__(self, uri: str, **options: Any) -> None:
        super().__init__(uri, wrap_exceptions=False, **options)
        self._path = uri.removeprefix("forum+sqlite://")
        with self._connection() as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS hit (key TEXT PRIMARY KEY, n INTEGER, until REAL)")

    @property
    def base_exceptions(self) -> type[Exception]:
        return sqlite3.Error

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, timeout=5, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            yield connection

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        at = time.time()
        with self._connection() as connection:
            (count,) = connection.execute(
                "INSERT INTO hit VALUES (?1, ?2, ?3) ON CONFLICT (key) DO UPDATE SET"
                " n = CASE WHEN until <= ?4 THEN ?2 ELSE n + ?2 END,"
                " until = CASE WHEN until <= ?4 THEN ?3 ELSE until END RETURNING n",
                (key, amount, at + expiry, at),
            ).fetchone()
            if count == amount:  # a new window: the time to sweep those that are over
                connection.execute("DELETE FROM hit WHERE until <= ?", (at,))
        return int(count)

    def get(self, key: str) -> int:
        with self._connection() as connection:
            row = connection.execute(
                "SELECT n FROM hit WHERE key = ? AND until > ?", (key, time.time())
            ).fetchone()
        return int(row[0]) if row else 0

    def get_expiry(self, key: str) -> float:
        with self._connection() as connection:
            row = connection.execute("SELECT until FROM hit WHERE key = ?", (key,)).fetchone()
        return float(row[0]) if row else time.time()

    def check(self) -> bool:
        with self._connection() as connection:
            return bool(connection.execute("SELECT 1").fetchone() == (1,))

    def reset(self) -> int | None:
        with self._connection() as connection:
            return connection.execute("DELETE FROM hit").rowcount

    def clear(self, key: str) -> None:
        with self._connection() as connection:
            connection.execute("DELETE FROM hit WHERE key = ?", (key,))


class Limiter:
    """Counts by the names in ``LIMITS``."""

    def __init__(self, instance_path: Path, redis_url: str | None) -> None:
        uri = redis_url or f"forum+sqlite://{instance_path / 'limits.db'}"
        self._strategy = FixedWindowRateLimiter(storage_from_string(uri))
        self._items: dict[str, RateLimitItem] = {name: parse(words) for name, words in LIMITS.items()}

    def seconds_to_wait(self, name: str, who: str) -> int | None:
        """Counts one try of ``who`` under the limit ``name``: None if it may go on, else the seconds until it may.

        ``who`` is an account, a guest or a network hash, never an address.
        """
        item = self._items[name]
        if self._strategy.hit(item, name, who):
            return None
        stats = self._strategy.get_window_stats(item, name, who)
        return max(1, round(stats.reset_time - time.time()))

    def forget(self, name: str, who: str) -> None:
        """Counts the tries of ``who`` under the limit ``name`` from nothing again."""
        self._strategy.clear(self._items[name], name, who)
