"""The links of the site's own texts that lead nowhere. Nothing is fetched: the site knows what it has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from forum.domain.broken_links import Place, Target
from forum.domain.markup import addresses_in
from forum.domain.paging import Cursor
from forum.domain.reading import laid_out
from forum.queries.broken_links import (
    LinkingText,
    linking_publications,
    linking_texts,
    texts_at,
    those_that_answer,
)
from forum.web.broken_links.targets import own_path, targets_of

# So many posts are looked through at once, and so many of their links.
TEXTS, LINKS = 200, 3_000
_ID = re.compile(r'<[a-z][^<>]* id="([^"]*)"')
_COMMENT = re.compile(r"comment-([0-9]{1,9})")
# Places of every post's page.
_PLACES = frozenset(
    {
        "",
        "main",
        "comments",
        "comments-title",
        "comment-form",
        "prompt",
        "post-publications",
        "series",
        "top",
    }
)


@dataclass(frozen=True)
class BrokenLink:
    """``address`` stands in the text and leads nowhere; ``lacks_place``: the page is there, but not the place on it."""

    text: LinkingText
    address: str
    lacks_place: bool


@dataclass(frozen=True)
class Report:
    """``links`` of the posts that were looked through; ``older`` is where the next ones begin, None: these were the
    last. ``is_cut``: not all of their links were looked at."""

    links: Sequence[BrokenLink]
    older: Cursor | None
    is_cut: bool


@dataclass(frozen=True)
class _Link:
    text: LinkingText
    address: str
    targets: tuple[Target, ...]
    place: str

    @property
    def slug(self) -> str:
        """The post on whose page the place is; "" for another page."""
        return next((one.key for one in self.targets if one.place is Place.POST), "")


def broken_links(*, older: Cursor | None, now: datetime) -> Report:
    """What leads nowhere in publications and the newest public posts, or in the posts after ``older``. Four
    statements."""
    page = linking_texts(size=TEXTS, older=older, now=now)
    # Publications are few, and have no parts of their own.
    publications = linking_publications(size=TEXTS, now=now) if older is None else ()
    links = [link for text in (*publications, *page.items) for link in _links(text)]
    looked_at = links[:LINKS]
    wanted = {target for link in looked_at for target in (*link.targets, *_comment(link.place))}
    there = those_that_answer(wanted, now=now)
    asked = {link.slug for link in looked_at if link.place and link.slug}
    shown = {text.slug: (text.body_html, text.language) for text in page.items if text.slug in asked}
    shown |= texts_at(asked - shown.keys(), now=now)
    places = {slug: _places(*text) for slug, text in shown.items()}
    broken = []
    for link in looked_at:
        if link.targets and not there.intersection(link.targets):
            broken.append(BrokenLink(link.text, link.address, False))
        elif link.slug in places and not _is_there(link.place, places[link.slug], there):
            broken.append(BrokenLink(link.text, link.address, True))
    return Report(broken, page.older, len(links) > LINKS)


def _links(text: LinkingText) -> Iterator[_Link]:
    for address in addresses_in(text.body_html):
        place = unquote(address.partition("#")[2])
        if address.startswith("#"):
            if not text.is_publication:
                yield _Link(text, address, (Target(Place.POST, text.slug),), place)
            continue
        path = own_path(address)
        targets = None if path is None else targets_of(path)
        if targets is not None:
            yield _Link(text, address, targets, place)


def _places(body_html: str, language: str) -> set[str]:
    return {*_ID.findall(body_html), *laid_out(body_html, language).anchors}


def _comment(place: str) -> tuple[Target, ...]:
    found = _COMMENT.fullmatch(place)
    return (Target(Place.COMMENT, str(int(found[1]))),) if found else ()


def _is_there(place: str, places: set[str], there: set[Target]) -> bool:
    comment = _comment(place)
    return place in _PLACES or place in places or bool(comment and there.issuperset(comment))
