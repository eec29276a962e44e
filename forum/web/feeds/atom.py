"""Atom (RFC 4287), with threads (RFC 4685), in parts (RFC 5005)."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from forum.web.feeds.feed import Entry, Feed, Name
from forum.web.feeds.xml import add, document, root
from forum.web.formats import machine_time

KIND = "application/atom+xml"
TYPE = f"{KIND}; charset=utf-8"
NAMESPACES = {"xmlns": "http://www.w3.org/2005/Atom", "xmlns:thr": "http://purl.org/syndication/thread/1.0"}


def write(feed: Feed) -> bytes:
    """The feed as an Atom document."""
    top = root("feed", {**NAMESPACES, "xml:lang": feed.language})
    add(top, "id", feed.own_address)
    add(top, "title", feed.title)
    if feed.subtitle:
        add(top, "subtitle", feed.subtitle)
    add(top, "updated", machine_time(feed.updated))
    add(top, "link", rel="self", type=KIND, href=feed.shown_address)
    add(top, "link", rel="alternate", type="text/html", href=feed.address)
    if not feed.is_first:
        add(top, "link", rel="first", type=KIND, href=feed.own_address)
    if feed.older_address:
        add(top, "link", rel="next", type=KIND, href=feed.older_address)
    add(add(top, "author"), "name", feed.site_name)
    for entry in feed.entries:
        _add_entry(top, entry)
    return document(top)


def _add_entry(top: Element, entry: Entry) -> None:
    element = add(top, "entry")
    if entry.language:
        element.set("xml:lang", entry.language)
    add(element, "id", entry.id)
    add(element, "title", entry.title)
    add(element, "link", rel="alternate", type="text/html", href=entry.address)
    if entry.comments_feed:
        _add_replies(element, entry)
    if entry.answers:
        link = {"href": entry.answers.address, "type": "text/html"} if entry.answers.address else {}
        add(element, "thr:in-reply-to", ref=entry.answers.id, **link)
    add(element, "published", machine_time(entry.published))
    add(element, "updated", machine_time(entry.updated))
    for name in entry.authors:
        _add_person(element, "author", name)
    for name in entry.contributors:
        _add_person(element, "contributor", name)
    for category in entry.categories:
        add(element, "category", term=category)
    if entry.summary:
        add(element, "summary", entry.summary)
    add(element, "content", entry.html, type="html")


def _add_replies(element: Element, entry: Entry) -> None:
    """Where the comments are, how many, and when the newest one came."""
    replies = add(element, "link", rel="replies", type=KIND, href=f"{entry.comments_feed}.atom")
    replies.set("thr:count", str(entry.comments))
    if entry.answered_at:
        replies.set("thr:updated", machine_time(entry.answered_at))
    add(element, "thr:total", str(entry.comments))


def _add_person(element: Element, tag: str, name: Name) -> None:
    person = add(element, tag)
    add(person, "name", name.name)
    if name.address:
        add(person, "uri", name.address)
