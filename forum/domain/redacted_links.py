"""Links whose address gives away what is taken out of a comment: the same number without its spaces, an e-mail address
in percent signs. Such a link goes, and what it says stays, with a mark where nothing else in it is marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import unescape
from unicodedata import decimal, normalize
from urllib.parse import unquote

# Shorter ones stand in too many addresses by chance: years, pages, numbers of articles.
LEAST = 7
# A number is called from abroad with other digits in front; so many of its last ones are the same.
LAST = 8
_CODED_IN_A_ROW = 3
_WRITTEN = re.compile(
    r"(?<!\\)\[(?P<shown>(?:\\.|\[…\]|[^\[\]\\])*)\]"
    r"\((?P<address>\s*(?:<[^<>\n]*>|(?:\\.|[^\\()\s]|\([^()\s]*\))*)(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?)\s*\)"
)
_TAGGED = re.compile(r"<a\s(?P<address>[^<>]*)>(?P<shown>(?:(?!<a\s).)*?)</a\s*>", re.DOTALL | re.IGNORECASE)
_BARE = re.compile(r"<?(?:https?://|mailto:|tel:|sms:|www\.)[^\s<>()\[\]]+>?", re.IGNORECASE)


class Addresses:
    """What addresses must not hold, of some passages as they read."""

    def __init__(self, passages: Iterable[str]) -> None:
        passages = list(passages)
        self._emails = [_even(one) for one in passages if "@" in one]
        squeezed = (_significant(one) for one in passages if "@" not in one)
        self._squeezed = [one for one in squeezed if len(one) >= LEAST]

    def give_away(self, address: str) -> bool:
        """Whether one of the passages can be read in the address, with whatever between its letters and digits."""
        decoded = unescape(address)
        for _again in range(_CODED_IN_A_ROW):
            decoded = unquote(decoded)
        decoded = _even(decoded)
        squeezed = _squeezed(decoded)
        return any(one in decoded for one in self._emails) or any(one in squeezed for one in self._squeezed)

    def without_links(self, source: str, *, says: Callable[[str], bool], mark: str) -> tuple[str, int]:
        """``source`` without the links that give a passage away, and how many marks took their place. ``says``:
        whether a text holds a passage, which will be marked by itself."""
        count = 0

        def dropped(link: re.Match[str]) -> str:
            nonlocal count
            if not self.give_away(link["address"]):
                return link[0]
            shown = link["shown"]
            if says(shown):
                return shown
            count += 1
            return mark if self.give_away(shown) else f"{shown} {mark}".lstrip()

        def blotted(link: re.Match[str]) -> str:
            nonlocal count
            if not self.give_away(link[0]):
                return link[0]
            count += 1
            return mark

        for pattern in (_WRITTEN, _TAGGED):
            source = pattern.sub(dropped, source)
        return _BARE.sub(blotted, source), count


def _even(text: str) -> str:
    return "".join(
        str(decimal(char)) if char.isdecimal() else char for char in normalize("NFKC", text)
    ).casefold()


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _significant(passage: str) -> str:
    """The passage without what stands between its letters and digits; of a number, what is the same from everywhere."""
    squeezed = _squeezed(_even(passage))
    if not squeezed.isdecimal():
        return squeezed
    return squeezed[-LAST:] if passage.lstrip().startswith(("+", "00")) else squeezed.lstrip("0")
