"""Downloads are counted: a number beside each version, and nothing about who it was or when."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from forum.db import transaction
from forum.models import PublicationVersion

# Nobody waits longer than this, in milliseconds, for a number to become another one.
PATIENCE = 100


def count_downloads(counts: Mapping[int, int]) -> None:
    """Adds to the downloads of versions, by number; one that is gone meanwhile is passed over. A transaction of its
    own, and no log entry: the log says what people decided.

    Raises ``Unavailable("database_busy")`` where somebody else is writing for longer than ``PATIENCE``; nothing is
    counted then, and all of it can be counted later."""
    with transaction(patience=PATIENCE) as session:
        for number, n in sorted(counts.items()):
            session.execute(
                sa.update(PublicationVersion)
                .where(PublicationVersion.id == number)
                .values(downloads=PublicationVersion.downloads + n)
            )
