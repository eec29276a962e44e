"""Numbers of identity papers and of payment cards, each known by its form and, where it has one, its check digit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forum.domain.screening.personal_data.check_digits import (
    is_card,
    is_chinese,
    is_inn,
    is_snils,
    is_spanish,
    is_thai,
)
from forum.domain.screening.personal_data.rows import Row, numbers
from forum.domain.screening.personal_data.sheet import Span, without

# Myanmar: 12/ABC(N)123456, in Latin letters or in Burmese ones.
_NRC = re.compile(
    r"(?<!\d)(?:1[0-4]|0?[1-9])\s?/\s?(?:[A-Za-z]{3,12}|[\u1000-\u103f]{2,16})\s?"
    r"\(\s?(?:[NEPTYSC]|NAING|နိုင်|ဧည့်|ပြု|သာသနာ|သ|စ)\s?\)\s?\d{6}(?!\d)",
    re.IGNORECASE,
)
# A row of digits with at most one sign between two of them. Nothing follows it, so that it is read once.
_ROW = re.compile(r"(?<![\d+])\d(?:[ \u200b.-]?\d)*")
_NAMED = re.compile(
    r"(?:(?<!order )(?<!product )(?<!video )(?<!ticket )(?<!case )\bID(?: card| no\.?| number)?"
    r"|identity (?:card|number)|national id|บัตรประชาชน|เลขประจำตัว(?:ประชาชน)?|เลขบัตร(?:ประชาชน)?"
    r"|\bCMND|\bCCCD|\bCMTND|căn cước(?: công dân)?|chứng minh (?:nhân dân|thư)|身份证(?:号码?)?|身份證|身分證"
    r"|မှတ်ပုံတင်(?:အမှတ်)?|ບັດປະຈຳຕົວ|អត្តសញ្ញាណប័ណ្ណ|\bСНИЛС|\bИНН|\bDNI|\bNIE|\bc[eé]dula(?: de (?:ciudadan[ií]a|identidad))?)"
    r"[ ]?(?:no|number|số|is|es|n[uú]mero|номер|เลขที่|លេខ|ເລກທີ|是)?[ .:#№º：=]{0,3}"
    # Seen ahead and then taken as it was seen: of a longer row no beginning is a number.
    r"((?=(?P<row>[A-Z]{1,3}[ -]?\d(?:[ -]?\d){5,17}|\d(?:[ .-]?\d){6,17}))(?P=row)(?:-?[A-Z](?![0-9A-Z]))?)(?!\d)",
    re.IGNORECASE,
)
_SPANISH = re.compile(r"(?<![\w.-])(?:\d{2}\.?\d{3}\.?\d{3}|[XYZ]-?\d{7})-?[A-HJ-NP-TV-Z](?!\w)")
_SNILS = re.compile(r"\d{3}-\d{3}-\d{3}[ -]\d{2}")
_LENGTHS = range(11, 20)
_THAI_GROUPS = {(13,), (1, 4, 5, 2, 1)}
_CHINESE_GROUPS = {
    (18,),
    (6, 8, 4),
    (6, 4, 4, 4),
    (17,),
    (6, 8, 3),
    (6, 4, 4, 3),
}  # with and without the X behind
_VIETNAMESE_GROUPS = {(3, 3, 3, 3), (4, 4, 4), (3, 3, 6)}
_CARD_GROUPS = {(4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3)}
_GROUPS = _THAI_GROUPS | _CHINESE_GROUPS | _CARD_GROUPS | {(3, 3, 3, 2)}
_CARD_LENGTHS = {14, 15, 16, 19}
# Of the provinces that issue the Vietnamese card.
_PROVINCES = range(1, 97)
_YEARS = range(1800, 2600)


def nrc_numbers(sheet: str) -> Iterator[Span]:
    """Numbers of the registration card of Myanmar."""
    return (match.span() for match in _NRC.finditer(sheet))


def identity_numbers(sheet: str) -> Iterator[Span]:
    """Identity numbers of China, Russia, Spain, Thailand and Vietnam, payment cards, any number behind the name of such
    a paper."""
    named = [match.span(1) for match in _NAMED.finditer(sheet)]
    yield from named
    sheet = without(sheet, named)
    spanish = [
        match.span() for match in _SPANISH.finditer(sheet) if is_spanish(re.sub(r"[ .-]", "", match[0]))
    ]
    yield from spanish
    for match in _ROW.finditer(without(sheet, spanish)):
        row = Row(sheet, *match.span())
        if match.end() - match.start() >= _LENGTHS.start:
            for first, behind in _in_row(row):
                end = row.spans[behind - 1][1]
                yield row.spans[first][0], end + _is_followed_by_x(row, first, behind)


def _in_row(row: Row) -> list[tuple[int, int]]:
    count = len(row.groups)
    if count < _LENGTHS.stop and not row.touches_a_code(0, count) and _is_identity(row, 0, count):
        return [(0, count)]
    return list(numbers(row, _is_identity, _LENGTHS))


def _is_identity(row: Row, first: int, behind: int) -> bool:
    groups = row.groups[first:behind]
    lengths = tuple(map(len, groups))
    is_whole = first == 0 and behind == len(row.groups)
    if len(groups) > 1 and not is_whole and lengths not in _GROUPS:
        return False
    digits = "".join(groups)
    if len(set(digits)) == 1:
        return False
    if lengths in _CHINESE_GROUPS and is_chinese(digits + "X" * _is_followed_by_x(row, first, behind)):
        return True
    if len(digits) == 13:
        return is_thai(digits) and (lengths in _THAI_GROUPS or (is_whole and lengths[1:] != (3, 3, 3, 3)))
    if len(digits) == 12:
        if digits[0] == "0":
            is_grouped = is_whole and lengths in _VIETNAMESE_GROUPS
            return (len(groups) == 1 or is_grouped) and int(digits[:3]) in _PROVINCES
        return len(groups) == 1 and is_inn(digits)
    if len(digits) == 11:
        return bool(_SNILS.fullmatch(row.text(first, behind))) and is_snils(digits)
    is_card_long = len(groups) == 1 and len(digits) in _CARD_LENGTHS
    return (
        (is_card_long or lengths in _CARD_GROUPS)
        and is_card(digits)
        and not all(len(group) == 4 and int(group) in _YEARS for group in groups)
    )


def _is_followed_by_x(row: Row, first: int, behind: int) -> bool:
    return (
        behind == len(row.groups)
        and sum(map(len, row.groups[first:behind])) == 17
        and row.sheet[row.end : row.end + 1] in ("x", "X")
    )
