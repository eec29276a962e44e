"""Who looks at what just now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.domain.scopes import Scope
from forum.models import Claim, Comment, Post, User
from forum.queries.moderation.scope import posts_in


def claims_on(numbers: Iterable[int], *, but: int | None, now: datetime, scope: Scope) -> dict[int, str]:
    """The names of who holds a claim on the comments, by the comments' numbers; without those of the account ``but``,
    and only of comments in the scope, wherever the numbers come from. One statement."""
    rows = db.session.execute(
        sa.select(Claim.comment_id, User.display_name)
        .join(User, User.id == Claim.user_id)
        .join(Comment, Comment.id == Claim.comment_id)
        .join(Post, Post.id == Comment.post_id)
        .where(
            Claim.comment_id.in_(list(numbers)),
            Claim.expires_at > now,
            Claim.user_id != (but or 0),
            posts_in(scope),
        )
    )
    return {row.comment_id: row.display_name for row in rows}
