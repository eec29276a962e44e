"""The addresses of the pages of a thread."""

from __future__ import annotations

from typing import Any

from flask import url_for


def page_of_thread(
    slug: str, root: int | None, start: int | None, *, after: int | None = None, anchor: str = "comments"
) -> str:
    """The path of a page of a post's thread, as ``queries.thread`` names it. ``after``: it marks what appeared after
    that stamp of the post."""
    # ``from`` is no name that Python takes as an argument; None leaves a part out.
    parts: dict[str, Any] = {"thread": root, "from": start, "after": after}
    return url_for("posts.show", slug=slug, _anchor=anchor, **parts)
