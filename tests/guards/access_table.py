"""What each kind of person gets at every route: the table that ``test_access`` holds the site to.

Columns: a stranger, a reader (Elin), the author whose post it is (Chanthy), another author (Dara), a moderator (Ana),
the administrator (Boun). ``sign-in`` sends a stranger to sign in and back. Forms are sent empty, so that those who get in
are told what is missing (422) and nothing changes. What is not one's own is not there (404).
"""

from dataclasses import dataclass

PEOPLE = ("stranger", "elin", "chanthy", "dara", "ana", "boun")


@dataclass(frozen=True)
class Row:
    """An address of the route, and what each of ``PEOPLE`` is answered there."""

    at: str
    answers: tuple[str, ...]


def _rows(text: str) -> dict[str, Row]:
    rows = {}
    for line in text.strip().splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        route, at, answers = (part.strip() for part in line.split("|"))
        row = Row(at, tuple(answers.split()))
        assert len(row.answers) == len(PEOPLE), line
        rows[route] = row
    return rows


ROUTES = _rows("""
GET / | / | 200 200 200 200 200 200
""")
