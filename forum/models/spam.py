"""What the moderators' decisions have taught about spam."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base, UtcDateTime


class SpamModel(Base):
    """The site's one model. ``version`` moves with every change; ``weights`` is as ``domain.spam`` writes them;
    ``spam`` and ``ham`` are how many decisions taught it; ``learned_until`` is the last log entry that was looked at.
    """

    __tablename__ = "spam_model"
    __table_args__ = (
        sa.CheckConstraint("id = 1", name="only_one"),
        sa.CheckConstraint("spam >= 0 AND ham >= 0", name="counts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(default=1)
    weights: Mapped[bytes] = mapped_column(sa.LargeBinary)
    spam: Mapped[int] = mapped_column(default=0)
    ham: Mapped[int] = mapped_column(default=0)
    learned_until: Mapped[int] = mapped_column(default=0)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
