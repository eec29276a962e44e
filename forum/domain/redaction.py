"""Redacting: taking passages out of a comment, so that they stand in it no more, however they were written.

A passage is known as it reads. In the source it may be written with escapes, entities, emphasis or tags between its
letters. Each place that reads so becomes a mark that every language understands. Where that does not take all of it
away, the comment is written anew from what it says, without its emphasis and links: better plain than given away.
A link whose address gives a passage away goes, and what it says stays.

A name is one line that means nothing but what it reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from forum.domain.markup import Rendered, links_in, render_comment
from forum.domain.redacted_links import Addresses
from forum.domain.screening import personal_passages

MARK = "[…]"
# Looking for a passage however it is written takes some hundredths of a second, while others wait for the database: a
# text with more of them is written anew.
MANY = 30
# What may stand between two letters and not be seen: emphasis, escapes, tags, signs without width.
_UNSEEN = r"(?:[*_`~\\\u200b-\u200f\u2060\ufeff\u00ad]|<[^<>\n]{0,200}>){0,12}"
_ASCII_MARKS = re.compile(r"([!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class Redacted:
    """The source without the passages, and how many places were taken out."""

    source: str
    count: int


def redacted(source: str, passages: Iterable[str]) -> Redacted:
    """``source`` of a comment with each of ``passages`` (as they read, or as they stand in the address of a link)
    replaced by ``MARK``. What it renders to holds none of them, in its text or in an address. Passages without a letter
    or digit are passed over. Raises ``MarkupRefused`` where the source cannot be rendered."""
    wanted = sorted(
        {one for one in map(str.strip, passages) if any(map(str.isalnum, one))}, key=len, reverse=True
    )
    if not wanted:
        return Redacted(source, 0)
    addresses = Addresses(wanted)

    def is_left(source: str) -> bool:
        return _holds(render_comment(source), wanted, addresses)

    says = re.compile(_written(wanted[:MANY]), re.IGNORECASE).search
    unlinked, links = addresses.without_links(source, says=lambda text: bool(says(text)), mark=MARK)
    done, count = _taken_out(unlinked, wanted[:MANY])
    if not is_left(done):
        return Redacted(done, count + links)
    said, links = addresses.without_links(
        render_comment(source).text, says=lambda text: bool(_plainly(wanted).search(text)), mark=MARK
    )
    plain, count = _replaced(said, wanted)
    count += links
    anew = _as_plain(plain)
    if is_left(anew):  # an address that was written out and became a link again
        anew = _as_plain(plain.replace("://", " ").replace("www.", ""))
    return Redacted(anew, max(count, 1))


def redacted_name(name: str, passages: Iterable[str]) -> Redacted:
    """The same for a name, which holds none of ``passages`` afterwards. Of a name that was nothing else, the mark
    remains."""
    wanted = sorted({one.strip() for one in passages if any(map(str.isalnum, one))}, key=len, reverse=True)
    return Redacted(*_replaced(name, wanted)) if wanted else Redacted(name, 0)


def name_to_keep(name: str) -> str:
    """A name that somebody typed as it may stand where nothing is ever taken out again: without personal data."""
    return redacted_name(name, [name[start:end] for (start, end), _kind in personal_passages(name)]).source


def _taken_out(source: str, passages: list[str]) -> tuple[str, int]:
    return re.subn(
        _written(passages),
        lambda match: _mark_before(match.string[match.end() :]),
        source,
        flags=re.IGNORECASE,
    )


def _written(passages: list[str]) -> str:
    return "|".join(map(_as_written, passages))


def _mark_before(rest: str) -> str:
    """The mark, so that what follows does not make a link of it."""
    return "\\[…\\]" if rest.startswith(("(", "[", ":")) else MARK


def _as_written(passage: str) -> str:
    return _UNSEEN.join(_letter(char) for char in re.sub(r"\s+", " ", passage))


def _letter(char: str) -> str:
    if char == " ":
        return r"(?:\s|&nbsp;|<br ?/?>|[>\\])+?"
    code = ord(char)
    return rf"(?:{re.escape(char)}|&#0{{0,4}}{code};|&#x0{{0,4}}{code:x};)"


def _holds(rendered: Rendered, passages: list[str], addresses: Addresses) -> bool:
    leads_to = [address for address, _shown in links_in(rendered.html)]
    plainly = _plainly(passages)
    return any(map(plainly.search, [rendered.text, *leads_to])) or any(map(addresses.give_away, leads_to))


def _plainly(passages: list[str]) -> re.Pattern[str]:
    each = (r"\s+".join(map(re.escape, passage.split())) for passage in passages)
    return re.compile("|".join(each), re.IGNORECASE)


def _replaced(text: str, passages: list[str]) -> tuple[str, int]:
    return _plainly(passages).subn(MARK, text)


def _as_plain(text: str) -> str:
    """A source that reads as ``text`` and nothing else."""
    lines = (line.strip() for line in text.replace("&", "&amp;").replace("<", "&lt;").split("\n"))
    return "\n".join(_escaped(line) for line in lines)


def _escaped(line: str) -> str:
    pieces = re.split(r"(&amp;|&lt;)", line)
    return "".join(
        piece if piece in ("&amp;", "&lt;") else _ASCII_MARKS.sub(r"\\\1", piece) for piece in pieces
    )
