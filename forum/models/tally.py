"""The site's counters: how many comments stand in each queue."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base
from forum.domain.tallies import TALLIES
from forum.models.columns import one_of


class Tally(Base):
    """One row a counter; changes only by ``domain.tallies``, in the transaction of the change that it counts."""

    __tablename__ = "tally"
    __table_args__ = (one_of("name", TALLIES, "name"), sa.CheckConstraint("n >= 0", name="n"))

    name: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    n: Mapped[int] = mapped_column(default=0)
