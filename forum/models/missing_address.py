"""Addresses at which readers found nothing."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base


class MissingAddress(Base):
    """An address of this site that was asked for and is not there (``domain.broken_links``): how often, on which days,
    and the path of the public page of this site on which the link to it stands ("": it came from elsewhere). Nothing
    is known of who asked."""

    __tablename__ = "missing_address"
    __table_args__ = (
        sa.CheckConstraint("hits >= 1", name="hits"),
        sa.CheckConstraint("last_on >= first_on", name="days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(sa.String(320), unique=True)
    hits: Mapped[int] = mapped_column(default=1)
    first_on: Mapped[date]
    last_on: Mapped[date]
    came_from: Mapped[str] = mapped_column(sa.String(700), default="")
