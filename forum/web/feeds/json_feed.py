"""JSON Feed 1.1. What answers what, which the format does not know, stands in an extension of its own, ``_thread``
(§ Extensions): with posts, how many comments there are and where; with comments, what they answer."""

from __future__ import annotations

import json
from typing import Any

from forum.web.feeds.feed import Entry, Feed, Name
from forum.web.formats import machine_time

TYPE = "application/feed+json; charset=utf-8"


def write(feed: Feed) -> bytes:
    """The feed as a JSON document."""
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.subtitle,
        "home_page_url": feed.address,
        "feed_url": feed.shown_address,
        "next_url": feed.older_address,
        "language": feed.language,
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(_given(whole), ensure_ascii=False).encode()


def _item(entry: Entry) -> dict[str, Any]:
    return _given(
        {
            "id": entry.id,
            "url": entry.address,
            "title": entry.title,
            "language": entry.language,
            "summary": entry.summary,
            "content_html": entry.html,
            "image": entry.picture,
            "date_published": machine_time(entry.published),
            "date_modified": machine_time(entry.updated),
            "authors": [_author(name) for name in entry.authors],
            "tags": list(entry.categories),
            "_thread": _thread(entry),
        }
    )


def _thread(entry: Entry) -> dict[str, Any]:
    if entry.answers:
        return _given({"in_reply_to": entry.answers.id, "url": entry.answers.address})
    if not entry.comments_feed:
        return {}
    answered = machine_time(entry.answered_at) if entry.answered_at else None
    found = {"comments_url": entry.comments_address, "feed_url": f"{entry.comments_feed}.json"}
    return {"comments": entry.comments, **_given(found | {"updated": answered})}


def _author(name: Name) -> dict[str, Any]:
    return _given({"name": name.name, "url": name.address})


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    """Only what is said: the format leaves out what is empty."""
    return {name: value for name, value in fields.items() if value or name == "items"}
