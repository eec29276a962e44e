"""``forum db check``: how a database differs from the models."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from forum import migrations
from forum.db import Base
from forum.models.words import NOT_MAPPED
from tests.support.databases import open_engine


@pytest.fixture
def engine(database: str) -> Iterator[sa.Engine]:
    engine = open_engine(database)
    yield engine
    engine.dispose()


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("DROP INDEX ix_comment_queue", "ix_comment_queue"),
        ("ALTER TABLE comment ADD COLUMN colour VARCHAR(20)", "colour"),
        ("CREATE TABLE leftover (id INTEGER)", "leftover"),
        ("DROP TABLE comment_words", "add table: comment_words"),
    ],
)
def test_a_difference_is_named(engine: sa.Engine, change: str, sentence: str) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(change)
    assert [line for line in migrations.check(engine) if sentence in line]


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)  # SQLite cannot take a promise back
def test_a_missing_promise_is_named(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE comment DROP CONSTRAINT ck_comment_trashed_remembers")
    assert migrations.check(engine) == ["add check: comment, ck_comment_trashed_remembers"]


@pytest.mark.both_engines
def test_migrations_make_what_the_models_would(engine: sa.Engine, empty_database: str) -> None:
    """To the letter: also what ``check`` passes over, such as the words inside a CHECK."""
    made = open_engine(empty_database)
    Base.metadata.create_all(made)
    assert shape(engine) == shape(made)
    made.dispose()


def shape(engine: sa.Engine) -> dict[str, Any]:
    """All that the database says about each table, in an order that does not depend on how it was made."""
    inspector = sa.inspect(engine)
    return {
        name: {
            "columns": {c["name"]: (str(c["type"]), c["nullable"]) for c in inspector.get_columns(name)},
            "primary key": inspector.get_pk_constraint(name)["constrained_columns"],
            "foreign keys": {key["name"]: key for key in inspector.get_foreign_keys(name)},
            "unique": {key["name"]: key["column_names"] for key in inspector.get_unique_constraints(name)},
            "checks": {check["name"]: check["sqltext"] for check in inspector.get_check_constraints(name)},
            "indexes": {
                index["name"]: (index["column_names"], index["unique"], _options(index))
                for index in inspector.get_indexes(name)
            },
        }
        for name in inspector.get_table_names()
        if name not in {"alembic_version", *NOT_MAPPED}
    }


def _options(index: Any) -> dict[str, str]:
    return {name: str(value) for name, value in index.get("dialect_options", {}).items()}
