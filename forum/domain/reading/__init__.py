"""A post as it is read: what its page makes of the safe HTML that is stored.

Stored is what every form of the post shares: the page, feeds, Markdown, JSON, search. What only a page needs (anchors
on headings, a table of contents, tables and code that scroll, notes with a way back, cards of videos) is added when the
page is made, and costs no stored text a change.
"""

from __future__ import annotations

from forum.domain.reading.contents import Entry, contents
from forum.domain.reading.layout import Layout, laid_out
from forum.domain.reading.parts import Card, Heading, Notes, Passage, Sideways
from forum.domain.reading.videos import Service, Video, video_at

__all__ = [
    "Card",
    "Entry",
    "Heading",
    "Layout",
    "Notes",
    "Passage",
    "Service",
    "Sideways",
    "Video",
    "contents",
    "laid_out",
    "video_at",
]
