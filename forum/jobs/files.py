"""Jobs for uploaded files: the widths and formats of pictures, and sweeping what nothing names."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from forum.domain.uploads.pictures import drawn_smaller
from forum.domain.uploads.ready import key_for
from forum.jobs.outside import Outside
from forum.operations.uploads import sweeping
from forum.operations.uploads.renditions import finish_renditions, keep_rendition, rendition_work


def make_renditions(payload: dict[str, Any], outside: Outside, now: datetime) -> None:
    """Makes a picture smaller in several widths and formats; its posts offer them when all are there. Payload:
    ``upload_id``. What an earlier try has made is not made again."""
    work = rendition_work(payload["upload_id"])
    if work is None:
        return
    stored = outside.files.read(work.key)
    for width, name in work.missing:
        data = drawn_smaller(stored, work.kind, width=width, name=name)
        key = key_for(data, name)
        outside.files.put(key, data)
        if not keep_rendition(work, width, name, key=key, size=len(data)):
            return
    finish_renditions(work)


def sweep_files(payload: dict[str, Any], outside: Outside, now: datetime) -> None:
    """Deletes stored files that no row has named for a day."""
    sweeping.sweep_files(outside.files, now=now)
