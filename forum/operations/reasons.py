"""Moderators word the reasons that rejected writers read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forum.db import transaction
from forum.domain.actors import Actor
from forum.domain.permissions import may
from forum.domain.reasons import Key, Typed, changes_among, ready_sentence
from forum.domain.refusals import Conflict, NotAllowed
from forum.models import ReasonSentence
from forum.operations.log import record
from forum.queries.reasons import reason_sentences


def set_reason_sentences(typed: Mapping[Key, Typed], *, by: Actor, now: datetime) -> list[Key]:
    """Stores the sentences that their editor changed, all or none; returns which. An empty one is taken away, and
    Forum's own stands again.

    Raises ``NotAllowed``; ``Refused``: ``language_unknown``, ``sentence_too_long``, ``sentence_not_text`` (with the
    ``key``); or ``Conflict("sentence_changed_since", keys)`` where somebody else has changed one of them since it was
    seen.
    """
    if not may(by, "reasons.edit"):
        raise NotAllowed("not_allowed")
    ready = {key: replace(one, sentence=ready_sentence(key, one.sentence)) for key, one in typed.items()}
    with transaction() as session:
        stored = reason_sentences()
        changes = changes_among(ready, stored)
        for key, sentence in sorted(changes.items()):
            _store(session, key, stored.get(key), sentence)
        if changes:
            names = [f"{code} {language}" for code, language in sorted(changes)]
            record("reasons.change", by=by, now=now, facts={"name": ", ".join(names), "sentences": names})
        return sorted(changes)


def _store(session: Session, key: Key, was: str | None, sentence: str) -> None:
    """Raises ``Conflict`` where the row is not as it was: somebody else is storing in the same moment."""
    code, language = key
    row = (ReasonSentence.code == code, ReasonSentence.language == language)
    if was is None:
        try:
            session.execute(sa.insert(ReasonSentence).values(code=code, language=language, sentence=sentence))
        except IntegrityError:
            raise Conflict("sentence_changed_since", keys=[key]) from None
        return
    as_it_was = (*row, ReasonSentence.sentence == was)
    done = session.execute(
        sa.update(ReasonSentence).where(*as_it_was).values(sentence=sentence)
        if sentence
        else sa.delete(ReasonSentence).where(*as_it_was)
    )
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise Conflict("sentence_changed_since", keys=[key])
