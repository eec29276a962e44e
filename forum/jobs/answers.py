"""The job that tells writers of answers to their comments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from forum.adapters.mail import Letter
from forum.db import transaction
from forum.domain.sanctions import Writer, effects_of
from forum.jobs.letters import stop_link_of, unsubscribing
from forum.jobs.outside import Outside
from forum.operations.comments.wishes import note_told, note_untold
from forum.operations.letters import enqueue_answers
from forum.queries.answers import Answer, last_told_of_answers, untold_answers
from forum.queries.sanctions import sanctions_of

PAUSE = timedelta(hours=1)
MOST_LINKS = 10


def tell_of_answers(payload: dict[str, Any], outside: Outside, now: datetime) -> None:
    """Tells a writer of the answers that have become public since the last such letter: one letter an hour at most, to
    each address. Of an answer that cannot be told now, none is told later: the comment that it answers is not public
    any more, its writer is banned or wants no letters, no address is confirmed. Payload: ``user_id``, ``guest_id``."""
    writer = Writer(payload["user_id"], payload["guest_id"])
    answers = untold_answers(writer, now=now)
    if not answers:
        return
    last = last_told_of_answers(writer)
    if last is not None and now < last + PAUSE:
        with transaction():
            enqueue_answers(writer, run_at=last + PAUSE, now=now)
        return
    is_banned = effects_of(sanctions_of(writer), now).ban is not None
    by_address: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        address = _address_of(answer, outside) if answer.is_told and not is_banned else None
        if address is not None:
            by_address[address].append(answer)
    told = {answer.id for group in by_address.values() for answer in group}
    note_untold([answer.id for answer in answers if answer.id not in told])
    for address, group in by_address.items():
        outside.mailer.send(_letter(address, group, writer, outside, now))
        note_told([answer.id for answer in group], now=now)


def _address_of(answer: Answer, outside: Outside) -> str | None:
    sealed = answer.address_sealed
    return outside.seals.open(sealed) if sealed is not None else answer.email


def _letter(
    address: str, answers: Sequence[Answer], writer: Writer, outside: Outside, now: datetime
) -> Letter:
    first = answers[0]
    stop_link = stop_link_of(writer.user_id, first.address_sealed, outside)
    written = outside.letters.write(
        "tell_of_answers",
        name=first.name,
        n=len(answers),
        answers=[answer.id for answer in answers[:MOST_LINKS]],
        stop_link=stop_link,
    )
    return Letter(
        to=address,
        subject=written.subject,
        body=written.body,
        written_at=now,
        headers=unsubscribing(stop_link),
        name=f"answer-{answers[-1].id}",
    )
