"""Since when a comment waits, for every way in which it may come to wait."""

from dataclasses import replace
from datetime import timedelta

import pytest

from forum.domain.comment_states import ReviewReason, Standing, State, waits_since
from tests.support.moments import NOW

BEFORE = NOW - timedelta(days=5)
WAITS = Standing(State.PENDING)
ASIDE = replace(WAITS, muted=True)
PUBLIC = Standing(State.APPROVED)
REJECTED = Standing(State.REJECTED)

# from, to, since when it waits after that
CASES = [
    # It comes into the queue: held, hidden by flags, kept back after a change, sent again, out of the trash.
    (PUBLIC, WAITS, NOW),
    (PUBLIC, replace(WAITS, flagged=True), NOW),
    (PUBLIC, replace(WAITS, revision=2), NOW),
    (REJECTED, replace(WAITS, revision=2, resubmissions=1), NOW),
    (Standing(State.TRASHED, previous_state=State.PENDING), WAITS, NOW),
    # Another text is to be read anew.
    (WAITS, replace(WAITS, revision=2), NOW),
    # Put aside, and back in the queue of what waits.
    (PUBLIC, ASIDE, NOW),
    (ASIDE, WAITS, NOW),
    # What is said beside it is no reason to wait anew.
    (WAITS, WAITS, BEFORE),
    (WAITS, replace(WAITS, hides_replies=True), BEFORE),
    # What is decided or taken back waits no more.
    (WAITS, PUBLIC, None),
    (WAITS, REJECTED, None),
    (WAITS, replace(WAITS, is_withdrawn=True), None),
    # A second look is a queue of its own, with a time of its own.
    (PUBLIC, replace(PUBLIC, review=ReviewReason.EDITED), None),
]


@pytest.mark.parametrize(("before", "after", "since"), CASES)
def test_since_when_it_waits(before: Standing, after: Standing, since: object) -> None:
    stood = BEFORE if before.state is State.PENDING else None
    assert waits_since(before, after, since=stood, now=NOW) == since
