"""How a database differs from the models."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.engine import Engine

import forum.models  # noqa: F401  # names every table
from forum.db import Base


def differences(engine: Engine) -> list[str]:
    """What a migration would have to change, one line each: tables, columns, types, keys, indexes (as Alembic sees
    them), and CHECK constraints by name, which Alembic passes over."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = [_said(difference) for difference in compare_metadata(context, Base.metadata)]
        return found + _checks(sa.inspect(connection))


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
