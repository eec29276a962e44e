"""The stamp of a post moves with whatever its page says, also where that is not stored with it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forum.models import Post


def stamp_posts(session: Session, of_these: sa.ColumnElement[bool], **columns: Any) -> int:
    """Moves the stamps of the posts for which the condition holds, and sets ``columns`` in them; how many there are."""
    moved = session.execute(
        sa.update(Post)
        .where(of_these)
        .values(**columns, revision=Post.revision + 1)
        .execution_options(synchronize_session=False)
    )
    return int(moved.rowcount)  # type: ignore[attr-defined]
