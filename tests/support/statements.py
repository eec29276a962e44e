"""How many statements a request sends to the database. A page has a budget, and a test that holds it to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

# What opens and closes a transaction is no question.
FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")


@dataclass
class Statements:
    """The statements so far, in their order."""

    noted: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def sent(self) -> list[str]:
        return [statement.strip() for statement, _ in self.noted]

    def __len__(self) -> int:
        return len(self.noted)

    @property
    def tables_of_writes(self) -> list[str]:
        """The table of each INSERT, UPDATE and DELETE."""
        words = [statement.split() for statement in self.sent]
        return [
            word[1 if word[0] == "UPDATE" else 2].strip('"')
            for word in words
            if word[0] in ("INSERT", "UPDATE", "DELETE")
        ]

    def __str__(self) -> str:
        return "\n".join(f"{number:3} {' '.join(text.split())}" for number, text in enumerate(self.sent, 1))


@contextmanager
def sent_statements() -> Iterator[list[tuple[str, Any]]]:
    """The statements that are sent inside the block with their parameters, for asking how they are planned."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if not statement.lstrip().upper().startswith(FRAME):
            sent.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@contextmanager
def count_statements(at_most: int | None = None) -> Iterator[Statements]:
    """Records what is sent to any database inside the block. With ``at_most`` the block fails, and lists the
    statements, if there were more."""
    with sent_statements() as noted:
        statements = Statements(noted)
        yield statements
    if at_most is not None:
        assert len(statements) <= at_most, f"{len(statements)} statements, {at_most} allowed:\n{statements}"
