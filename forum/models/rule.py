"""Word lists, the screening rules that moderators write."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base, UtcDateTime
from forum.domain.screening import Severity
from forum.models.columns import one_of, word_enum


class WordList(Base):
    """``patterns`` is the text as the moderator typed it, one pattern a line. ``language`` None: every language. Each
    change makes a new ``version``; ``updated_by`` is the name of who made it, as in the log."""

    __tablename__ = "word_list"
    __table_args__ = (
        one_of("action", Severity, "action"),
        one_of("scope", ("text", "name", "link"), "scope"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(120), unique=True)
    patterns: Mapped[str] = mapped_column(sa.Text)
    scope: Mapped[str] = mapped_column(sa.String(8), default="text")
    action: Mapped[Severity] = mapped_column(word_enum(Severity), default=Severity.HOLD)
    whole_word: Mapped[bool] = mapped_column(default=True)
    language: Mapped[str | None] = mapped_column(sa.String(16))
    note: Mapped[str] = mapped_column(sa.String(500), default="")
    is_active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_by: Mapped[str | None] = mapped_column(sa.String(80))
