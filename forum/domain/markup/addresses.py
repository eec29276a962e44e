"""Addresses in the running text become links: ``https://…`` as it is, and ``<https://…>``. E-mail addresses do not."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

from forum.domain.markup.bounds import MAX_ADDRESS
from forum.domain.markup.hrefs import safe_href
from forum.domain.markup.tags import unescape

_SCHEME = re.compile(r"(?<![A-Za-z0-9])https?$", re.IGNORECASE)
_BRACKETED = re.compile(r"<(https?://[^\s<>]{1,2000})>", re.IGNORECASE)
# Letters of other scripts belong to an address only where a part of its path begins with them: in scripts without
# spaces the sentence goes on right behind the address ("见https://example.org/a的说明").
_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9._~:/?#@!$&'*+,;=%()-]+"
    r"|(?<=[/=_#-])[^\x00-\xbf\u060c\u061b\u061f\u06d4\u0e2f\u104a\u104b\u17d4-\u17d6\u2000-\u206f\u3000-\u303f"
    r"\ufe10-\ufe1f\ufe30-\ufe6f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+)*",
    re.IGNORECASE,
)
_ENTITY_AT_END = re.compile(r"&[a-zA-Z0-9#]{1,32};$")


def bare_address(state: StateInline, silent: bool) -> bool:
    """``https://…``, seen at its colon."""
    colon = state.pos
    if state.linkLevel > 0 or not state.src.startswith("://", colon):
        return False
    scheme = _SCHEME.search(state.src[max(0, colon - 6) : colon])
    if scheme is None:
        return False
    start = colon - len(scheme[0])
    address = address_at(state.src, start, state.posMax)
    href = safe_href(unescape(address))
    if href is None or len(address) <= len(scheme[0]) + 3:
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[0])]
        _push_link(state, href, address)
    state.pos = start + len(address)
    return True


def address_at(text: str, start: int, end: int) -> str:
    """The address that begins at ``start`` in running text, without what belongs to the sentence around it; "" where
    none does, or one that is too long."""
    # One character beyond the limit shows that an address is too long, without reading all of it at every colon.
    found = _ADDRESS.match(text, start, min(end, start + MAX_ADDRESS + 1))
    return "" if found is None or len(found[0]) > MAX_ADDRESS else _without_sentence_end(found[0])


def bracketed_address(state: StateInline, silent: bool) -> bool:
    """``<https://…>``"""
    if state.src[state.pos] != "<" or state.linkLevel > 0:
        return False
    found = _BRACKETED.match(state.src, state.pos, state.posMax)
    href = safe_href(unescape(found[1])) if found else None
    if found is None or href is None:
        return False
    if not silent:
        _push_link(state, href, found[1])
    state.pos = found.end()
    return True


def _push_link(state: StateInline, href: str, address: str) -> None:
    token = state.push("link_open", "a", 1)
    token.attrs = {"href": href}
    state.push("text", "", 0).content = unescape(address)
    state.push("link_close", "a", -1)


def _without_sentence_end(address: str) -> str:
    """Without what belongs to the sentence around: its full stop, its quote marks, its closing bracket."""
    while True:
        shorter = address.rstrip(".,:!?'*_~")
        if shorter.endswith(";"):
            shorter = _ENTITY_AT_END.sub("", shorter).rstrip(";")
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter
