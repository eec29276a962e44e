"""Categories: each post stands in one."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base
from forum.domain.screening import Mode
from forum.models.columns import one_of, word_enum


class Category(Base):
    """``comments_mode`` None: as the category in which it stands (``parent_id``), or as the site. Two levels and no
    more: a parent stands in none itself."""

    __tablename__ = "category"
    __table_args__ = (
        one_of("comments_mode", Mode, "comments_mode"),
        sa.CheckConstraint("parent_id <> id", name="not_in_itself"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(320), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120), unique=True)
    description: Mapped[str] = mapped_column(sa.String(500), default="")
    position: Mapped[int] = mapped_column(default=0)
    comments_mode: Mapped[Mode | None] = mapped_column(word_enum(Mode))
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("category.id"), index=True)
