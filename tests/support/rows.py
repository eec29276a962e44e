"""Bare rows, past every verb: for asking the database itself what it allows."""

from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

import forum.models  # noqa: F401  # names every table
from forum.db import Base, UtcDateTime
from tests.support.moments import NOW

PLAIN: dict[type, Any] = {
    int: 0,
    str: "x",
    bool: False,
    datetime: NOW,
    date: NOW.date(),
    bytes: b"x",
    object: {},  # JSON
    float: 0.5,
}
# What a plain row needs beyond a value of the right type.
FITTING: dict[str, dict[str, Any]] = {
    "users": {"email": "x@forum.test", "role": "reader"},
    "post": {"state": "draft", "version": 1, "revision": 1},
    "comment": {"state": "pending", "version": 1, "current_revision": 1, "path": "0000001"},
    "comment_revision": {"number": 1},
    "post_revision": {"number": 1, "kind": "save"},
    "autosave": {"post_id": 1},
    "finding": {"severity": "hold", "revision": 1},
    "log_entry": {"actor_kind": "system", "verb": "comment.post"},
    "word_list": {"scope": "text", "action": "hold"},
    "byline": {"role": "author"},
    "tally": {"name": "pending"},
    "flag": {"reason": "other"},
    "sanction": {"kind": "warn", "user_id": 1},
    "staff_note": {"comment_id": 1},
    "reason_sentence": {"code": "other"},
    "spam_model": {"id": 1},
    "upload": {"kind": "jpg", "size": 1, "version": 1},
    "rendition": {"format": "webp", "width": 1, "size": 1},
    "document": {"post_id": 1},
    "publication": {"state": "draft", "version": 1},
    "publication_edition": {"format": "pdf"},
    "publication_version": {"number": 1},
    "announced_publication": {"place": 1},
    "series_part": {"place": 1},
    "translation": {"post_id": 1, "original_id": 2},
    "missing_address": {"hits": 1},
    "old_address": {"kind": "category", "category_id": 1},
    "preview_link": {"expires_at": NOW + timedelta(days=1)},
}
# A row that refers to a second of some table, which is then made before it.
SECOND = {"translation": ("post", {"id": 2, "slug": "y"})}
# Parents first. Each row is the first of its table and refers to the first of the others.
ORDER = tuple(table.name for table in Base.metadata.sorted_tables)


def table(name: str) -> sa.Table:
    return Base.metadata.tables[name]


def row(name: str, /, **values: Any) -> dict[str, Any]:
    """A row for the table that breaks no promise, with ``values`` in it. Foreign keys that must be there name 1."""
    made: dict[str, Any] = {}
    fitting = FITTING.get(name, {}) | values
    for column in table(name).columns:
        if column.name in fitting or column.nullable:
            continue
        if column.name == "id" or column.foreign_keys:
            made[column.name] = 1
        else:
            kind = column.type.impl_instance if isinstance(column.type, UtcDateTime) else column.type
            made[column.name] = PLAIN[kind.python_type]
    return made | fitting


def insert(connection: Connection, name: str, /, **values: Any) -> None:
    connection.execute(sa.insert(table(name)).values(**row(name, **values)))


def insert_one_of_each(connection: Connection, names: tuple[str, ...] = ORDER) -> None:
    """One row in each table, with the columns that it has by now; the counters are there already."""
    inspector = sa.inspect(connection)
    for name in names:
        if name in SECOND:
            other, values = SECOND[name]
            _insert_what_is_there(connection, inspector, other, values)
        if name != "tally":
            _insert_what_is_there(connection, inspector, name, {})


def _insert_what_is_there(
    connection: Connection, inspector: sa.Inspector, name: str, values: dict[str, Any]
) -> None:
    there = {column["name"] for column in inspector.get_columns(name)}
    fitting = {column: value for column, value in row(name, **values).items() if column in there}
    # A table of those columns only: the model would add the defaults of all others.
    columns = [sa.column(one.name, one.type) for one in table(name).columns if one.name in there]
    connection.execute(sa.insert(sa.table(name, *columns)).values(**fitting))


def count(connection: Connection, name: str) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(table(name))) or 0
