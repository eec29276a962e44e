"""Links that show another address than they lead to: readers are shown where they lead."""

from __future__ import annotations

import re

from forum.domain.markup.reading import LINK, shown_text
from forum.domain.markup.tags import escape, unescape
from forum.domain.screening.links import Link, is_disguised


def undisguised(html: str) -> str:
    """Safe ``html`` of a comment in which each link that shows another address shows its own instead. Doing it again
    changes nothing."""
    return LINK.sub(_undisguised, html) if "<a " in html else html


def _undisguised(link: re.Match[str]) -> str:
    href = unescape(link["address"])
    if not is_disguised(Link(href, shown_text(link["shown"]))):
        return link[0]
    return f"{link['opening']}{escape(href)}</a>"
