"""Jobs that write letters."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from forum.adapters.mail import Letter
from forum.db import transaction
from forum.domain.comment_states import State
from forum.jobs.outside import Outside
from forum.operations.outbox import enqueue
from forum.queries.digest import digest_at
from forum.queries.letters import moderators, outcome_of


def tell_writer(payload: dict[str, Any], outside: Outside, now: datetime) -> None:
    """Tells a comment's writer what became of it. Silent where that is true no longer, where the writer took it
    back, and where there is no confirmed address. Payload: ``comment_id``, ``old``, ``new`` (states), ``entry_id``."""
    comment_id, entry_id = payload["comment_id"], payload["entry_id"]
    old, new = State(payload["old"]), State(payload["new"])
    outcome = outcome_of(comment_id, entry_id=entry_id)
    if outcome is None or outcome.is_withdrawn or outcome.state is not new:
        return
    written = outside.letters.write("tell_writer", outcome=outcome, old=old, new=new, comment_id=comment_id)
    outside.mailer.send(
        Letter(
            to=outcome.email,
            subject=written.subject,
            body=written.body,
            written_at=now,
            name=f"comment-{comment_id}.{entry_id}",
        )
    )


def send_mail(payload: dict[str, Any], outside: Outside, now: datetime) -> None:
    """Sends a letter that is written already. Payload: ``to``, ``subject``, ``body`` and, optionally, ``headers``
    and ``name`` (see ``adapters.mail.Letter``)."""
    outside.mailer.send(
        Letter(
            to=payload["to"],
            subject=payload["subject"],
            body=payload["body"],
            written_at=now,
            headers=payload.get("headers") or {},
            name=payload.get("name"),
        )
    )


def digest(payload: dict[str, Any], outside: Outside, now: datetime) -> None:
    """Writes the day's letter about the queues to every moderator and administrator; none when nothing waits.

    Each letter is a job of its own, so that one address that fails holds nobody else's up.
    """
    waiting = digest_at(now)
    if not waiting.total:
        return
    written = outside.letters.write("digest", digest=waiting)
    with transaction():
        for user_id, email in moderators():
            name = f"digest-{now:%Y%m%d}.{user_id}"
            letter = {"to": email, "subject": written.subject, "body": written.body, "name": name}
            enqueue("send_mail", letter, run_at=now, now=now, key=name)
