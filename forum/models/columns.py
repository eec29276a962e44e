"""Column types that several tables share."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import sqlalchemy as sa


def one_of(column: str, words: Iterable[str], name: str) -> sa.CheckConstraint:
    """A CHECK that ``column`` holds one of ``words`` (or NULL where the column allows it)."""
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=name)


def word_enum(kind: type[StrEnum]) -> sa.Enum:
    """A StrEnum stored as its word; the CHECK stands in the table's own arguments, where migrations see it."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )
