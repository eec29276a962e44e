"""What a decision makes of a comment's text."""

import pytest

from forum.domain.comment_states import Standing, State
from forum.domain.text_changes import text_change


@pytest.mark.parametrize(
    ("before", "after", "facts", "change"),
    [
        (1, 1, {}, None),
        (1, 2, {}, "edited"),
        (1, 2, {"redacted": 2}, "redacted"),
        (1, 1, {"redacted": 2}, None),  # what stood there already is no change
        (None, 1, {}, None),
        (None, None, {}, None),
    ],
)
def test_what_a_decision_made_of_the_text(before, after, facts, change) -> None:
    old, new = (number and Standing(State.PENDING, revision=number).as_facts() for number in (before, after))
    assert text_change(old, new, facts) == change
