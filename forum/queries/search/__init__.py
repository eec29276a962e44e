"""What is found by words: one question in two dialects, and the same answer from both.

Everything that depends on the database is in the module that bears its name: how a list of terms is written down, and
how a table of words is asked for phrases.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import sqlalchemy as sa

from forum.db import db
from forum.domain.text import Phrase
from forum.queries.search import postgresql, sqlite
from forum.queries.search.numbers import Number


class Dialect(Protocol):
    """What each of the modules has."""

    TERMS: sa.ColumnElement[Any]
    MENDING: str

    def is_sound(self, connection: sa.Connection, words: sa.TableClause) -> bool: ...

    def written(self, terms: Sequence[str]) -> str: ...

    def holds(
        self, words: sa.TableClause, phrases: Sequence[Phrase], *, but: Sequence[Phrase] = ()
    ) -> sa.ColumnElement[bool]: ...

    def reads(
        self, words: sa.TableClause, number: Number, phrases: Sequence[Phrase]
    ) -> sa.ColumnElement[bool]: ...


_DIALECTS: dict[str, Dialect] = {module.NAME: module for module in (sqlite, postgresql)}


def dialect_of(name: str) -> Dialect:
    """The module for the database that calls itself ``name``."""
    return _DIALECTS[name]


def found(words: sa.TableClause, phrases: Sequence[Phrase]) -> sa.Select[int]:
    """The numbers of what holds all ``phrases`` (at least one), by an index of words."""
    return sa.select(words.c.rowid).where(_dialect().holds(words, phrases))


def reads(words: sa.TableClause, number: Number, phrases: Sequence[Phrase]) -> sa.ColumnElement[bool]:
    """The same as a condition on the comment or post with this number: by looking at its terms, past the index."""
    return _dialect().reads(words, number, phrases)


def holds(
    words: sa.TableClause, phrases: Sequence[Phrase], *, but: Sequence[Phrase] = ()
) -> sa.ColumnElement[bool]:
    """The condition that a row of ``words`` holds all ``phrases``, and not all of ``but``, by the index."""
    return _dialect().holds(words, phrases, but=but)


def _dialect() -> Dialect:
    return dialect_of(db.session.get_bind().dialect.name)
