"""Links by which people without an account read a post that is not public yet."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base, UtcDateTime


class PreviewLink(Base):
    """A preview link. The token itself is not stored, not even hashed: it is ``key`` (random) with a signature that
    only this installation's secret can make, so that the table alone opens nothing.

    ``revision`` is the number of the text that it shows, None for the newest one at each opening.
    """

    __tablename__ = "preview_link"
    __table_args__ = (
        sa.CheckConstraint("revision IS NULL OR revision >= 1", name="revision"),
        sa.CheckConstraint("expires_at > created_at", name="ends_later"),
        sa.Index("ix_preview_link_post", "post_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(sa.ForeignKey("post.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(sa.String(64), unique=True)
    revision: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
