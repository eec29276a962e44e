"""RSS 2.0, for readers that know nothing newer. Names go into dc:creator: RSS's own author is an e-mail address."""

from __future__ import annotations

from email.utils import format_datetime
from xml.etree.ElementTree import Element

from forum.web.feeds.feed import Entry, Feed
from forum.web.feeds.xml import add, document, root
from forum.web.formats import machine_time

KIND = "application/rss+xml"
TYPE = f"{KIND}; charset=utf-8"
NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:slash": "http://purl.org/rss/1.0/modules/slash/",
    "xmlns:wfw": "http://wellformedweb.org/CommentAPI/",
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
    add(channel, "atom:link", rel="self", type=KIND, href=feed.shown_address)
    if feed.older_address:
        add(channel, "atom:link", rel="next", type=KIND, href=feed.older_address)
    for entry in feed.entries:
        _add_item(channel, entry)
    return document(top)


def _add_item(channel: Element, entry: Entry) -> None:
    item = add(channel, "item")
    add(item, "title", entry.title)
    add(item, "link", entry.address)
    add(item, "guid", entry.id, isPermaLink="true")
    add(item, "pubDate", format_datetime(entry.published))
    add(item, "atom:updated", machine_time(entry.updated))
    for name in entry.authors:
        add(item, "dc:creator", name.name)
    for name in entry.contributors:
        add(item, "dc:contributor", name.name)
    if entry.language:
        add(item, "dc:language", entry.language)
    for category in entry.categories:
        add(item, "category", category)
    if entry.comments_address:
        add(item, "comments", entry.comments_address)
    if entry.comments_feed:
        add(item, "wfw:commentRss", f"{entry.comments_feed}.rss")
        add(item, "slash:comments", str(entry.comments))
    if entry.summary:
        add(item, "description", entry.summary)
    add(item, "content:encoded", entry.html)
