"""The database: one session, one way to commit, one notion of time.

Reading needs nothing special. Writing happens inside ``transaction()``, the only commit of the house; an inner one
joins the outer, so that a verb can be built from verbs and still be one transaction. On SQLite a writing transaction
begins with ``BEGIN IMMEDIATE``: a transaction that reads first and writes later would fail at once with "database is
locked" whenever somebody else wrote in between. For the same reason a read snapshot that is still open is ended first,
which also makes every object fresh inside the transaction: no verb decides on stale facts.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeDecorator

from forum.domain.refusals import Unavailable

logger = logging.getLogger("forum.db")

BUSY_MILLISECONDS = 5_000
WRITES = "forum_writes"
PATIENCE = "forum_patience"

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = sa.MetaData(naming_convention=NAMING)


db = SQLAlchemy(
    model_class=Base,
    disable_autonaming=True,
    # What a view holds after a commit stays readable without another question to the database; a transaction's start
    # makes everything fresh (see ``transaction``).
    session_options={"expire_on_commit": False},
)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database. A naive time is refused rather than guessed."""

    impl = sa.DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        return dialect.type_descriptor(sa.DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


Json = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
# Where None is a value of its own and not the absence of one.
JsonWithNull = sa.JSON().with_variant(JSONB(), "postgresql")
# Text that sorts by code point on both engines, whatever the server's locale.
CodeText = sa.String().with_variant(sa.String(collation="C"), "postgresql")
# A whole number of 64 bits that is a key.
BigKey = sa.BigInteger().with_variant(sa.Integer, "sqlite")
CodeWord = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")


class among(sa.sql.functions.FunctionElement[bool]):  # noqa: N801 - read as a function in questions
    """``among(column, question.scalar_subquery())``: ``column IN (question)``, with the few rows of the question found
    once and before. PostgreSQL would join with them, and count on as many rows of the outer table as there are."""

    type = sa.Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> sa.Grouping[bool]:  # type: ignore[override]  # no table either
        """A condition as it is: what SQLAlchemy would compare with 1 on SQLite finds nothing by an index."""
        return sa.Grouping(self)


@compiles(among)
def _in(element: among, compiler: SQLCompiler, **more: Any) -> str:
    column, question = (compiler.process(one, **more) for one in element.clauses)
    return f"{column} IN {question}"


@compiles(among, "postgresql")
def _any_of(element: among, compiler: SQLCompiler, **more: Any) -> str:
    column, question = (compiler.process(one, **more) for one in element.clauses)
    return f"{column} = ANY (ARRAY{question})"


def database_driver(url: str) -> tuple[str, dict[str, Any]]:
    """The address and engine options for ``url``: psycopg 3 for PostgreSQL; for SQLite the newer library that
    ``pysqlite3`` carries, where it is installed."""
    address = sa.make_url(url)
    if address.get_backend_name() == "postgresql":
        return address.set(drivername="postgresql+psycopg").render_as_string(hide_password=False), {
            "pool_pre_ping": True,
        }
    options: dict[str, Any] = {
        "connect_args": {"timeout": BUSY_MILLISECONDS / 1000, "check_same_thread": False}
    }
    try:
        import pysqlite3

        options["module"] = pysqlite3
    except ImportError:
        pass
    return url, options


def sqlite_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite has no WAL-reset bug, by which two connections that write and checkpoint can lose committed
    data: present from 3.7.0 to 3.51.2, mended in 3.51.3 and in 3.50.7 and 3.44.6 (SQLite's release notes)."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def prepare_engine(engine: Engine) -> None:
    """Hang the connection manners on an engine."""
    if engine.dialect.name != "sqlite":
        event.listen(engine, "connect", _compile_nothing)
        return
    version = engine.dialect.dbapi.sqlite_version_info  # type: ignore[union-attr]
    journal = "WAL" if sqlite_is_safe(version) else "DELETE"
    if journal == "DELETE":
        shown = ".".join(map(str, version))
        logger.warning(
            "SQLite %s can lose data in WAL mode; using its rollback journal. "
            "SQLite 3.51.3 or newer is faster and safe.",
            shown,
        )

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        cursor.execute(f"PRAGMA journal_mode = {journal}")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if not options.get(WRITES):
            connection.exec_driver_sql("BEGIN")
            return
        patience = options.get(PATIENCE)
        if patience is not None:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {patience}")
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        finally:
            if patience is not None:
                connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")


def _compile_nothing(connection: Any, _record: Any) -> None:
    """PostgreSQL compiles a question that it takes for a long one: half a second, for what then takes five
    milliseconds, since a limit ends it early."""
    connection.execute("SET jit = off")
    connection.commit()


@contextmanager
def transaction(*, patience: int | None = None) -> Iterator[Session]:
    """One writing transaction: commits at the end, rolls back on any exception. An inner one joins the outer.
    ``patience``: how many milliseconds it waits for others who write; None: as long as is usual.

    Raises ``Unavailable("database_busy")`` when another process holds the write lock longer than the bounded wait.
    """
    session = db.session()
    if session.info.get(WRITES):
        yield session
        return
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("something was changed outside transaction()")
    session.rollback()
    session.info[WRITES] = True
    try:
        try:
            connection = session.connection(execution_options={WRITES: True, PATIENCE: patience})
            if patience is not None and connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = {patience}")
            yield session
            session.commit()
        except OperationalError as error:
            session.rollback()
            if _is_busy(error):
                raise Unavailable("database_busy", retry_after=5) from error
            raise
        except BaseException:
            session.rollback()
            raise
    finally:
        del session.info[WRITES]


# What the database says when it cannot be used at all; the doors catch it by this name and speak no SQL.
DatabaseAway = OperationalError


def stop_reading() -> None:
    """Ends what this session has only read, so that a wait for something else holds no connection. Inside
    ``transaction()`` it is a mistake and raises ``RuntimeError``."""
    session = db.session()
    if session.info.get(WRITES):
        raise RuntimeError("a transaction cannot be left in its middle")
    session.rollback()


def _is_busy(error: OperationalError) -> bool:
    """Locked, full or read-only: the text must be given back to its writer, the store will be well again later."""
    words = str(error.orig).lower()
    signs = ("locked", "busy", "lock timeout", "disk is full", "readonly", "disk i/o error")
    return any(sign in words for sign in signs)


@contextmanager
def savepoint() -> Iterator[None]:
    """A part of a transaction that may fail on its own (bulk decisions: one item refused, the others stand)."""
    with db.session().begin_nested():
        yield
