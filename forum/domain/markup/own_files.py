"""Whole addresses of the site's own files become paths before a text is stored: a path is what the site knows its files
by, and it goes on leading there when the site has another name."""

from __future__ import annotations

import re
from collections.abc import Collection

from forum.domain.markup.addresses import address_at
from forum.domain.markup.files import as_words
from forum.domain.markup.hidden import outside_code

# Where Markdown and HTML have an address to lead to: ``](…``, ``]: …``, ``src="…``.
_TARGET = r"""(?P<target>\]\([ \t]*<?|^ {0,3}\[[^\]\n]+\]:[ \t]*<?|\b(?:src|href)[ \t]*=[ \t]*["']?)"""
# What an address may stand within that makes it no link of its own.
_AROUND = (("[", "]"), ("<a", "</a"), ("<", ">"))
_IN_A_WORD = re.compile(r"[A-Za-z0-9]")
_LOOKED_BACK = 2_000
_FILE = r"(?=/media/[1-9]\d{0,9}/)"


def with_own_paths(source: str, hosts: Collection[str]) -> str:
    """Markdown ``source`` in which each file of this site is named by its path. ``hosts`` are the site's own, with the
    port where an address needs one. An address in the running text goes on showing what was written. Code stays."""
    if not hosts or "/media/" not in source:
        return source
    names = "|".join(re.escape(host) for host in sorted(hosts))
    own = re.compile(
        rf"{_TARGET}(?:https?:)?//(?:{names}){_FILE}|<?https?://(?:{names}){_FILE}",
        re.IGNORECASE | re.MULTILINE,
    )
    kept: list[str] = []
    done = 0
    for start, end in outside_code(source):
        for found in own.finditer(source, start, end):
            if found.start() < done:
                continue
            if found["target"] is not None:
                kept += (source[done : found.start()], found["target"])
                done = found.end()
            elif link := _link(source, found, end):
                written, instead = link
                kept += (source[done : found.start()], instead)
                done = found.start() + len(written)
    kept.append(source[done:])
    return "".join(kept)


def _link(source: str, found: re.Match[str], end: int) -> tuple[str, str] | None:
    """An address in the running text with its brackets, if it has any, and the link for its place; None where it would
    be a link within a link, or within a tag."""
    start = found.start()
    earliest = max(0, start - _LOOKED_BACK)
    before = source[max(earliest, source.rfind("\n\n", earliest, start)) : start].lower()
    if any(before.rfind(opening) > before.rfind(closing) for opening, closing in _AROUND):
        return None
    in_brackets = found[0].startswith("<")
    begin = start + in_brackets
    if _IN_A_WORD.search(source, max(0, begin - 1), begin):
        return None
    address = address_at(source, begin, end)
    if not address:
        return None
    if in_brackets and source[begin + len(address) : begin + len(address) + 1] != ">":
        return None
    path = source[found.end() : begin + len(address)]
    target = f"<{path}>" if "(" in path else path
    return f"<{address}>" if in_brackets else address, f"[{as_words(address)}]({target})"
