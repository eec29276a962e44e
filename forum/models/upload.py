"""Uploaded files, the smaller pictures made of them, and which post uses which."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base, UtcDateTime
from forum.domain.uploads import BY_NAME, FORMATS
from forum.models.columns import one_of


class Upload(Base):
    """A file as it is stored: a picture drawn anew, any other file as it was sent. ``id`` and ``name`` make its
    address, which stays when the file is replaced; ``version`` counts that.

    ``sha256`` is the hash of what was sent, ``key`` the place of what is stored, named by its own hash; neither is
    there twice. ``alt`` says what a picture shows ("" where nobody has said it yet, or where it is decorative).
    ``is_ready``: all its renditions are there.
    """

    __tablename__ = "upload"
    __table_args__ = (
        one_of("kind", BY_NAME, "kind"),
        sa.CheckConstraint("size > 0", name="size"),
        sa.CheckConstraint("version >= 1", name="version"),
        sa.CheckConstraint("(width IS NULL) = (height IS NULL)", name="sides"),
        sa.CheckConstraint("NOT is_decorative OR alt = ''", name="decorative_says_nothing"),
        sa.Index("ix_upload_newest", "created_at", "id"),
        sa.Index("ix_upload_user_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(400))
    kind: Mapped[str] = mapped_column(sa.String(8))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(sa.String(64), unique=True)
    key: Mapped[str] = mapped_column(sa.String(80), unique=True)
    width: Mapped[int | None]
    height: Mapped[int | None]
    alt: Mapped[str] = mapped_column(sa.String(1000), default="")
    is_decorative: Mapped[bool] = mapped_column(default=False)
    is_ready: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Rendition(Base):
    """A picture in one width and format. ``key`` is the place of its bytes, named by their hash."""

    __tablename__ = "rendition"
    __table_args__ = (
        one_of("format", FORMATS, "format"),
        sa.CheckConstraint("width > 0 AND size > 0", name="numbers"),
    )

    upload_id: Mapped[int] = mapped_column(sa.ForeignKey("upload.id", ondelete="CASCADE"), primary_key=True)
    width: Mapped[int] = mapped_column(primary_key=True)
    format: Mapped[str] = mapped_column(sa.String(8), primary_key=True)
    size: Mapped[int]
    key: Mapped[str] = mapped_column(sa.String(80), index=True)


class PostUpload(Base):
    """A post's text shows or offers this file. A file that is used cannot be deleted: the database says so, too."""

    __tablename__ = "post_upload"

    post_id: Mapped[int] = mapped_column(sa.ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    upload_id: Mapped[int] = mapped_column(sa.ForeignKey("upload.id"), primary_key=True, index=True)
