"""Showing moderators where the rules found something: the passages marked in the text as it will appear."""

from __future__ import annotations

import re
from html import escape

from markupsafe import Markup

from forum.queries.moderation.items import Item

_TAG = re.compile(r"(<[^>]*>)")


def marked_html(item: Item) -> Markup:
    """The comment's own stored HTML with ``<mark>`` around what its findings matched in the text.

    Only text between tags is marked, so the HTML stays what it was; a passage that spans tags is left to the list of
    findings below the text.
    """
    passages = {
        escape(found.matched, quote=False)
        for found in item.findings
        if found.field == "body" and found.matched
    }
    if not passages:
        return Markup(item.body_html)  # sanitised when it was written
    search = re.compile("|".join(map(re.escape, sorted(passages, key=len, reverse=True))))
    parts = _TAG.split(item.body_html)
    for i in range(0, len(parts), 2):
        parts[i] = search.sub(lambda match: f"<mark>{match[0]}</mark>", parts[i])
    return Markup("".join(parts))  # the stored HTML and marks around its own text
