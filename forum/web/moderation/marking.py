"""Showing moderators where the rules found something: the passages marked in the text and name as they will appear."""

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
    parts = _TAG.split(item.body_html)  # sanitised when it was written
    parts[::2] = _marked(parts[::2], item, "body")
    return Markup("".join(parts))  # the stored HTML and marks around its own text


def marked_name(item: Item) -> Markup:
    """The same of the name that stands with the comment."""
    return Markup("".join(_marked([escape(item.author_name, quote=False)], item, "name")))


def _marked(texts: list[str], item: Item, field: str) -> list[str]:
    passages = {
        escape(found.matched, quote=False)
        for found in item.findings
        if found.field == field and found.matched
    }
    if not passages:
        return texts
    search = re.compile("|".join(map(re.escape, sorted(passages, key=len, reverse=True))))
    return [search.sub(lambda match: f"<mark>{match[0]}</mark>", text) for text in texts]
