"""The revisions of a post: why one is kept, what it holds, and when a text that nobody saved becomes one."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from enum import StrEnum

from forum.domain.paging import MAX_NUMBER


class RevisionKind(StrEnum):
    SAVE = "save"
    PUBLISH = "publish"
    AUTOSAVE = "autosave"
    RESTORE = "restore"


# What the post says. It comes back with a revision that is restored.
SAYS = (
    "title",
    "body",
    "excerpt",
    "language",
    "discussion_prompt",
    "source_name",
    "source_address",
    "source_date",
    "source_permission",
)
# What is remembered besides, to tell later who changed it. It stays as it is when a revision is restored, like address,
# category, time and by-lines, which no revision holds: they say where the post stands, who signs it and who may answer,
# and somebody may have asked to be taken out of there.
STANDS = ("tags", "comments_mode", "keep_open", "close_after_days")

# So long after the last revision, what was written and not saved becomes one.
AUTOSAVED_AFTER = timedelta(minutes=10)


# As an address writes the number of a revision; below nought it is a text that nobody saved.
WRITTEN = r"-?[0-9]{1,10}"


def read_revision(text: str) -> int | None:
    """The number of a revision from an address; None for anything that cannot be one."""
    number = int(text) if re.fullmatch(WRITTEN, text) else None
    return number if number is not None and abs(number) <= MAX_NUMBER else None


def autosave_is_due(last: datetime | None, now: datetime) -> bool:
    """Whether a change that is not saved makes a revision. ``last`` is when the last one was made, None without any."""
    return last is None or now - last >= AUTOSAVED_AFTER
