"""Series: posts that belong together and are read in an order."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base


class Series(Base):
    """Its posts name it, and each its place in it."""

    __tablename__ = "series"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(320), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120), unique=True)
    description: Mapped[str] = mapped_column(sa.String(500), default="")


class SeriesPart(Base):
    """A post's place in its series, counted from 1; two posts may be given the same one, and stand by their numbers."""

    __tablename__ = "series_part"
    __table_args__ = (sa.CheckConstraint("place BETWEEN 1 AND 9999", name="place"),)

    post_id: Mapped[int] = mapped_column(sa.ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    series_id: Mapped[int] = mapped_column(sa.ForeignKey("series.id", ondelete="CASCADE"), index=True)
    place: Mapped[int]
