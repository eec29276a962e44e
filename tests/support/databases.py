"""A fresh, migrated database for each test, on SQLite or on PostgreSQL: migrated once a run, then copied."""

import itertools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from forum import migrations
from forum.db import database_driver, prepare_engine
from tests.support import postgres, shared

ENGINES = ("sqlite", "postgresql")
NO_POSTGRES = "PostgreSQL is missing"
TEMPLATE = "forum_template"
_numbers = itertools.count(1)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """``@pytest.mark.both_engines`` and the fixture ``engine_app`` run a test on SQLite and on PostgreSQL."""
    wanted = metafunc.definition.get_closest_marker("both_engines") or "engine_app" in metafunc.fixturenames
    if wanted and "dialect" in metafunc.fixturenames:
        metafunc.parametrize("dialect", ENGINES, indirect=True)


@pytest.fixture
def dialect(request: pytest.FixtureRequest) -> str:
    """``"sqlite"`` unless the test runs on both."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture
def database(dialect: str, tmp_path: Path) -> Iterator[str]:
    """The address of a database of this test's own, as new."""
    if dialect == "sqlite":
        with shared.once("template.db") as template:
            if template is not None:
                _migrate(f"sqlite:///{template}")
        shutil.copyfile(shared.folder() / "template.db", tmp_path / "forum.db")
        yield f"sqlite:///{tmp_path / 'forum.db'}"
        return
    with _postgres_database(template=_postgres_template()) as address:
        yield address


@pytest.fixture
def empty_database(dialect: str, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table, for tests of the migrations themselves."""
    if dialect == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    with _postgres_database(template="template0") as address:
        yield address


class _postgres_database:  # noqa: N801  # used like the function that it is
    """A database that is there while the block runs."""

    def __init__(self, *, template: str) -> None:
        self._server = _server()
        self._template = template
        worker = os.environ.get("PYTEST_XDIST_WORKER", "gw")
        self._name = f"forum_test_{os.getpid()}_{worker}_{next(_numbers)}"

    def __enter__(self) -> str:
        postgres.run_sql(self._server, f"CREATE DATABASE {self._name} TEMPLATE {self._template}")
        return self._server.set(database=self._name).render_as_string(hide_password=False)

    def __exit__(self, *_: object) -> None:
        postgres.run_sql(self._server, f"DROP DATABASE {self._name} WITH (FORCE)")


def _postgres_template() -> str:
    server = _server()
    name = f"{TEMPLATE}_{shared.folder().name.replace('-', '_')}"
    with shared.once("postgres-template") as made:
        if made is not None:
            postgres.run_sql(server, f"CREATE DATABASE {name}")
            _migrate(server.set(database=name).render_as_string(hide_password=False))
            made.write_text(name)
    return name


def _server() -> sa.URL:
    try:
        return postgres.server()
    except postgres.NoPostgres as missing:
        if os.environ.get("FORUM_TEST_REQUIRE_ALL"):
            pytest.fail(str(missing))
        pytest.skip(f"{NO_POSTGRES}: {missing}")


def open_engine(address: str) -> sa.Engine:
    """An engine as the application opens it."""
    url, options = database_driver(address)
    engine = sa.create_engine(url, **options)
    prepare_engine(engine)
    return engine


def _migrate(address: str) -> None:
    engine = open_engine(address)
    migrations.upgrade(engine)
    engine.dispose()


def drop_template() -> None:
    """Leaves nothing behind on a server that was lent to us."""
    made = shared.folder() / "postgres-template"
    if made.exists() and os.environ.get(postgres.VARIABLE):
        postgres.run_sql(postgres.server(), f"DROP DATABASE IF EXISTS {made.read_text()} WITH (FORCE)")
