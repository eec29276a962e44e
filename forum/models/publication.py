"""Publications, their editions with all versions, the files that they use, and the addresses they once had."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base, UtcDateTime
from forum.domain.post_states import STORED, PostState
from forum.domain.uploads import BY_NAME
from forum.models.columns import one_of, word_enum


class Publication(Base):
    """A publication. ``credit`` is who made it, in one line; ``cover_id`` a picture that was uploaded. ``version``
    counts the saves of its texts, ``form_key`` is the key of the form that made it, times are those of a post."""

    __tablename__ = "publication"
    __table_args__ = (
        one_of("state", STORED, "state"),
        sa.CheckConstraint("state <> 'published' OR published_at IS NOT NULL", name="published_has_a_time"),
        sa.Index("ix_publication_newest", "state", "published_at", "id"),
        sa.Index("ix_publication_changed", "updated_at", "id"),
        sa.Index("ix_publication_form_key", "form_key", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(640), unique=True)
    language: Mapped[str] = mapped_column(sa.String(16))
    state: Mapped[PostState] = mapped_column(word_enum(PostState), default=PostState.DRAFT)
    title: Mapped[str] = mapped_column(sa.String(300))
    summary: Mapped[str] = mapped_column(sa.String(1000), default="")
    credit: Mapped[str] = mapped_column(sa.String(300), default="")
    description: Mapped[str] = mapped_column(sa.Text)
    description_html: Mapped[str] = mapped_column(sa.Text)
    sanitiser_version: Mapped[int]
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    form_key: Mapped[str | None] = mapped_column(sa.String(64))
    author_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id", ondelete="SET NULL"))
    category_id: Mapped[int | None] = mapped_column(sa.ForeignKey("category.id", ondelete="SET NULL"))
    cover_id: Mapped[int | None] = mapped_column(sa.ForeignKey("upload.id"))


class PublicationEdition(Base):
    """A publication in one language and format. ``last_number`` is the highest that a version of it ever had, so that
    no number comes to mean another file: for this the row stays when no version is left, and is no edition then."""

    __tablename__ = "publication_edition"
    __table_args__ = (
        one_of("format", BY_NAME, "format"),
        sa.CheckConstraint("last_number >= 0", name="last_number"),
        sa.UniqueConstraint("publication_id", "language", "format"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    publication_id: Mapped[int] = mapped_column(sa.ForeignKey("publication.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(sa.String(16))
    format: Mapped[str] = mapped_column(sa.String(8))
    last_number: Mapped[int] = mapped_column(default=0)


class PublicationVersion(Base):
    """One version of an edition, and how often it was downloaded: a number, and nothing about anybody."""

    __tablename__ = "publication_version"
    __table_args__ = (
        sa.CheckConstraint("number >= 1", name="number"),
        sa.CheckConstraint("pages BETWEEN 1 AND 100000", name="pages"),
        sa.CheckConstraint("downloads >= 0", name="downloads"),
        sa.UniqueConstraint("edition_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(sa.ForeignKey("publication_edition.id", ondelete="CASCADE"))
    number: Mapped[int]
    label: Mapped[str] = mapped_column(sa.String(120), default="")
    issued_on: Mapped[date | None]
    pages: Mapped[int | None]
    upload_id: Mapped[int] = mapped_column(sa.ForeignKey("upload.id"), index=True)
    downloads: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PublicationUpload(Base):
    """A publication uses this file: as its cover, as a version of an edition, or in its description. A file that is
    used cannot be deleted: the database says so, too."""

    __tablename__ = "publication_upload"

    publication_id: Mapped[int] = mapped_column(
        sa.ForeignKey("publication.id", ondelete="CASCADE"), primary_key=True
    )
    upload_id: Mapped[int] = mapped_column(sa.ForeignKey("upload.id"), primary_key=True, index=True)


class OldPublicationSlug(Base):
    """An address that a publication had when readers could see it: it redirects for ever."""

    __tablename__ = "old_publication_slug"

    slug: Mapped[str] = mapped_column(sa.String(640), primary_key=True)
    publication_id: Mapped[int] = mapped_column(
        sa.ForeignKey("publication.id", ondelete="CASCADE"), index=True
    )


class AnnouncedPublication(Base):
    """A post announces a publication, as the one at this place among those that it announces, counted from 1."""

    __tablename__ = "announced_publication"
    __table_args__ = (sa.CheckConstraint("place >= 1", name="place"),)

    post_id: Mapped[int] = mapped_column(sa.ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    publication_id: Mapped[int] = mapped_column(
        sa.ForeignKey("publication.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    place: Mapped[int]
