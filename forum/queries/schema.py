"""At which migration the database stands, and which one this release needs."""

from __future__ import annotations

from functools import cache

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from forum.config import PROJECT
from forum.db import db

TABLE = "alembic_version"


def stands_at() -> str | None:
    """The number of the newest migration that the database has had; None where it is empty."""
    if not sa.inspect(db.session.connection()).has_table(TABLE):
        return None
    version: str | None = db.session.scalar(sa.text(f"SELECT version_num FROM {TABLE}"))
    return version


def schema_is_current() -> bool:
    """Whether the database answers and has all migrations that this release needs. It may have had newer ones: each
    is made so that the release before it can still run."""
    try:
        number = stands_at()
    except OperationalError:
        db.session.rollback()
        return False
    return number is not None and number >= newest_migration()


@cache
def newest_migration() -> str:
    """The number of the newest migration, by the names of their files: asking Alembic would load it into every web
    process, for half a second and ten megabytes."""
    files = (PROJECT / "forum" / "migrations" / "versions").glob("[0-9]*_*.py")
    return max(path.stem.partition("_")[0] for path in files)
