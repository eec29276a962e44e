"""The job that tells authors what became of their posts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from forum.adapters.mail import Letter
from forum.jobs.outside import Outside
from forum.queries.letters import returned_post


def tell_author(payload: dict[str, Any], outside: Outside, now: datetime) -> None:
    """Tells an author that a post was sent back, with the reviewer's note. Silent where that is true no longer (it was
    sent for review again, published, trashed, or sent back once more), and where the account cannot be written to.
    Payload: ``post_id``, ``returned_at`` (ISO)."""
    post_id, returned_at = payload["post_id"], datetime.fromisoformat(payload["returned_at"])
    returned = returned_post(post_id, returned_at=returned_at)
    if returned is None:
        return
    written = outside.letters.write("tell_author", name=returned.author, note=returned.note, post_id=post_id)
    outside.mailer.send(
        Letter(
            to=returned.email,
            subject=written.subject,
            body=written.body,
            written_at=now,
            name=f"post-{post_id}.{int(returned_at.timestamp())}",
        )
    )
