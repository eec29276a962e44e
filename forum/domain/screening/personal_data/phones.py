"""Telephone numbers: international ones, and as they are written in Cambodia, China, Laos, Myanmar, Thailand and
Vietnam. Short numbers (hotlines such as 191 or 1300) are nobody's own and never match."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forum.domain.screening.personal_data.sheet import Span

_GAP = r"[ \u200b]{0,2}[-.()/·]?[ \u200b]{0,2}"
# A stretch of digits and of what may stand between two of them; possessive, so that it is read once.
_STRETCH = re.compile(rf"(?<![\dA-Za-z.,/+])(?:\+[ ]?)?\(?\+?\d(?:{_GAP}\d)*+(?![A-Za-z])")
_DIALLED = re.compile(r"(?:(?:wa|t)\.me/|tel:|sms:|whatsapp\.com/send\?phone=)[+0-9-]{8,18}", re.IGNORECASE)
_GROUP = re.compile(r"\d+")

# Digits alone, the country's code before them, no plus.
_WITH_CODE = re.compile(
    r"66[2-9]\d{7,8}|84[2-9]\d{8,9}|855[1-9]\d{7,8}|856(?:20|30)\d{7,8}|95(?:9\d{7,9}|1\d{6,7})|861[3-9]\d{9}"
)
_CHINESE_MOBILE = re.compile(r"1[3-9]\d(?P<gap>[ -]?)\d{4}(?P=gap)\d{4}")
_AMERICAN = re.compile(r"\(?\d{3}\)?[-. ]{1,2}\d{3}[-.]\d{4}")
_SPOKEN_OF = re.compile(
    r"(?:\b(?:tel|telephone|phone|mobile|cell|call|whats ?app|viber|zalo|wechat|signal|imo)\b"
    r"|\b(?:sđt|điện thoại|di động|gọi)\b"
    r"|โทรศัพท์|โทร|เบอร์|มือถือ|ໂທລະສັບ|ໂທ|ເບີ|ទូរស័ព្ទ|ទូរសព្ទ|ဖုန်း|电话|電話|手机|手機|微信)"
    r"(?:[ .:：=#*_]{0,4}(?:no|number|nr|me|us|her|him|at|on|is|số|ເບີ|លេខ|နံပါတ်|号码?|是)?){0,3}[ .:：=]{0,3}\Z",
    re.IGNORECASE,
)
_REACH = 40  # characters before a number in which such a word counts
_LOCAL = range(9, 13)  # digits of a local number with its zero: Cambodia 9–10, Laos 9–11, China up to 12
_INTERNATIONAL = range(9, 16)
_SPOKEN = range(7, 13)


def dialled_links(sheet: str) -> Iterator[Span]:
    """Numbers in the addresses of messengers."""
    return (match.span() for match in _DIALLED.finditer(sheet))


def phones(sheet: str) -> Iterator[Span]:
    """Where telephone numbers stand."""
    for match in _STRETCH.finditer(sheet):
        start, end = match.span()
        if _is_phone(match[0]) or (
            len(_digits(match[0])) in _SPOKEN and _SPOKEN_OF.search(sheet, max(0, start - _REACH), start)
        ):
            yield start, end
        else:
            yield from _inside(sheet, start, end)


def _inside(sheet: str, start: int, end: int) -> Iterator[Span]:
    """Numbers inside a stretch in which two were written beside each other: "012 345 678 / 098 765 432"."""
    at = start
    for part in re.split(r"([ ]/[ ]|[ ]-[ ]|/|[ ]{2})", sheet[start:end]):
        if part and _is_phone(part.strip()):
            lead = len(part) - len(part.lstrip())
            yield at + lead, at + len(part.rstrip())
        at += len(part)


def _digits(text: str) -> str:
    return "".join(_GROUP.findall(text))


def _is_phone(stretch: str) -> bool:
    digits = _digits(stretch)
    groups = _GROUP.findall(stretch)
    if len(digits) < _LOCAL.start or len(digits) > _INTERNATIONAL.stop + 1 or len(set(digits)) < 2:
        return False
    if "+" in stretch:
        return len(digits) in _INTERNATIONAL and digits[0] != "0"
    if digits.startswith("00"):
        return digits[2] in "123456789" and len(digits) - 2 in _INTERNATIONAL and len(groups[0]) > 1
    if digits.startswith("0"):
        return len(digits) in _LOCAL and not _is_fraction(stretch, groups)
    if _CHINESE_MOBILE.fullmatch(stretch) and not digits.endswith("000000"):
        return True
    if _AMERICAN.fullmatch(stretch):
        return True
    return bool(_WITH_CODE.fullmatch(digits)) and not digits.endswith("000000") and len(groups) <= 5


def _is_fraction(stretch: str, groups: list[str]) -> bool:
    """0.123456789"""
    return len(groups) == 2 and groups[0] == "0" and "." in stretch
