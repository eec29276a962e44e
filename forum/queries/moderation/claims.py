"""Who looks at what just now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.models import Claim, User


def claims_on(numbers: Iterable[int], *, but: int | None, now: datetime) -> dict[int, str]:
    """The names of who holds a claim on the comments, by the comments' numbers; without those of the account ``but``.
    One statement."""
    rows = db.session.execute(
        sa.select(Claim.comment_id, User.display_name)
        .join(User, User.id == Claim.user_id)
        .where(Claim.comment_id.in_(list(numbers)), Claim.expires_at > now, Claim.user_id != (but or 0))
    )
    return {row.comment_id: row.display_name for row in rows}
