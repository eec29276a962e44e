"""Moderators write word lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

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


def save_word_list(number: int | None, draft: WordListDraft, *, by: Actor, now: datetime) -> WordList:
    """Makes a word list (``number`` None) or changes one; the next comment is screened by it.

    Raises ``NotAllowed``, ``NotFound("no_such_list")``, ``Conflict("list_name_taken")``, or ``Refused``:
    ``list_name_…``, ``list_note_…``, ``patterns_empty``, ``bad_pattern`` (``line``, ``problem``), ``bad_scope``,
    ``bad_list_language``.
    """
    if not may(by, "rules.edit"):
        raise NotAllowed("not_allowed")
    values = checked_list(draft)
    with transaction() as session:
        row = WordList() if number is None else session.get(WordList, number)
        if row is None:
            raise NotFound("no_such_list")
        with session.no_autoflush:
            other = session.scalar(sa.select(WordList.id).where(WordList.name == values["name"]))
        if other is not None and other != number:
            raise Conflict("list_name_taken")
        for name, value in values.items():
            setattr(row, name, value)
        row.updated_at = now
        session.add(row)
        session.flush()
        record("rule.save", by=by, now=now, facts={"list": row.id, "name": row.name})
        return row


def delete_word_list(number: int, *, by: Actor, now: datetime) -> None:
    """Deletes a word list; what it found stays with the comments. Raises ``NotAllowed`` or ``NotFound``."""
    if not may(by, "rules.edit"):
        raise NotAllowed("not_allowed")
    with transaction() as session:
        row = session.get(WordList, number)
        if row is None:
            raise NotFound("no_such_list")
        record("rule.delete", by=by, now=now, facts={"list": row.id, "name": row.name})
        session.delete(row)


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
