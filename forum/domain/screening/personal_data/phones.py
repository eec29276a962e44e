"""Telephone numbers: international ones, those of the national plans (``plans``), and what stands beside the word for a
telephone. Short numbers (hotlines such as 191 or 1300) are nobody's own and never match."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forum.domain.screening.personal_data.plans import (
    INTERNATIONAL,
    LOCAL,
    has_country_code,
    is_american,
    is_counting,
    is_international,
    is_national,
    is_of_a_country,
)
from forum.domain.screening.personal_data.rows import Row, numbers, segments
from forum.domain.screening.personal_data.sheet import Span, without

_GAP = r"[ \u200b]{0,2}(?:[-.()/·_]{1,2}|\)[ -]\()?[ \u200b]{0,2}"
# A stretch of digits and of what may stand between two of them. Nothing follows it, so that it is read once.
_STRETCH = re.compile(rf"(?<![\d+])(?:\+[ ]?)?\(?\+?\d(?:{_GAP}\d)*")
# Whatever the sign, three groups that are held together by the same one twice.
_DISGUISED = re.compile(
    r"(?<!\d)(?:0\d{2,3}(?P<gap>[ ]?[^\w\s\x00+()]{1,3}[ ]?|[ ]?\n[ ]?)\d{3}(?P=gap)\d{3,4}"
    r"|1[3-9]\d(?P<sign>[ ]?[^\w\s\x00+.()]{1,3}[ ]?)\d{4}(?P=sign)\d{4})(?!\d)"
)
_DIALLED = re.compile(
    r"(?:(?:wa|t)\.me/|tel:|sms:|whatsapp\.com/send\?phone=|viber://(?:chat|add)\?number=|line\.me/ti/p/~?)"
    r"(?:%2B)?[+0-9-]{8,18}",
    re.IGNORECASE,
)
_SPOKEN_OF = re.compile(
    r"(?:\b(?:tel|telephone|phone|mobile|cell|call|whats ?app|viber|zalo|wechat|signal|imo|telegram)\b"
    r"|\b(?:my|her|his|their) number\b"
    r"|\b(?:sđt|điện thoại|di động|gọi)\b"
    r"|\b(?:тел|телефон\w{0,2}|моб|мобильн\w{2,3}|сот|сотов\w{2,3}|(?:по)?звони(?:те)?|(?:в|во|ва)тс[аэ]п\w?|вайбер\w?"
    r"|телеграм\w?|(?:мой|её|ее|его|их) номер)\b"
    r"|\b(?:tel[eé]fono|tfno|tlf|m[oó]vil|celular|cel|ll[aá]ma(?:r|d|me|la|lo|nos)?|ll[aá]menme|guasap"
    r"|(?:mi|su|tu) n[uú]mero)\b"
    r"|โทรศัพท์|โทร|เบอร์|มือถือ|ໂທລະສັບ|ໂທ|ເບີ|ទូរស័ព្ទ|ទូរសព្ទ|ဖုန်း|电话|電話|手机|手機|微信)"
    r"(?:[ .:：=#*_]{0,4}(?:no|number|nr|me|us|her|him|at|on|is|số|ເບີ|លេខ|နံပါတ်|号码?|是|мне|ей|ему|по|номер\w?|es|al"
    r"|n[uú]mero)?){0,3}[ .:：=]{0,3}\Z",
    re.IGNORECASE,
)
_MESSENGER = re.compile(
    r"[ ]{0,2}\(?(?:whats ?app|viber|telegram|signal|zalo|imo|(?:в|во|ва)тс[аэ]п|вайбер|телеграм)",
    re.IGNORECASE,
)
_LENGTHS = range(LOCAL.start, INTERNATIONAL.stop + 2)  # digits, with the 00 before a country's code
_REACH = 40  # characters before a number in which such a word counts
_SPOKEN = range(7, 13)  # digits
_USUAL = 10  # digits of most numbers without the zero, at the most


def dialled_links(sheet: str) -> Iterator[Span]:
    """Numbers in the addresses of messengers."""
    return (match.span() for match in _DIALLED.finditer(sheet))


def phones(sheet: str) -> Iterator[Span]:
    """Where telephone numbers stand."""
    disguised = [
        match.span()
        for match in _DISGUISED.finditer(sheet)
        if len(set(match[0])) > 3 and not Row(sheet, *match.span()).touches_a_code(0, 3)
    ]
    yield from disguised
    sheet = without(sheet, disguised)
    for match in _STRETCH.finditer(sheet):
        digits = sum(map(str.isdigit, match[0]))
        if digits < _SPOKEN.start:
            continue
        row = Row(sheet, *match.span())
        yield from (row.span(first, behind) for first, behind in _in_row(row, digits))


def _in_row(row: Row, digits: int) -> list[tuple[int, int]]:
    """The groups of each number."""
    found = list(numbers(row, _is_certain, _LENGTHS))
    if found:
        return sorted(found + [part for part in segments(row, found) if _may_be(row, *part)])
    whole = (0, len(row.groups))
    if _may_be(row, *whole):
        return [whole]
    return (
        _spoken(row, digits)
        or [part for part in segments(row, []) if _may_be(row, *part)]
        or list(numbers(row, _may_lead, _LENGTHS))
    )


def _is_certain(row: Row, first: int, behind: int) -> bool:
    """As long as the plan of some country says."""
    groups = row.groups[first:behind]
    if row.has_plus(first):
        return is_of_a_country("".join(groups)) and len(set("".join(groups))) > 1
    if groups[0].startswith("00"):
        return groups[0] != "00" and is_of_a_country("".join(groups)[2:])
    if groups[0][0] == "0" and (is_counting(groups) or _is_fraction(row, first, behind)):
        return False
    return is_national(groups) or (len(groups) in (3, 4) and _is_american(row, first, behind))


def _may_be(row: Row, first: int, behind: int) -> bool:
    """Whether groups that have nothing beside them may be a number."""
    if row.touches_a_code(first, behind):
        return False
    groups = row.groups[first:behind]
    digits = "".join(groups)
    if not _LENGTHS.start <= len(digits) < _LENGTHS.stop or len(set(digits)) < 2 or is_counting(groups):
        return False
    if row.has_plus(first):
        return is_international(digits)
    if digits.startswith("00"):
        return len(groups[0]) > 1 and is_international(digits[2:])
    if digits.startswith("0"):
        return len(digits) in LOCAL and not _is_fraction(row, first, behind)
    return has_country_code(digits) and len(groups) <= 5


def _may_lead(row: Row, first: int, behind: int) -> bool:
    return row.has_plus(first) and _may_be(row, first, behind)


def _is_american(row: Row, first: int, behind: int) -> bool:
    if not is_american(row.groups[first:behind]):
        return False
    before = row.sheet[row.spans[behind - 3][0] - 1 : row.spans[behind - 3][0]]
    return row.gap(behind - 1) in ("-", ".") or (before == "(" and row.gap(behind - 2).startswith(")"))


def _spoken(row: Row, digits: int) -> list[tuple[int, int]]:
    """What the word for a telephone stands before, and more of as many digits behind it."""
    count = len(row.groups)
    if row.touches_a_code(0, count) and not _SPOKEN_OF.search(
        row.sheet, max(0, row.start - _REACH), row.start
    ):
        return []
    if not _SPOKEN_OF.search(row.sheet, max(0, row.start - _REACH), row.start):
        is_messenger = digits in _SPOKEN and digits >= LOCAL.start and _MESSENGER.match(row.sheet, row.end)
        return [(0, count)] if is_messenger else []
    if digits in _SPOKEN and (digits <= _USUAL or count == 1 or len(row.groups[-1]) > 2):
        return [(0, count)]
    found: list[tuple[int, int]] = []
    first, length = 0, 0
    while (behind := _cut(row, first, length)) > first:
        found.append((first, behind))
        length = sum(map(len, row.groups[first:behind]))
        first = behind
    return found


def _cut(row: Row, first: int, length: int) -> int:
    """Where a spoken number that begins here ends: behind ``length`` digits, or (0) behind as many as are usual."""
    cut, digits = first, 0
    for behind, group in enumerate(row.groups[first:], first + 1):
        digits += len(group)
        if digits > (length or _USUAL):
            break
        if digits == length or (not length and digits in _SPOKEN and len(group) > 1):
            cut = behind
    return cut


def _is_fraction(row: Row, first: int, behind: int) -> bool:
    """0.123456789"""
    return behind - first == 2 and row.groups[first] == "0" and "." in row.gap(first + 1)
