"""A fresh, migrated database for each test, on SQLite or on PostgreSQL: migrated once a run, then copied."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
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
    with _database(dialect, tmp_path) as address:
        yield address


@pytest.fixture
def empty_database(dialect: str, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table, for tests of the migrations themselves."""
    if dialect == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    with _postgres_database(template="template0") as address:
        yield address


@pytest.fixture(scope="session")
def _kept() -> Iterator[Callable[[str], str]]:
    opened = ExitStack()
    addresses: dict[str, str] = {}

    def keep(dialect: str) -> str:
        if dialect not in addresses:
            folder = Path(opened.enter_context(tempfile.TemporaryDirectory(dir=shared.folder())))
            addresses[dialect] = opened.enter_context(_database(dialect, folder))
        return addresses[dialect]

    yield keep
    opened.close()


@pytest.fixture
def kept_database(dialect: str, _kept: Callable[[str], str]) -> str:
    """The address of a migrated database that many tests share: for those that roll back whatever they do."""
    return _kept(dialect)


@contextmanager
def _database(dialect: str, folder: Path) -> Iterator[str]:
    if dialect == "postgresql":
        with _postgres_database(template=_postgres_template()) as address:
            yield address
        return
    with shared.once("template.db") as template:
        if template is not None:
            _migrate(f"sqlite:///{template}")
    shutil.copyfile(shared.folder() / "template.db", folder / "forum.db")
    yield f"sqlite:///{folder / 'forum.db'}"


@contextmanager
def _postgres_database(*, template: str) -> Iterator[str]:
    """A database that is there while the block runs."""
    server = _server()
    name = f"forum_test_{os.getpid()}_{next(_numbers)}"
    # Copying files is the quicker way where nothing has to survive a power cut.
    strategy = "" if os.environ.get(postgres.VARIABLE) else "STRATEGY FILE_COPY"
    postgres.run_sql(server, f"CREATE DATABASE {name} TEMPLATE {template} {strategy}")
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        postgres.run_sql(server, f"DROP DATABASE {name} WITH (FORCE)")


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
