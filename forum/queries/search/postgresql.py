"""Words in PostgreSQL: a ``tsvector`` of our own terms, past its parsers and dictionaries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from forum.domain.text import Phrase
from forum.queries.search.numbers import Number

NAME = "postgresql"
# A document as a value of an INSERT: the parameter ``document``, as ``written`` gives it.
TERMS: sa.ColumnElement[Any] = sa.cast(sa.bindparam("document", type_=sa.Text), TSVECTOR)

# What makes an index anew from the terms that the table keeps.
MENDING = "REINDEX TABLE {words}"


def is_sound(connection: sa.Connection, words: sa.TableClause) -> bool:
    """PostgreSQL cannot be asked; what is damaged there fails by itself."""
    return True


def written(terms: Sequence[str]) -> str:
    """The terms of one document as the table stores them. (A ``tsvector`` remembers the first 256 places of a term.)"""
    return " ".join(f"'{term}':{place}" for place, term in enumerate(terms, 1))


def holds(
    words: sa.TableClause, phrases: Sequence[Phrase], *, but: Sequence[Phrase] = ()
) -> sa.ColumnElement[bool]:
    """The condition that a row of ``words`` holds all of the phrases: by the index, where the database so decides;
    ``but``: and not all of these."""
    asked = " & ".join(_written_phrase(phrase) for phrase in phrases)
    if but:
        asked += f" & !({' & '.join(_written_phrase(phrase) for phrase in but)})"
    return words.c.terms.bool_op("@@")(sa.cast(sa.literal(asked, sa.Text), TSQUERY))


def reads(words: sa.TableClause, number: Number, phrases: Sequence[Phrase]) -> sa.ColumnElement[bool]:
    """Whether the terms of ``number`` hold all of the phrases, by reading them."""
    return sa.func.coalesce(
        sa.select(holds(words, phrases)).where(words.c.rowid == number).scalar_subquery(), sa.false()
    )


def _written_phrase(phrase: Phrase) -> str:
    *head, last = (f"'{term}'" for term in phrase.terms)
    return f"({' <-> '.join([*head, last + ':*' if phrase.is_open else last])})"
