"""What somebody is writing just now: texts that are not saved, and who has which post open."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base, Json, UtcDateTime


class Autosave(Base):
    """What one person has typed into the editor of one post and not saved: of a post that is stored (``post_id``), or
    of one that never was (``form_key``, the key of its form). Nobody else sees it.

    ``texts`` are all fields of the form as typed, by name; None once they are saved or given up. The row stays a while
    then, so that ``number``, which moves with every change of it, is never met twice: a browser that sends an older one
    does not know what stands here. ``base_version`` is the version of the post that the writer began with, 0 for none.
    """

    __tablename__ = "autosave"
    __table_args__ = (
        sa.CheckConstraint("(post_id IS NULL) <> (form_key IS NULL)", name="one_post"),
        sa.Index("ix_autosave_post", "user_id", "post_id", unique=True),
        sa.Index("ix_autosave_form", "user_id", "form_key", unique=True),
        sa.Index("ix_autosave_of_post", "post_id"),
        sa.Index("ix_autosave_old", "saved_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"))
    post_id: Mapped[int | None] = mapped_column(sa.ForeignKey("post.id", ondelete="CASCADE"))
    form_key: Mapped[str | None] = mapped_column(sa.String(64))
    texts: Mapped[dict[str, str] | None] = mapped_column(Json)
    base_version: Mapped[int]
    number: Mapped[int]
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Presence(Base):
    """Somebody has the editor of a post open, and said so last at ``seen_at``."""

    __tablename__ = "presence"
    __table_args__ = (sa.Index("ix_presence_user", "user_id"), sa.Index("ix_presence_over", "seen_at"))

    post_id: Mapped[int] = mapped_column(sa.ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
