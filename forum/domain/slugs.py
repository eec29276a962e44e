"""Addresses made from titles, in every script: a Thai title keeps its vowels."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from forum.domain.text import graphemes

FALLBACK = "post"


def slugify(title: str, *, limit: int = 80) -> str:
    """``title`` as part of an address: NFC, lower case, letters, digits and their marks kept, the rest one dash.

    At most ``limit`` graphemes, cut between words where that keeps more than half. Never empty.
    """
    text = unicodedata.normalize("NFC", title).lower()
    kept = "".join(c if unicodedata.category(c)[0] in "LNM" else "-" for c in text)
    words = "-".join(word for word in kept.split("-") if word)
    parts = graphemes(words)
    if len(parts) > limit:
        cut = "".join(parts[:limit])
        whole = cut.rpartition("-")[0] if parts[limit] != "-" else cut
        words = whole if len(whole) * 2 > len(cut) else cut
    return unicodedata.normalize("NFC", words.strip("-")) or FALLBACK


def unique_slug(base: str, taken: Callable[[str], bool]) -> str:
    """``base``, or with the first number behind it (``-2``, ``-3``, …) that is not ``taken``."""
    if not taken(base):
        return base
    number = 2
    while taken(f"{base}-{number}"):
        number += 1
    return f"{base}-{number}"
