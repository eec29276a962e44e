"""The "read more" mark, ``<!--more-->``: what stands before it is what lists show, and the next block is where their
link leads. The page itself shows nothing of it. WordPress writes the same, perhaps with words in it.
"""

from __future__ import annotations

import re
from hashlib import sha256

ANCHOR = "more"
_MARK = re.compile(r"<!--[ \t]*more\b[^\n]*-->", re.IGNORECASE)
_IN_A_BLOCK = re.compile(r"\s*>|\s*(?:[-+*]|\d{1,9}[.)])\s|\s{2,}")
# In a tag: in a text or in code the same signs are words of the author's.
_TYPED = re.compile(rf'(<[a-z][^<>]*) id="{ANCHOR}"')
_NEXT_BLOCK = re.compile(r"(?:<hr>)*<(?:p|h[234]|[uod]l|blockquote|table|figure|pre)\b")


class Mark:
    """The mark in one text. While that is parsed a word stands for it that no text can hold: the hash of the text."""

    def __init__(self, source: str) -> None:
        self._sign = f"more{sha256(source.encode()).hexdigest()}"

    def sign_for(self, source: str, start: int, end: int) -> str:
        """What is parsed in the place of the hidden part of ``source`` from ``start`` to ``end``: the sign where it is
        the mark and stands in no list, quote or code; else nothing."""
        if not _MARK.fullmatch(source, start, end):
            return ""
        line = source[source.rfind("\n", 0, start) + 1 : start]
        return "" if _IN_A_BLOCK.match(line) else f"\n\n{self._sign}\n\n"

    def lead_and_whole(self, html: str) -> tuple[str, str]:
        """The part of safe ``html`` before the first sign ("" where there is none, or nothing behind it), and the
        whole with the anchor in the place of that one, and without the others. Nobody can type the anchor."""
        shown = f"<p>{self._sign}</p>"
        lead, sign, rest = _TYPED.sub(r"\1", html).partition(shown)
        rest = rest.replace(shown, "")
        following = _NEXT_BLOCK.match(rest)
        if not sign or following is None:
            return "", lead + rest
        return lead, f'{lead}{rest[: following.end()]} id="{ANCHOR}"{rest[following.end() :]}'
