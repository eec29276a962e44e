"""Numbers of passports: only beside the word, since by themselves they look like anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forum.domain.screening.personal_data.sheet import Span

_WORD = (
    r"(?:passports?|หนังสือเดินทาง|พาสปอร์ต|លិខិតឆ្លងដែន|ប៉ាស្ព័រ|ប៉ាស្ប៉ត|ໜັງສືຜ່ານແດນ|ຫນັງສືຜ່ານແດນ|ພາສປອດ"
    r"|နိုင်ငံကူးလက်မှတ်|ပတ်စပို့|hộ chiếu|护照|護照|паспорт\w{0,3}|pasaportes?|パスポート|여권)"
)
_NUMBER = r"(?<![0-9A-Za-z/.-])(?:[A-Z]{1,3}[ -]?\d{6,8}|\d{8,9})(?![0-9A-Za-z]|[.,]\d)"
_NEAR = r"[^\n\x00]{0,30}?"
_BEHIND = re.compile(rf"{_WORD}{_NEAR}({_NUMBER})", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?<![0-9A-Za-z/.-])([A-Z]{{1,3}}-?\d{{6,8}})(?![0-9A-Za-z]){_NEAR}{_WORD}", re.IGNORECASE
)
# Russia: two and two digits of the series, six of the number.
_RUSSIAN = re.compile(
    rf"(?:паспорт\w{{0,3}}|\bсери[яию]\b){_NEAR}(?<!\d)"
    r"(\d\d[ ]?\d\d[ ,-]{0,2}(?:номер|№|N[o°º]?\.?)?[ ]?\d{6})(?!\d)",
    re.IGNORECASE,
)


def passports(sheet: str) -> Iterator[Span]:
    """Numbers that look like a passport's within 30 characters of the word."""
    done = 0
    ways = (_BEHIND, _BEFORE, _RUSSIAN)
    for start, end in sorted({match.span(1) for way in ways for match in way.finditer(sheet)}):
        if start >= done:
            yield start, end
            done = end
