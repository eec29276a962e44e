"""A fresh, migrated database for each test, on SQLite or on PostgreSQL: migrated once a run, then copied; likewise
one in which the cast has its accounts, and those of ``sites``."""

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
from tests.support import postgres, shared, sites

ENGINES = ("sqlite", "postgresql")
NO_POSTGRES = "PostgreSQL is missing"
TEMPLATE = "forum_template"
MIGRATED, PEOPLED = "migrated", "peopled"
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
def database(request: pytest.FixtureRequest, dialect: str, tmp_path: Path) -> Iterator[str]:
    """The address of a database of this test's own: as new; with the cast in it where the test asks for them; or with
    all that a site of ``@pytest.mark.site`` has."""
    marker = request.node.get_closest_marker("site")
    content = marker.args[0] if marker else PEOPLED if "cast" in request.fixturenames else MIGRATED
    with _database(dialect, tmp_path, content) as address:
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
def _database(dialect: str, folder: Path, content: str = MIGRATED) -> Iterator[str]:
    if dialect == "postgresql":
        with _postgres_database(template=_postgres_template(content)) as address:
            yield address
        return
    address = f"sqlite:///{folder / 'forum.db'}"
    shutil.copyfile(_sqlite_template(content), folder / "forum.db")
    yield address


def _sqlite_template(content: str) -> Path:
    with shared.once(f"{content}.db") as made:
        if made is not None:
            half = made.with_suffix(".half")
            if before := _before(content):
                shutil.copyfile(_sqlite_template(before), half)
            _fill(content, f"sqlite:///{half}")
            half.rename(made)
    return shared.folder() / f"{content}.db"


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


def _postgres_template(content: str) -> str:
    server = _server()
    name = f"{TEMPLATE}_{shared.folder().name.replace('-', '_')}_{content}"
    with shared.once(f"postgres-{content}") as made:
        if made is not None:
            before = _before(content)
            template = f" TEMPLATE {_postgres_template(before)}" if before else ""
            postgres.run_sql(server, f"CREATE DATABASE {name}{template}")
            _fill(content, server.set(database=name).render_as_string(hide_password=False))
            made.write_text(name)
    return name


def _before(content: str) -> str | None:
    """What a template begins with; None: with nothing."""
    if content in sites.SITES:
        return sites.SITES[content].on or PEOPLED
    return MIGRATED if content == PEOPLED else None


def _fill(content: str, address: str) -> None:
    if content == MIGRATED:
        _migrate(address)
        return
    # Here, so that tests of the ground floor start without the house above it.
    from tests.cast import gather, meet
    from tests.support.applications import close_app, open_app, settings_for

    with tempfile.TemporaryDirectory(dir=shared.folder()) as folder:
        app = open_app(settings_for(Path(folder), address))
        if content == PEOPLED:
            gather(app)
        else:
            cast = meet(app)
            with app.app_context():
                sites.SITES[content].make(cast)
        close_app(app)


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


def drop_templates() -> None:
    """Leaves nothing behind on a server that was lent to us."""
    if os.environ.get(postgres.VARIABLE):
        for made in shared.folder().glob("postgres-*"):
            if made.suffix != ".lock":
                postgres.run_sql(
                    postgres.server(), f"DROP DATABASE IF EXISTS {made.read_text()} WITH (FORCE)"
                )
