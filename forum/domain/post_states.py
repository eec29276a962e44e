"""The states of a post, and when it is public. Scheduling is computed when reading: nothing can miss its time."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from forum.domain.refusals import Refused


class PostState(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    TRASHED = "trashed"


# The words that the database holds. What is in review is stored as a draft with the time at which it was sent there.
STORED = (PostState.DRAFT, PostState.PUBLISHED, PostState.TRASHED)


class PostMove(StrEnum):
    SUBMIT = "submit"
    RETURN = "return"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    TRASH = "trash"
    RESTORE = "restore"


MOVES: dict[tuple[PostState, PostMove], PostState] = {
    (PostState.DRAFT, PostMove.SUBMIT): PostState.IN_REVIEW,
    (PostState.DRAFT, PostMove.PUBLISH): PostState.PUBLISHED,
    (PostState.DRAFT, PostMove.TRASH): PostState.TRASHED,
    (PostState.IN_REVIEW, PostMove.RETURN): PostState.DRAFT,
    (PostState.IN_REVIEW, PostMove.PUBLISH): PostState.PUBLISHED,
    # Its author takes it back; nobody has to be told why.
    (PostState.IN_REVIEW, PostMove.UNPUBLISH): PostState.DRAFT,
    (PostState.IN_REVIEW, PostMove.TRASH): PostState.TRASHED,
    (PostState.PUBLISHED, PostMove.PUBLISH): PostState.PUBLISHED,
    (PostState.PUBLISHED, PostMove.UNPUBLISH): PostState.DRAFT,
    (PostState.PUBLISHED, PostMove.TRASH): PostState.TRASHED,
    # Out of the trash a post comes back as a draft: publishing again is a decision of its own.
    (PostState.TRASHED, PostMove.RESTORE): PostState.DRAFT,
}


def state_of(stored: PostState, submitted_at: datetime | None) -> PostState:
    """The state of a post by what is stored of it. ``submitted_at`` means something on a draft alone."""
    return PostState.IN_REVIEW if stored is PostState.DRAFT and submitted_at is not None else stored


def stored_as(state: PostState) -> PostState:
    """The word of ``STORED`` under which a post in ``state`` is kept."""
    return PostState.DRAFT if state is PostState.IN_REVIEW else state


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
