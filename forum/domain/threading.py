"""Threads: each comment keeps its true parent and a materialised path, so that sorting by path walks the tree.

A path is one fixed-width segment per comment from the root down, each the comment's number in base 32 (digits then
letters, so that text order is number order). Depth 0 is a root. Replies are shown to depth 5 below where a page
starts; deeper ones on a page of their own ("continue this thread").
"""

from __future__ import annotations

SHOWN_DEPTH = 5
MAX_DEPTH = 100
SEGMENT = 7  # 32**7 = 34 thousand million comments
_DIGITS = "0123456789abcdefghijklmnopqrstuv"
# The greatest character that a segment can hold, doubled by the width: closes a range of descendants.
AFTER_ALL = "~"


def segment(comment_id: int) -> str:
    """The path segment of a comment number. Raises ``ValueError`` outside 0 … 32⁷−1."""
    if not 0 <= comment_id < 32**SEGMENT:
        raise ValueError(f"no path segment for {comment_id}")
    digits = []
    for _ in range(SEGMENT):
        comment_id, digit = divmod(comment_id, 32)
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))


def path_of(comment_id: int, parent_path: str | None) -> str:
    """The path of a comment below ``parent_path`` (None: a root)."""
    return (parent_path or "") + segment(comment_id)


def lineage(path: str) -> list[int]:
    """The comment numbers from the root down to the comment itself."""
    return [int(path[i : i + SEGMENT], 32) for i in range(0, len(path), SEGMENT)]


def ancestors(path: str) -> list[int]:
    """The comment numbers above the comment, root first."""
    return lineage(path)[:-1]


def page_root_depth(depth: int) -> int:
    """The depth of the comment with which the page starts that shows a comment of ``depth``: 0 to ``SHOWN_DEPTH``
    stand on the post's own page, deeper ones below an ancestor that a "continue this thread" link leads to."""
    return 0 if depth <= SHOWN_DEPTH else SHOWN_DEPTH * ((depth - 1) // SHOWN_DEPTH)
