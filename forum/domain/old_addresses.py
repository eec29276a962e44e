"""Addresses that posts had on an earlier site, in the one form in which they are kept and looked for.

Browsers and old sites write one address in many ways: with and without a slash at the end, percent-encoded or not, in
either normal form, with the parts of the query in another order. All of them are one address here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import parse_qsl, quote, unquote

from forum.domain.refusals import Refused

LONGEST = 600
MOST = 50
MOST_IN_QUERY = 20
# How WordPress names a post or a page behind the address of its front page.
NAMES_OF_POSTS = frozenset({"p", "page_id"})
_NOT_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SLASHES = re.compile("/{2,}")
# What would end the path where it stands before a query.
_ESCAPES = {ord(sign): quote(sign, safe="") for sign in "%?#"}


def read_address(typed: str) -> tuple[str, str]:
    """Path (decoded) and query of an address as somebody typed or copied it, a path of a site. What stands behind a
    ``#`` never reaches a server, and is left out.

    Raises ``Refused``, each with the ``address``: ``old_addresses_no_path`` for what is none or names a host,
    ``old_addresses_not_text``, ``old_addresses_too_long``.
    """
    address, _, query = typed.strip().partition("#")[0].partition("?")
    path = unquote(address)
    if not path.startswith("/") or path.startswith("//") or "\\" in path:
        raise Refused("old_addresses_no_path", address=typed[:200])
    if _NOT_TEXT.search(path) or _NOT_TEXT.search(query):
        raise Refused("old_addresses_not_text", address=_NOT_TEXT.sub("\ufffd", typed[:200]))
    path = _SLASHES.sub("/", path)
    if len(kept_address(path, query)) > LONGEST:
        raise Refused("old_addresses_too_long", address=typed[:200], limit=LONGEST)
    return path, query


def kept_address(path: str, query: str = "") -> str:
    """The form in which the address with this path (decoded) and query is kept; "" for the front page. Typed again, it
    is read as itself."""
    plain = _SLASHES.sub("/", unicodedata.normalize("NFC", path)).rstrip("/").translate(_ESCAPES)
    return f"{plain or '/'}?{_kept_query(query)}" if query else plain


def is_front_page(path: str, query: str) -> bool:
    """Whether the front page stands at this path (decoded) and query, as on any site: at ``/``, but for queries that
    name a post."""
    return not path.strip("/") and not _naming_post(query)


def asked_addresses(path: str, query: str) -> tuple[str, ...]:
    """What to look for where nothing stands at this path (decoded), the more exact one first: an address is found by
    its path alone, too, whatever somebody hung behind it; and one at ``/`` by what names a post. Nothing for the front
    page."""
    if is_front_page(path, query) or _NOT_TEXT.search(path) or _NOT_TEXT.search(query):
        return ()
    found = [kept_address(path, query), kept_address(path, "" if path.strip("/") else _naming_post(query))]
    return tuple(dict.fromkeys(one for one in found if one and len(one) <= LONGEST))


def _naming_post(query: str) -> str:
    """What of it names a post; "" for nothing."""
    return _joined((name, value) for name, value in _parts(query) or () if name in NAMES_OF_POSTS and value)


def _kept_query(query: str) -> str:
    """Its parts in order; one with too many of them as it stands."""
    parts = _parts(query)
    return query if parts is None else _joined(sorted(parts))


def _parts(query: str) -> list[tuple[str, str]] | None:
    """None: there are too many."""
    try:
        return parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_IN_QUERY)
    except ValueError:
        return None


def _joined(parts: Iterable[tuple[str, str]]) -> str:
    return "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in parts)
