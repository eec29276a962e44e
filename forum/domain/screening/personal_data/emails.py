"""E-mail addresses, also written out: "name at example dot org"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from forum.domain.screening.personal_data.sheet import Span, without

_NAME = r"A-Za-z0-9\u00c0-\u024f"
_LOCAL = rf"(?<![{_NAME}._%+-])[{_NAME}][{_NAME}._%+\u200b-]{{0,63}}+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})"
_ENDING = r"[A-Za-z]{2,24}(?![A-Za-z0-9])"
_OPEN, _SHUT = r"[ \u200b]{0,2}[\[({<]?[ \u200b]{0,2}", r"[ \u200b]{0,2}[\])}>]?[ \u200b]{0,2}"
_DOT_WORD = rf"{_OPEN}(?:dot|punkt|punto|point|จุด|ຈຸດ|ចុច|chấm|点|點){_SHUT}"
_AT_SIGN = rf"(?:{_OPEN}@{_SHUT}|[ ]{{0,2}}[\[({{<][ ]{{0,2}}at[ ]{{0,2}}[\])}}>][ ]{{0,2}})"

_PLAIN = re.compile(rf"{_LOCAL}{_AT_SIGN}(?:{_LABEL}(?:\.|{_DOT_WORD})){{1,6}}{_ENDING}", re.IGNORECASE)
# Two plain words make an address only where the dot is a word, too: "look at example.org" is none.
_WRITTEN = re.compile(
    rf"{_LOCAL}[ ]{{1,2}}(?:at|arroba|a còng|แอท|艾特)[ ]{{1,2}}(?:{_LABEL}{_DOT_WORD}){{1,4}}{_ENDING}",
    re.IGNORECASE,
)


def emails(sheet: str) -> Iterator[Span]:
    """Where e-mail addresses stand."""
    plain = (
        [match.span() for match in _PLAIN.finditer(sheet)] if "@" in sheet or "at" in sheet.lower() else []
    )
    written = (match.span() for match in _WRITTEN.finditer(without(sheet, plain)))
    return chain(plain, written)
