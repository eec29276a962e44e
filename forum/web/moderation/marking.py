"""Showing moderators where the rules found something: the passages marked in the text and name as they will appear, and
each finding once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from markupsafe import Markup

from forum.queries.moderation.items import Found, Item

# Parts of a finding's detail that no moderator reads.
_UNSAID = frozenset({"pattern", "href", "part", "domain"})
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


def told_once(findings: Iterable[Found]) -> list[tuple[Found, int]]:
    """The findings in their order, those that read alike as one, with how many of them there are: the same passage,
    found at several places or by several lines of one list."""
    alike: dict[str, list[Found]] = {}
    for found in findings:
        said = {name: words for name, words in found.detail.items() if name not in _UNSAID}
        alike.setdefault(repr((found.rule, found.severity, found.matched, *_place(found), said)), []).append(
            found
        )
    return [(some[0], len(some)) for some in alike.values()]


def _place(found: Found) -> tuple[bool, ...]:
    """What is said of where it stands: personal data in the name are said to be there."""
    return (found.field == "name",) if found.rule == "personal_data" else ()


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
