"""Letters to account holders: written at the door, where the words are, and posted with what they are about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from forum.operations.outbox import enqueue


@dataclass(frozen=True)
class Letter:
    """A letter in plain text. ``to`` is an e-mail address."""

    to: str
    subject: str
    body: str


def post_letters(letters: Iterable[Letter], *, now: datetime) -> None:
    """Puts the letters into the outbox of the open transaction."""
    for letter in letters:
        payload = {"to": letter.to, "subject": letter.subject, "body": letter.body}
        enqueue("send_mail", payload, run_at=now, now=now)
