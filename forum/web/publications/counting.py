"""Downloads on their way into the database.

Nobody waits for a number: a download is counted when its answer has been sent, in a short transaction of its own that
gives up after a tenth of a second while others write. What could not be written stays in this process's memory and goes
with the next download; so a busy minute loses nothing, and only a process that ends in the middle of one loses what had
waited there. What is kept is a number for each version: no address, no cookie, no time.
"""

from __future__ import annotations

import logging
from collections import Counter
from threading import Lock

from flask import Flask

from forum.db import DatabaseAway
from forum.domain.refusals import Unavailable
from forum.operations.publications.counting import count_downloads

logger = logging.getLogger("forum.web")

# How many versions can have downloads that wait; each is two numbers.
MOST = 10_000


class Downloads:
    """The downloads that this process has still to write down, by the numbers of their versions."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._lock = Lock()
        self._waiting: Counter[int] = Counter()

    def count(self, version_id: int) -> None:
        """One more. Never raises: its reader has got the file already."""
        with self._lock:
            if version_id in self._waiting or len(self._waiting) < MOST:
                self._waiting[version_id] += 1
            some, self._waiting = self._waiting, Counter()
        try:
            with self._app.app_context():
                count_downloads(some)
        except (Unavailable, DatabaseAway) as trouble:
            logger.info("%s downloads are counted later: %s", some.total(), type(trouble).__name__)
            with self._lock:
                self._waiting += some
