"""Numbers that look like a person's and are none: dates, books, addresses in the web."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forum.domain.screening.personal_data.sheet import Span

_WEB = re.compile(
    r"(?:https?://|\bwww\.)[^\s<>\x00]+|(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}/[^\s<>\x00]*",
    re.IGNORECASE,
)
# Of our years, and of those of the Buddhist calendar.
_YEAR = r"(?:1[89]\d\d|2[01]\d\d|2[45]\d\d)"
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_DATE = re.compile(
    rf"(?<!\d)(?:{_YEAR}([-./])[ ]?{_MONTH}\1[ ]?{_DAY}|{_DAY}([-./])[ ]?{_MONTH}\2[ ]?{_YEAR}"
    rf"|{_MONTH}/{_DAY}/{_YEAR}|{_YEAR}[ ]?-[ ]?{_YEAR}|{_DAY}([./]){_MONTH}\3\d\d(?![ ]?[-./\d]))(?!\d)"
)
_STAMP = re.compile(rf"(?<!\d){_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)")
_BOOK = re.compile(r"(?<![0-9-])97[89](?:[- ]?\d){10}(?!\d)")
_NAMED = re.compile(r"\b(?:ISBN|ISSN|DOI|IBAN)(?:-?1[03])?[:\s]{0,3}[0-9Xx./() -]{8,24}", re.IGNORECASE)
# An amount is whole thousands behind each other, or stands beside the name of a currency.
_CURRENCY = (
    r"(?:[$€£¥฿₫៛₭₩₹]|USD|EUR|THB|VND|KHR|LAK|MMK|CNY|RMB|kip|riel|baht|dong|đồng|đ\b|kyats?|yuan|dollars?|euros?"
    r"|บาท|ດອລາ|ກີບ|រៀល|ដុល្លារ|ကျပ်|元|块|美元|人民币)"
)
_THOUSANDS = r"\d{1,3}(?:[,.' ]\d{3}){1,6}"
_AMOUNT = re.compile(
    rf"(?<![\d+]){_THOUSANDS}(?:[.,]\d\d?)?[ ]?{_CURRENCY}|(?<![\d+])\d{{4,15}}[ ]?{_CURRENCY}"
    rf"|{_CURRENCY}[ ]?(?:{_THOUSANDS}|\d{{4,15}})|(?<![\d+.,])[1-9]\d{{0,2}}(?:,\d{{3}})+(?!,?\d)",
    re.IGNORECASE,
)


def web_addresses(sheet: str) -> Iterator[Span]:
    """Addresses of pages: the numbers in them are the pages'."""
    return (match.span() for match in _WEB.finditer(sheet))


def dates_and_books(sheet: str) -> Iterator[Span]:
    """Dates, spans of years, amounts of money and the numbers of books."""
    spans = [
        match.span() for pattern in (_DATE, _STAMP, _NAMED, _AMOUNT) for match in pattern.finditer(sheet)
    ]
    spans += [match.span() for match in _BOOK.finditer(sheet) if _is_book(match[0])]
    done = 0
    for start, end in sorted(spans):
        if start >= done:
            yield start, end
            done = end


def _is_book(number: str) -> bool:
    digits = [int(char) for char in number if char.isdigit()]
    return sum(digit * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10 == 0
