"""Finding the comment that a moderator asks for, if it is theirs to see."""

from __future__ import annotations

from flask import abort

from forum.domain.permissions import Owned, may
from forum.queries.moderation.items import Item
from forum.queries.moderation.queue import item_by_id, owner_of
from forum.web.identity import current_actor
from forum.web.language import current_settings


def item_or_404(comment_id: int) -> Item:
    """The comment as the desk shows it. What the current actor may not moderate is not there."""
    item = item_by_id(comment_id)
    if item is None or not _may_moderate(item.post_id):
        abort(404)
    return item


def _may_moderate(post_id: int) -> bool:
    thing = Owned(owner_of(post_id), authors_moderate_own=current_settings().authors_moderate_own)
    return may(current_actor(), "comments.moderate", thing)
