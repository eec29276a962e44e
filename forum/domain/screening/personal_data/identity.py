"""Numbers of identity papers and of payment cards, each known by its form and, where it has one, its check digit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forum.domain.screening.personal_data.sheet import Span

# Myanmar: 12/ABC(N)123456, in Latin letters or in Burmese ones.
_NRC = re.compile(
    r"(?<!\d)(?:1[0-4]|0?[1-9])\s?/\s?(?:[A-Za-z]{3,12}|[\u1000-\u103f]{2,16})\s?"
    r"\(\s?(?:[NEPTYSC]|NAING|နိုင်|ဧည့်|ပြု|သာသနာ|သ|စ)\s?\)\s?\d{6}(?!\d)",
    re.IGNORECASE,
)
_SEPARATOR = r"[ \u200b.-]"
# A row of digits with at most one sign between two of them; possessive, so that it is read once.
_ROW = re.compile(rf"(?<![\dA-Za-z+])\d(?:{_SEPARATOR}?\d)*+[Xx]?(?![A-Za-z])")
_GROUP = re.compile(r"\d+")
_NAMED = re.compile(
    r"(?:\bID(?: card| no\.?| number)?|identity (?:card|number)|national id|บัตรประชาชน|เลขประจำตัว(?:ประชาชน)?"
    r"|\bCMND|\bCCCD|\bCMTND|căn cước(?: công dân)?|chứng minh (?:nhân dân|thư)|身份证(?:号码?)?|身份證|身分證"
    r"|မှတ်ပုံတင်(?:အမှတ်)?|ບັດປະຈຳຕົວ|អត្តសញ្ញាណប័ណ្ណ)"
    r"[ ]?(?:no|number|số|is|เลขที่|លេខ|ເລກທີ|是)?[ .:#：=]{0,3}(\d(?:[ -]?\d){6,17}+[Xx]?)(?!\d)",
    re.IGNORECASE,
)
_THAI, _CHINESE, _VIETNAMESE = 13, 18, 12
_CARD_GROUPS = {(4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3)}
_CARD_LENGTHS = {14, 15, 16, 19}
# Of the provinces that issue the Vietnamese card.
_PROVINCES = range(1, 97)


def nrc_numbers(sheet: str) -> Iterator[Span]:
    """Numbers of the registration card of Myanmar."""
    return (match.span() for match in _NRC.finditer(sheet))


def identity_numbers(sheet: str) -> Iterator[Span]:
    """Identity numbers of Thailand, China and Vietnam, payment cards, any number behind the name of such a paper."""
    named = [match.span(1) for match in _NAMED.finditer(sheet)]
    yield from named
    for match in _ROW.finditer(sheet):
        if _is_identity(match[0]) and not any(
            start < match.end() and match.start() < end for start, end in named
        ):
            yield match.span()


def _is_identity(row: str) -> bool:
    if len(row) > 2 * _CHINESE:
        return False
    digits = re.sub(r"[^0-9Xx]", "", row)
    groups = tuple(len(group) for group in _GROUP.findall(row))
    if len(set(digits)) == 1:
        return False
    if len(digits) == _CHINESE and (len(groups) == 1 or groups[:2] in ((6, 8), (6, 4))):
        return _is_chinese(digits)
    if not digits.isdigit():
        return False
    if len(digits) == _THAI and groups[1:] != (3, 3, 3, 3):
        return _is_thai(digits)
    if len(digits) == _VIETNAMESE and groups in ((12,), (3, 3, 3, 3), (4, 4, 4), (3, 3, 6)):
        return digits[0] == "0" and int(digits[:3]) in _PROVINCES
    return len(digits) in _CARD_LENGTHS and (len(groups) == 1 or groups in _CARD_GROUPS) and _is_card(digits)


def _is_thai(digits: str) -> bool:
    total = sum(int(digit) * (13 - at) for at, digit in enumerate(digits[:12]))
    return digits[0] in "12345678" and int(digits[12]) == (11 - total % 11) % 10


def _is_chinese(digits: str) -> bool:
    year, month, day = int(digits[6:10]), int(digits[10:12]), int(digits[12:14])
    if not (1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31) or not digits[:17].isdigit():
        return False
    total = sum(int(digit) * pow(2, 17 - at, 11) for at, digit in enumerate(digits[:17]))
    return digits[17].upper() == "10X98765432"[total % 11]


def _is_card(digits: str) -> bool:
    if digits[0] not in "23456":
        return False
    doubled = [int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
