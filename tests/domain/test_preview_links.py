"""What whoever opens a preview link gets."""

from datetime import timedelta

import pytest

from forum.domain.post_states import PostState
from forum.domain.preview_links import DAYS, USUAL_DAYS, LinkAnswer, link_answer
from tests.support.moments import NOW

BEFORE, LATER = NOW - timedelta(days=1), NOW + timedelta(days=1)
DRAFT, PUBLISHED, TRASHED = PostState.DRAFT, PostState.PUBLISHED, PostState.TRASHED


@pytest.mark.parametrize(
    ("revoked_at", "expires_at", "state", "published_at", "answer"),
    [
        (None, LATER, DRAFT, None, "shown"),
        # Its author has set a time already.
        (None, LATER, DRAFT, BEFORE, "shown"),
        (None, LATER, PUBLISHED, LATER, "shown"),
        (None, LATER, PUBLISHED, BEFORE, "public"),
        (None, LATER, PUBLISHED, NOW, "public"),
        (None, LATER, TRASHED, None, "ended"),
        (None, LATER, TRASHED, BEFORE, "ended"),
        # It ends at its instant, not behind it.
        (None, NOW, DRAFT, None, "ended"),
        (None, BEFORE, DRAFT, None, "ended"),
        (None, BEFORE, PUBLISHED, LATER, "ended"),
        # Too old, but what it led to is public: there is nothing left to keep.
        (None, BEFORE, PUBLISHED, BEFORE, "public"),
        # Taken back: not even where the post is.
        (BEFORE, LATER, DRAFT, None, "ended"),
        (NOW, LATER, PUBLISHED, LATER, "ended"),
        (BEFORE, LATER, PUBLISHED, BEFORE, "ended"),
    ],
)
def test_a_link_answers(revoked_at, expires_at, state, published_at, answer):
    given = link_answer(
        revoked_at=revoked_at, expires_at=expires_at, state=state, published_at=published_at, now=NOW
    )
    assert given is LinkAnswer(answer)


def test_the_usual_time_is_one_of_those_offered():
    assert USUAL_DAYS in DAYS
