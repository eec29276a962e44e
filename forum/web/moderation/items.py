"""Finding the comment that a moderator asks for, if it is theirs to see."""

from __future__ import annotations

from flask import abort

from forum.queries.moderation.items import Item
from forum.queries.moderation.queue import item_by_id
from forum.web.moderation.scope import current_scope


def item_or_404(comment_id: int) -> Item:
    """The comment as the desk shows it. What the current actor may not moderate is not there."""
    item = item_by_id(comment_id, scope=current_scope())
    if item is None:
        abort(404)
    return item
