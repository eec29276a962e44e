"""The states of a post, and when it is public. Scheduling is computed when reading: nothing can miss its time."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from forum.domain.refusals import Refused


class PostState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    TRASHED = "trashed"


class PostMove(StrEnum):
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    TRASH = "trash"
    RESTORE = "restore"


MOVES: dict[tuple[PostState, PostMove], PostState] = {
    (PostState.DRAFT, PostMove.PUBLISH): PostState.PUBLISHED,
    (PostState.DRAFT, PostMove.TRASH): PostState.TRASHED,
    (PostState.PUBLISHED, PostMove.PUBLISH): PostState.PUBLISHED,
    (PostState.PUBLISHED, PostMove.UNPUBLISH): PostState.DRAFT,
    (PostState.PUBLISHED, PostMove.TRASH): PostState.TRASHED,
    # Out of the trash a post comes back as a draft: publishing again is a decision of its own.
    (PostState.TRASHED, PostMove.RESTORE): PostState.DRAFT,
}


def moved(state: PostState, move: PostMove) -> PostState:
    """The state after ``move``. Raises ``Refused("post_move")`` for a move that is not in the table."""
    try:
        return MOVES[state, move]
    except KeyError:
        raise Refused("post_move", state=state.value, move=move.value) from None


def is_public(state: PostState, published_at: datetime | None, now: datetime) -> bool:
    """Whether readers see the post at ``now`` (both times aware, UTC)."""
    return state is PostState.PUBLISHED and published_at is not None and published_at <= now


def is_scheduled(state: PostState, published_at: datetime | None, now: datetime) -> bool:
    """Published by its author, but for a time that has not come."""
    return state is PostState.PUBLISHED and published_at is not None and published_at > now
