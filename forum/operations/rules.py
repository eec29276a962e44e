"""Moderators write word lists."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forum.db import transaction
from forum.domain.actors import Actor
from forum.domain.markup import MarkupRefused, clean_line
from forum.domain.permissions import may
from forum.domain.refusals import Conflict, NotAllowed, NotFound, Refused
from forum.domain.screening import BadPattern, Severity, parse_patterns
from forum.models import WordList
from forum.operations.log import record

SCOPES = ("text", "name", "link")
# None: every language.
LANGUAGES = (None, "en", "es", "ru", "ar", "th", "lo", "km", "my", "vi", "zh")
LIMITS = {"name": 120, "note": 500}


@dataclass(frozen=True)
class WordListDraft:
    """A word list as it was typed: ``patterns`` one a line, ``language`` None for every language."""

    name: str
    patterns: str
    action: Severity = Severity.HOLD
    scope: str = "text"
    whole_word: bool = True
    language: str | None = None
    note: str = ""
    is_active: bool = True


def save_word_list(
    number: int | None, draft: WordListDraft, *, seen: int | None = None, by: Actor, now: datetime
) -> WordList:
    """Makes a word list (``number`` None) or changes one; the next comment is screened by it. ``seen``: the version
    from which the change was made; None: whatever stands is replaced. What stands so already stays, version and all.

    Raises ``NotAllowed``, ``NotFound("no_such_list")``; ``Conflict``: ``list_name_taken``, ``word_list_changed_since``,
    ``word_list_deleted_since`` (what was seen is no more); or ``Refused``: ``list_name_…``, ``list_note_…``,
    ``patterns_empty``, ``bad_pattern`` (``line``, ``problem``), ``bad_scope``, ``bad_list_language``.
    """
    if not may(by, "rules.edit"):
        raise NotAllowed("not_allowed")
    values = checked_list(draft)
    with transaction() as session:
        row = WordList(version=0) if number is None else _fresh(session, number)
        if row is None:
            raise NotFound("no_such_list") if seen is None else Conflict("word_list_deleted_since")
        if all(getattr(row, name) == value for name, value in values.items()):
            return row
        if number is not None:
            _refuse_late(row, seen)
        with session.no_autoflush:
            other = session.scalar(sa.select(WordList.id).where(WordList.name == values["name"]))
        if other is not None and other != number:
            raise Conflict("list_name_taken")
        for name, value in values.items():
            setattr(row, name, value)
        row.version += 1
        row.updated_at, row.updated_by = now, by.name
        session.add(row)
        session.flush()
        record("rule.save", by=by, now=now, facts={"list": row.id, "name": row.name})
        return row


def delete_word_list(number: int, *, seen: int | None = None, by: Actor, now: datetime) -> None:
    """Deletes a word list; what it found stays with the comments. ``seen``: the version that was to be deleted; None:
    any. Raises ``NotAllowed``, ``NotFound`` or ``Conflict("word_list_changed_since")``."""
    if not may(by, "rules.edit"):
        raise NotAllowed("not_allowed")
    with transaction() as session:
        row = _fresh(session, number)
        if row is None:
            raise NotFound("no_such_list")
        _refuse_late(row, seen)
        record("rule.delete", by=by, now=now, facts={"list": row.id, "name": row.name})
        session.delete(row)


def as_typed(row: WordList) -> WordListDraft:
    """The list as somebody would type it who changes nothing."""
    return WordListDraft(**{field.name: getattr(row, field.name) for field in fields(WordListDraft)})


def _fresh(session: Session, number: int) -> WordList | None:
    """The list as it stands, for nobody else to change before the transaction ends."""
    return session.get(WordList, number, populate_existing=True, with_for_update=True)


def _refuse_late(row: WordList, seen: int | None) -> None:
    if seen is not None and seen != row.version:
        raise Conflict("word_list_changed_since")


def checked_list(draft: WordListDraft) -> dict[str, Any]:
    """The columns of a list as it was typed. Raises ``Refused`` as ``save_word_list``."""
    if draft.scope not in SCOPES:
        raise Refused("bad_scope")
    if draft.language not in LANGUAGES:
        raise Refused("bad_list_language")
    texts = {}
    for name in ("name", "note"):
        try:
            texts[name] = clean_line(getattr(draft, name), limit=LIMITS[name], required=name == "name")
        except MarkupRefused as refusal:
            raise Refused(f"list_{name}_{refusal.code}", **refusal.facts) from None
    try:
        if not parse_patterns(draft.patterns):
            raise Refused("patterns_empty")
    except BadPattern as bad:
        raise Refused("bad_pattern", line=bad.line_number, problem=bad.code) from None
    return {
        **texts,
        "patterns": draft.patterns.replace("\r\n", "\n").strip(),
        "action": draft.action,
        "scope": draft.scope,
        "whole_word": draft.whole_word,
        "language": draft.language,
        "is_active": draft.is_active,
    }
