"""Writing the log: one entry for each verb, in the verb's own transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from forum.db import db
from forum.domain.actors import Actor, ActorKind
from forum.domain.comment_states import ReasonCode, Standing
from forum.domain.redaction import name_to_keep
from forum.models import LogEntry
from forum.operations.indexing import index_comment

NAMED_BY_THEMSELVES = (ActorKind.PERSON, ActorKind.GUEST, ActorKind.STRANGER)


def record(
    verb: str,
    *,
    by: Actor,
    now: datetime,
    comment_id: int | None = None,
    post_id: int | None = None,
    user_id: int | None = None,
    before: Standing | None = None,
    after: Standing | None = None,
    version: int | None = None,
    reason_code: ReasonCode | None = None,
    note: str = "",
    batch: str | None = None,
    undoes_id: int | None = None,
    facts: dict[str, Any] | None = None,
    waited_seconds: int | None = None,
) -> LogEntry:
    """Adds the entry to the transaction that is open and returns it with its number. ``facts`` never hold a
    comment's text, an e-mail address or an IP address. ``version`` is the one that the event left behind.
    Of readers' names it keeps what no personal data are in, since nothing is taken out of it again.
    ``waited_seconds``: how long the comment waited for the person who has decided about it now."""
    entry = LogEntry(
        at=now,
        actor_kind=by.kind,
        actor_id=by.id,
        actor_name=name_to_keep(by.name) if by.kind in NAMED_BY_THEMSELVES and not by.is_staff else by.name,
        verb=verb,
        comment_id=comment_id,
        post_id=post_id,
        user_id=user_id,
        before=before.as_facts() if before else None,
        after=after.as_facts() if after else None,
        version=version,
        reason_code=reason_code,
        note=note,
        batch=batch,
        undoes_id=undoes_id,
        facts=facts or {},
        waited_seconds=waited_seconds,
    )
    db.session.add(entry)
    db.session.flush()
    if comment_id is not None and (reason_code is not None or note):
        index_comment(comment_id)  # comments are found by what moderators said about them
    return entry
