"""Posts, written and published as an author would. All need an application context."""

import itertools
from datetime import datetime
from typing import Any

from forum.domain.actors import Actor
from forum.domain.post_states import PostMove
from forum.models import Post
from forum.operations.posts.drafts import PostDraft
from forum.operations.posts.saving import create_post
from tests.support.moments import YESTERDAY

_numbers = itertools.count(1)

BODY = """The ferry leaves twice a day, and nobody asks who is on it.

## What we heard

People told us three things: *listen first*, pay on time, and let us speak for ourselves.
"""


def make_post(
    by: Actor, *, published_at: datetime | None = YESTERDAY, now: datetime | None = None, **fields: Any
) -> Post:
    """A post of the author ``by``, public since yesterday; ``published_at`` None leaves a draft. ``fields`` are those
    of ``PostDraft``."""
    draft = PostDraft(
        **{
            "title": f"Notes from the river {next(_numbers)}",
            "body": BODY,
            "published_at": published_at,
            **fields,
        }
    )
    move = PostMove.PUBLISH if published_at is not None else None
    return create_post(draft, by=by, now=now or published_at or YESTERDAY, move=move)
