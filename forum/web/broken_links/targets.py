"""What an address of this site leads to, by the routes of the site itself: no second list of addresses is kept."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote, urlsplit

from forum.domain.broken_links import Place, Target
from forum.domain.old_addresses import asked_addresses
from forum.web.addresses import is_address_here, is_this_site, route_of

# Of each route the key of what its path names. What stands behind a route that is not here is always there, or
# nobody's business.
_NAMED: dict[str, tuple[Place, str]] = {
    "posts.show": (Place.POST, "{slug}"),
    "posts.by_number": (Place.NUMBER, "{post_id}"),
    "post_texts.text": (Place.POST, "{slug}"),
    "feeds.post_comments": (Place.POST, "{slug}"),
    "comments.new_comment": (Place.POST, "{slug}"),
    "lists.category": (Place.CATEGORY, "{slug}"),
    "feeds.category": (Place.CATEGORY, "{slug}"),
    "lists.tag": (Place.TAG, "{slug}"),
    "feeds.tag": (Place.TAG, "{slug}"),
    "lists.person": (Place.PERSON, "{slug}"),
    "feeds.person": (Place.PERSON, "{slug}"),
    "lists.series": (Place.SERIES, "{slug}"),
    "feeds.series": (Place.SERIES, "{slug}"),
    "lists.language": (Place.LANGUAGE, "{tag}"),
    "feeds.language": (Place.LANGUAGE, "{tag}"),
    "files.show": (Place.FILE, "{number}"),
    "files.rendition": (Place.FILE, "{number}"),
    "publications.show": (Place.PUBLICATION, "{slug}"),
    "publications.by_number": (Place.PUBLICATION_NUMBER, "{number}"),
    "downloads.newest": (Place.EDITION, "{slug}/{language}.{kind}"),
    "downloads.version": (Place.VERSION, "{slug}/{language}/{number}.{kind}"),
    "permalinks.show": (Place.COMMENT, "{comment_id}"),
}
# Pages on which links for readers stand.
_PAGES = frozenset(
    {
        "lists.front",
        "lists.category",
        "lists.tag",
        "lists.person",
        "lists.series",
        "posts.show",
    }
    | {"archive.index", "archive.year", "archive.month", "publications.index", "publications.show"}
)


def own_path(address: str) -> str | None:
    """The path of an address of this site, as it stands in a text, with query; None for addresses elsewhere."""
    if address.startswith("/") and not address.startswith("//"):
        return address.partition("#")[0]
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not is_this_site(parts.netloc):
        return None
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"


def endpoint_of(path: str) -> str | None:
    """The route of a path (with query, as it stands in a text); None where there is none."""
    route = route_of(_decoded(path)[0])
    return route[0] if route else None


def targets_of(path: str) -> tuple[Target, ...] | None:
    """What answers at the path (with query, as it stands in a text): any one of these; None: something that is always
    there, or nobody's business."""
    plain, query = _decoded(path)
    route = route_of(plain)
    if route is None:
        # What the site answers otherwise (files of its own look, forms that are only sent) is there.
        if is_address_here(plain) and not plain.endswith("/"):
            return None
        return tuple(Target(Place.OLD, one) for one in asked_addresses(plain, query))
    endpoint, values = route
    if endpoint == "lists.front" and (asked := asked_addresses(plain, query)):
        return tuple(Target(Place.OLD, one) for one in asked)
    if endpoint not in _NAMED:
        return None
    place, key = _NAMED[endpoint]
    return (Target(place, key.format_map(values)),)


def page_for_readers(path: str) -> tuple[Target, ...] | None:
    """What must answer at a path of a page on which links for readers stand: one of these, nothing where it is always
    there; None for any other page."""
    if endpoint_of(path) not in _PAGES:
        return None
    return targets_of(path) or ()


def _decoded(path: str) -> tuple[str, str]:
    plain, _, query = path.partition("?")
    return unicodedata.normalize("NFC", unquote(plain)), query
