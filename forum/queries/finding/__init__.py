"""What readers find: public posts and comments by words, filtered, in the order of ``domain.finding``.

The index knows nothing of what is public. It names the places of all that says what is asked, and each of them is then
asked of the post or comment itself, at the time of the question.
"""

from __future__ import annotations

from forum.queries.finding.hits import Hit
from forum.queries.finding.pages import After, Found, Question, found_page, read_after

__all__ = ["After", "Found", "Hit", "Question", "found_page", "read_after"]
