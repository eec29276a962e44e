"""What a moderator's decision made of a comment's text in the same step."""

from __future__ import annotations

from enum import StrEnum
from typing import Any


class TextChange(StrEnum):
    """What a decision made of the text, or of the name with it, in the same step: personal data were taken out
    (``redacted``), or a moderator wrote it anew (``edited``)."""

    REDACTED = "redacted"
    EDITED = "edited"


def text_change(
    before: dict[str, Any] | None, after: dict[str, Any] | None, facts: dict[str, Any]
) -> TextChange | None:
    """What became of the text by a decision that the log keeps with these standings and facts; None: it stayed."""
    if before is None or after is None or before["revision"] == after["revision"]:
        return None
    return TextChange.REDACTED if facts.get("redacted") else TextChange.EDITED
