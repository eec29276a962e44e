"""Finding the comment that a moderator asks for, if it is theirs to see."""

from __future__ import annotations

from collections.abc import Iterable

from flask import abort

from forum.adapters import clock
from forum.queries.moderation.claims import claims_on
from forum.queries.moderation.items import Item
from forum.queries.moderation.queue import item_by_id
from forum.web.identity import current_actor
from forum.web.moderation.scope import current_scope


def item_or_404(comment_id: int) -> Item:
    """The comment as the desk shows it. What the current actor may not moderate is not there."""
    item = item_by_id(comment_id, scope=current_scope())
    if item is None:
        abort(404)
    return item


def claims_now(items: Iterable[Item]) -> dict[int, str]:
    """Who else looks at the items, by their numbers. One statement."""
    numbers = [item.id for item in items]
    return claims_on(numbers, but=current_actor().user_id, now=clock.now(), scope=current_scope())
