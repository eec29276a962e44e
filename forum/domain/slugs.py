"""Addresses made from titles, in every script: a Thai title keeps its vowels."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import count

from forum.domain.text import graphemes

LIMIT = 80
FALLBACK = "post"
# Characters inside a word that separate nothing: an apostrophe between letters, and what cannot be seen.
_WITHIN_WORDS = re.compile(r"(?<=\w)['’ʼ](?=\w)|[\u00ad\u200b-\u200d\u2060\ufeff]")


def slugify(title: str, *, limit: int = LIMIT) -> str:
    """``title`` as part of an address: composed (NFC), in lower case, letters, marks and digits kept, everything else
    one dash.

    At most ``limit`` signs (graphemes), cut between words where that keeps more than half. Never empty.
    """
    lower = unicodedata.normalize("NFC", _WITHIN_WORDS.sub("", title).lower())
    kept: list[str] = []
    for char in lower:
        kind = unicodedata.category(char)[0]
        # A mark belongs to the letter before it; behind a dash it would attach itself to the dash.
        if kind in "LN" or (kind == "M" and kept and kept[-1] != "-"):
            kept.append(char)
        elif kept and kept[-1] != "-":
            kept.append("-")
    return _cut("".join(kept).strip("-"), limit) or FALLBACK


def says_something(name: str) -> bool:
    """Whether there is a letter or digit in it, of which an address of its own can be made."""
    return any(unicodedata.category(char)[0] in "LN" for char in name)


def unique_slug(base: str, taken: Callable[[str], bool]) -> str:
    """``base``, or with the first number behind it (``-2``, ``-3``, …) that is not ``taken``; at most 80 signs."""
    if not taken(base):
        return base
    for number in count(2):
        numbered = f"{_cut(base, LIMIT - len(f'-{number}'))}-{number}"
        if not taken(numbered):
            break
    return numbered


def following_slug(
    current: str, typed: str, *, title: str, old_title: str, was_seen: bool, free: Callable[[str], str]
) -> str:
    """The address of something with a title: what was ``typed``; with nothing typed it follows the title until readers
    have seen it, and stays then. ``current`` "" for what is new; ``free`` makes an address one that nobody has.

    A form may send the old address back as if it had been typed: it still follows, if the old title gave it.
    """
    wanted = slugify(typed) if typed else ""
    if current and wanted in ("", current):
        if was_seen or (wanted and current != free(slugify(old_title))):
            return current
        wanted = ""
    return free(wanted or slugify(title))


def _cut(slug: str, limit: int) -> str:
    signs = graphemes(slug)
    if len(signs) <= limit:
        return slug
    head = signs[:limit]
    if signs[limit] != "-":
        border = max((at for at, sign in enumerate(head) if sign == "-"), default=0)
        if border > limit // 2:
            head = head[:border]
    return "".join(head).strip("-")
