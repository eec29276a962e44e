"""Files without a row: what was cut off between storing a file and writing it down."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import islice

from forum.adapters.files import FileStore
from forum.queries.uploads import keys_in_use

# Far longer than any upload takes.
LEFT_ALONE = timedelta(days=1)
AT_ONCE = 500


def sweep_files(files: FileStore, *, now: datetime) -> int:
    """Deletes what was stored more than a day ago and is named by no row; how many there were. Raises ``FilesAway``."""
    old = (one.key for one in files.all() if one.put_at < now - LEFT_ALONE)
    swept = 0
    while keys := list(islice(old, AT_ONCE)):
        for key in sorted(set(keys) - keys_in_use(keys)):
            files.delete(key)
            swept += 1
    return swept
