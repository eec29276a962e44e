"""Words in SQLite: FTS5 with the tokeniser that only splits at what is not a term."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from forum.domain.text import Phrase
from forum.queries.search.numbers import Number

NAME = "sqlite"
# A document as a value of an INSERT: the parameter ``document``, as ``written`` gives it.
TERMS: sa.ColumnElement[Any] = sa.bindparam("document", type_=sa.Text)

# What makes an index anew from the terms that the table keeps.
MENDING = "INSERT INTO {words}({words}) VALUES ('rebuild')"


def is_sound(connection: sa.Connection, words: sa.TableClause) -> bool:
    """Whether the index fits the terms that the table keeps. (SQLite before 3.44 does not say.) Only reads."""
    said = connection.exec_driver_sql(f"PRAGMA integrity_check({words.name})").scalars().all()
    return set(said) <= {"ok"}


def written(terms: Sequence[str]) -> str:
    """The terms of one document as the table stores them."""
    return " ".join(terms)


def holds(
    words: sa.TableClause, phrases: Sequence[Phrase], *, but: Sequence[Phrase] = ()
) -> sa.ColumnElement[bool]:
    """The condition that a row of ``words`` holds all of the phrases, by the index; ``but``: and not all of these."""
    asked = " AND ".join(_written_phrase(phrase) for phrase in phrases)
    if but:
        asked = f"({asked}) NOT ({' AND '.join(_written_phrase(phrase) for phrase in but)})"
    return sa.literal_column(words.name).bool_op("MATCH")(sa.literal(asked, sa.Text))


def reads(words: sa.TableClause, number: Number, phrases: Sequence[Phrase]) -> sa.ColumnElement[bool]:
    """Whether the terms of ``number`` hold all of the phrases, by reading them where FTS5 keeps them. Through the
    virtual table it would begin its whole search anew for each, or take three times as long to find the row."""
    kept = sa.table(f"{words.name}_content", sa.column("id", sa.Integer), sa.column("c0", sa.Text))
    text = sa.literal(" ") + kept.c.c0 + sa.literal(" ")
    says = (
        sa.func.instr(text, f" {' '.join(phrase.terms)}{'' if phrase.is_open else ' '}") > 0
        for phrase in phrases
    )
    return sa.select(sa.and_(*says)).where(kept.c.id == number).scalar_subquery() == 1


def _written_phrase(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.terms)}"{" *" if phrase.is_open else ""}'
