"""Words in SQLite: FTS5 with the tokeniser that only splits at what is not a term."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from forum.domain.text import Phrase

NAME = "sqlite"
# A document as a value of an INSERT: the parameter ``document``, as ``written`` gives it.
TERMS: sa.ColumnElement[Any] = sa.bindparam("document", type_=sa.Text)


def written(terms: Sequence[str]) -> str:
    """The terms of one document as the table stores them."""
    return " ".join(terms)


def holds(words: sa.TableClause, phrases: Sequence[Phrase]) -> sa.ColumnElement[bool]:
    """The condition that a row of ``words`` holds all of the phrases, by the index."""
    asked = " AND ".join(_written_phrase(phrase) for phrase in phrases)
    return sa.literal_column(words.name).bool_op("MATCH")(sa.literal(asked, sa.Text))


def reads(words: sa.TableClause, phrases: Sequence[Phrase]) -> sa.ColumnElement[bool]:
    """The same, by reading the row: FTS5 would begin its whole search anew for each."""
    text = sa.literal(" ") + words.c.terms + sa.literal(" ")
    return sa.and_(
        *(
            sa.func.instr(text, f" {' '.join(phrase.terms)}{'' if phrase.is_open else ' '}") > 0
            for phrase in phrases
        )
    )


def _written_phrase(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.terms)}"{" *" if phrase.is_open else ""}'
