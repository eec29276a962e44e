"""How a database differs from the models."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.engine import Engine

import forum.models  # noqa: F401  # names every table
from forum.db import Base
from forum.models.words import NOT_MAPPED, WORD_TABLES


def differences(engine: Engine) -> list[str]:
    """What a migration would have to change, one line each: tables, columns, types, keys, indexes (as Alembic sees
    them), and CHECK constraints by name, which Alembic passes over."""
    with engine.connect() as connection:
        opts = {"compare_type": True, "include_name": _is_mapped}
        context = MigrationContext.configure(connection, opts=opts)
        found = [_said(difference) for difference in compare_metadata(context, Base.metadata)]
        inspector = sa.inspect(connection)
        return found + _words(inspector) + _checks(inspector)


def _is_mapped(name: str | None, kind: str, _: Any) -> bool:
    """All but the indexes of words: no model describes them, since each engine has its own kind, with tables of its
    own beside (``models.words``). That they are there is asked in ``_words``."""
    return kind != "table" or name not in NOT_MAPPED


def _words(inspector: sa.Inspector) -> list[str]:
    return [f"add table: {name}" for name in WORD_TABLES if not inspector.has_table(name)]


def _said(difference: Any) -> str:
    """Alembic gives a tuple, or a list of tuples about one column."""
    parts = difference[0] if isinstance(difference, list) else difference
    verb, *about = parts
    return f"{verb.replace('_', ' ')}: {', '.join(str(part) for part in about if part is not None)}"


def _checks(inspector: sa.Inspector) -> list[str]:
    found = []
    for table in Base.metadata.sorted_tables:
        if not inspector.has_table(table.name):
            continue
        stored = {str(check["name"]) for check in inspector.get_check_constraints(table.name)}
        wanted = {
            str(constraint.name)
            for constraint in table.constraints
            if isinstance(constraint, sa.CheckConstraint)
        }
        found += [f"add check: {table.name}, {name}" for name in sorted(wanted - stored)]
        found += [f"remove check: {table.name}, {name}" for name in sorted(stored - wanted)]
    return found
