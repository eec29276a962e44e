"""Jobs that write letters."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from forum.adapters.mail import Letter
from forum.db import transaction
from forum.domain.comment_states import State
from forum.jobs.outside import Outside
from forum.operations.outbox import enqueue
from forum.queries.digest import digest_at
from forum.queries.letters import moderators, outcome_of
from forum.queries.notices import question_about
from forum.queries.reasons import told_now
from forum.queries.settings import site_settings


def tell_writer(payload: dict[str, Any], outside: Outside, now: datetime) -> None:
    """Tells a comment's writer what became of it. Silent where that is true no longer, where the writer took it
    back, and where there is no confirmed address. The letter brings the link that ends them. Payload:
    ``comment_id``, ``old``, ``new`` (states), ``entry_id``."""
    comment_id, entry_id = payload["comment_id"], payload["entry_id"]
    old, new = State(payload["old"]), State(payload["new"])
    outcome = outcome_of(comment_id, entry_id=entry_id, now=now)
    if outcome is None or outcome.is_withdrawn or outcome.state is not new:
        return
    sealed = outcome.address_sealed
    address = outside.seals.open(sealed) if sealed is not None else outcome.email
    if address is None:
        return
    if new is State.REJECTED and outcome.reason_code is not None:
        languages = outside.settings.languages
        outcome = replace(outcome, told=told_now(outcome.reason_code, outcome.language, languages=languages))
    stop_link = stop_link_of(outcome.user_id, sealed, outside)
    written = outside.letters.write(
        "tell_writer",
        outcome=outcome,
        old=old,
        new=new,
        comment_id=comment_id,
        is_guest=sealed is not None,
        stop_link=stop_link,
    )
    outside.mailer.send(
        Letter(
            to=address,
            subject=written.subject,
            body=written.body,
            written_at=now,
            headers=unsubscribing(stop_link),
            name=f"comment-{comment_id}.{entry_id}",
        )
    )


def ask_guest(payload: dict[str, Any], outside: Outside, now: datetime) -> None:
    """Asks at the address that a guest gave whether it is theirs. Silent where there is nothing to ask any more, and
    where the address cannot be read (the installation has another key now). Its link ends such letters, too. Payload:
    ``comment_id``."""
    question = question_about(payload["comment_id"], now=now)
    address = outside.seals.open(question.address_sealed) if question else None
    if question is None or address is None:
        return
    link = _notice_link(question.address_sealed, outside)
    written = outside.letters.write("ask_guest", link=link, contact=site_settings().contact)
    outside.mailer.send(
        Letter(
            to=address,
            subject=written.subject,
            body=written.body,
            written_at=now,
            headers=unsubscribing(link),
            name=f"notice-{payload['comment_id']}",
        )
    )


def stop_link_of(user_id: int | None, sealed: bytes | None, outside: Outside) -> str:
    """The link that ends letters: to a guest's sealed address, or to the account."""
    if sealed is not None:
        return _notice_link(sealed, outside)
    assert user_id is not None
    return f"{outside.settings.site_url}/letters/{outside.seals.account_token(user_id)}"


def unsubscribing(stop_link: str) -> dict[str, str]:
    """The headers by which mail programs end letters, with one press of their own where nobody can listen on the way
    (RFC 8058 §3.1 wants https)."""
    one_click = {"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return {"List-Unsubscribe": f"<{stop_link}>"} | (one_click if stop_link.startswith("https://") else {})


def _notice_link(sealed: bytes, outside: Outside) -> str:
    return f"{outside.settings.site_url}/notices/{outside.seals.link_token(sealed)}"


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
    """Writes the day's letter about the queues to every moderator and administrator, about what is theirs; none where
    nothing waits for them.

    Each letter is a job of its own, so that one address that fails holds nobody else's up.
    """
    people = moderators()
    waiting = {scope: digest_at(now, scope) for scope in {scope for _, _, scope in people}}
    with transaction():
        for user_id, email, scope in people:
            if not waiting[scope].total:
                continue
            written = outside.letters.write("digest", digest=waiting[scope])
            name = f"digest-{now:%Y%m%d}.{user_id}"
            letter = {"to": email, "subject": written.subject, "body": written.body, "name": name}
            enqueue("send_mail", letter, run_at=now, now=now, key=name)
