"""Two verbs that make the same thing at the same instant."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError

from forum.domain.refusals import Unavailable


@contextmanager
def unraced() -> Iterator[None]:
    """Two people who give two posts the same address, tag or new name at the same instant, or two pages of one person
    that keep their first text: the database lets one of them in, and the other one's next try finds it there. Raises
    ``Unavailable("database_busy")``."""
    try:
        yield
    except IntegrityError as error:
        raise Unavailable("database_busy", retry_after=1) from error
