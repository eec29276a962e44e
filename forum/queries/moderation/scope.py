"""What somebody moderates, as conditions: the one place that keeps moderators to what is theirs.

Queues, counts, single comments, the oldest that waits and the daily letter all ask through here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import sqlalchemy as sa

from forum.db import db
from forum.domain.scopes import Scope
from forum.models import ModeratedCategory, Post
from forum.queries.moderation.narrowing import Narrowing, of_posts


def posts_in(scope: Scope) -> sa.ColumnElement[bool]:
    """What holds for each post of the scope. The same as ``Scope.holds``."""
    if scope.is_whole_site:
        return sa.true()
    if scope.author_id is not None:
        return Post.author_id == scope.author_id
    return Post.category_id.in_(sorted(scope.categories))


def narrowed_to(scope: Scope) -> list[Narrowing]:
    """The scope as a filter of a queue; none for the whole site."""
    if scope.is_whole_site:
        return []
    return [of_posts(posts_in(scope))]


def areas_of(user_id: int) -> frozenset[int] | None:
    """The categories that a moderator looks after; None: the whole site."""
    return areas_of_each([user_id]).get(user_id)


def areas_of_each(user_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """The same for many; who looks after the whole site is missing. One statement."""
    areas: dict[int, set[int]] = defaultdict(set)
    rows = db.session.execute(
        sa.select(ModeratedCategory.user_id, ModeratedCategory.category_id).where(
            ModeratedCategory.user_id.in_(list(user_ids))
        )
    )
    for user_id, category_id in rows:
        areas[user_id].add(category_id)
    return {user_id: frozenset(some) for user_id, some in areas.items()}
