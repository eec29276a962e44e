"""How Alembic runs the migrations: on the engine that ``forum.migrations`` hands over, in one transaction."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context
from sqlalchemy.engine import Connection, Engine

import forum.models  # noqa: F401  # names every table
from forum.db import WRITES, Base

LOCK = 7_042_001  # any number, the same for every process that migrates


def run(engine: Engine) -> None:
    """Runs what was asked for. Foreign keys are off on SQLite meanwhile, since changing a column there means making
    the table anew; they are checked before anything is kept."""
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            _foreign_keys(connection, on=False)
        try:
            context.configure(
                connection=connection,
                target_metadata=Base.metadata,
                render_as_batch=True,
                compare_type=True,
                transactional_ddl=True,
            )
            with context.begin_transaction():
                if not is_sqlite:
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
                context.run_migrations()
                if is_sqlite:
                    _refuse_orphans(connection)
        finally:
            if is_sqlite:
                _foreign_keys(connection, on=True)


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    """Past SQLAlchemy, which would begin a transaction: inside one this PRAGMA does nothing."""
    raw = connection.connection.dbapi_connection
    assert raw is not None
    raw.execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")


def _refuse_orphans(connection: Connection) -> None:
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if orphans:
        raise RuntimeError(f"the migration left rows that refer to nothing: {orphans[:5]}")


run(context.config.attributes["engine"])
