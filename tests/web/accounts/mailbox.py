"""Reading the letters that wait in the outbox."""

import re
from dataclasses import dataclass

from flask import Flask

from tests.operations.traces import logged, waiting


@dataclass(frozen=True)
class Received:
    to: str
    subject: str
    body: str

    @property
    def path(self) -> str:
        """Where the letter's first link leads, as a path of the site."""
        found = re.search(r"^http://localhost(/\S+)$", self.body, re.MULTILINE)
        assert found, f"no link in {self.body!r}"
        return found[1]


def letters(app: Flask) -> list[Received]:
    with app.app_context():
        return [Received(**payload) for payload in waiting("send_mail")]


def verbs(app: Flask) -> list[str]:
    """What the log says about accounts, but for the cast's own beginnings."""
    with app.app_context():
        return [entry.verb for entry in logged() if entry.actor_name not in ("system", *CAST)]


CAST = ("Ana", "Boun", "Chanthy", "Dara", "Elin")
