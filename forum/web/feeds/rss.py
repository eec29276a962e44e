"""RSS 2.0, for readers that know nothing newer. Names go into dc:creator: RSS's own author is an e-mail address."""

from __future__ import annotations

from email.utils import format_datetime
from xml.etree.ElementTree import Element

from forum.web.feeds.feed import Entry, Feed
from forum.web.feeds.xml import add, document, root

TYPE = "application/rss+xml; charset=utf-8"
NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}


def write(feed: Feed) -> bytes:
    """The feed as an RSS document."""
    top = root("rss", {"version": "2.0", **NAMESPACES})
    channel = add(top, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.address)
    add(channel, "description", feed.subtitle or feed.title)
    add(channel, "language", feed.language)
    add(channel, "lastBuildDate", format_datetime(feed.updated))
    add(channel, "atom:link", rel="self", type="application/rss+xml", href=feed.own_address)
    for entry in feed.entries:
        _add_item(channel, entry)
    return document(top)


def _add_item(channel: Element, entry: Entry) -> None:
    item = add(channel, "item")
    add(item, "title", entry.title)
    add(item, "link", entry.address)
    add(item, "guid", entry.id, isPermaLink="true")
    add(item, "pubDate", format_datetime(entry.published))
    for name in entry.authors:
        add(item, "dc:creator", name.name)
    if entry.category:
        add(item, "category", entry.category)
    if entry.comments_address:
        add(item, "comments", entry.comments_address)
    if entry.summary:
        add(item, "description", entry.summary)
    add(item, "content:encoded", entry.html)
