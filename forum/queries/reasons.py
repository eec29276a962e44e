"""The site's own sentences for the reasons of rejections."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import ReasonCode
from forum.domain.reasons import Sentences, Told, told
from forum.models import ReasonSentence


def reason_sentences() -> Sentences:
    """All of them, by code and language. One statement."""
    rows = db.session.execute(
        sa.select(ReasonSentence.code, ReasonSentence.language, ReasonSentence.sentence)
    )
    return {(row.code, row.language): row.sentence for row in rows}


def told_now(code: ReasonCode, language: str | None, *, languages: Sequence[str]) -> Told | None:
    """What the site tells the writer of a comment in ``language`` (see ``domain.reasons.told``). One statement."""
    return told(code, language, languages=languages, sentences=reason_sentences())
