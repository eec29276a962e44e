"""What has happened to a queue since somebody began to look at it. The same number of statements whatever is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.domain.scopes import Scope
from forum.models import Comment, Post
from forum.queries.moderation.items import Item, filled, shown
from forum.queries.moderation.narrowing import Filters, narrowings
from forum.queries.moderation.order import OLDEST_FIRST, WAITING, order_of, stands_in, waits_in
from forum.queries.moderation.scope import narrowed_to, posts_in

# More new ones than these are not counted.
MANY = 100


def arrived_since(filters: Filters, since: datetime, *, scope: Scope) -> int:
    """How many comments have come into a queue since, ``MANY`` at most; 0 for queues of what is decided."""
    if filters.queue not in OLDEST_FIRST:
        return 0
    narrowed = [one.condition for one in (*narrowings(filters), *narrowed_to(scope))]
    came = (
        (waits_in(filters.queue), Comment.waits_since > since)
        if filters.queue in WAITING
        else (stands_in(filters.queue), order_of(filters.queue).at > since)
    )
    new = sa.select(Comment.id).where(*came, *narrowed)
    return db.session.scalar(sa.select(sa.func.count()).select_from(new.limit(MANY).subquery())) or 0


def changed_since(seen: Mapping[int, int], queue: str, *, scope: Scope) -> list[tuple[Item, bool]]:
    """Those comments of ``seen`` (number: version) that have another version now, and whether each still stands in the
    queue. What is gone, or not in the scope, is passed over."""
    rows = db.session.execute(
        sa.select(Comment.id, Comment.version, stands_in(queue).label("stands"))
        .join(Post, Post.id == Comment.post_id)
        .where(Comment.id.in_(list(seen)), posts_in(scope))
    )
    changed = {row.id: bool(row.stands) for row in rows if row.version != seen[row.id]}
    if not changed:
        return []
    found = db.session.execute(shown().where(Comment.id.in_(list(changed)))).all()
    return [(item, changed[item.id]) for item in filled(found, scope=scope)]
