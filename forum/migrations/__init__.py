"""Migrations: numbered, small, tried up and down with data on both engines. They know tables, never models.

A change that a running older release could not live with is made in three releases: expand, backfill, contract.
Alembic is imported when it is used: only the ``db`` commands and a first start need it, and it costs half a second.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import Engine

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).resolve().parent


def _config(engine: Engine) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["engine"] = engine
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Brings the database up to ``revision``, all steps in one transaction. Two processes that start at once wait for
    each other; the second finds nothing to do."""
    from alembic import command

    command.upgrade(_config(engine), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Takes the database down to ``revision`` (``"base"``: empty; ``"-1"``: one step)."""
    from alembic import command

    command.downgrade(_config(engine), revision)


def current(engine: Engine) -> str | None:
    """The revision that the database stands at; None where it is empty."""
    from alembic.runtime.migration import MigrationContext

    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The revision that this release needs."""
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return ScriptDirectory.from_config(config).get_current_head()


def check(engine: Engine) -> list[str]:
    """How the database differs from the models, one sentence each; empty where it does not."""
    from forum.migrations.comparing import differences

    at, wanted = current(engine), newest()
    if at != wanted:
        return [f"the database stands at {at or 'nothing'}, this release needs {wanted}"]
    return differences(engine)
