"""Numbers of passports: only beside the word, since by themselves they look like anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forum.domain.screening.personal_data.sheet import Span

_WORD = (
    r"(?:passports?|หนังสือเดินทาง|พาสปอร์ต|លិខិតឆ្លងដែន|ប៉ាស្ព័រ|ប៉ាស្ប៉ត|ໜັງສືຜ່ານແດນ|ຫນັງສືຜ່ານແດນ|ພາສປອດ"
    r"|နိုင်ငံကူးလက်မှတ်|ပတ်စပို့|hộ chiếu|护照|護照|паспорт\w{0,3}|pasaporte)"
)
_NUMBER = r"(?<![0-9A-Za-z/.-])(?:[A-Z]{1,2}[ ]?\d{6,8}|\d{8,9})(?![0-9A-Za-z]|[.,]\d)"
_NEAR = r"[^\n\x00]{0,30}?"
_BEHIND = re.compile(rf"{_WORD}{_NEAR}({_NUMBER})", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?<![0-9A-Za-z/.-])([A-Z]{{1,2}}\d{{6,8}})(?![0-9A-Za-z]){_NEAR}{_WORD}", re.IGNORECASE
)


def passports(sheet: str) -> Iterator[Span]:
    """Numbers that look like a passport's within 30 characters of the word."""
    done = 0
    for start, end in sorted({match.span(1) for way in (_BEHIND, _BEFORE) for match in way.finditer(sheet)}):
        if start >= done:
            yield start, end
            done = end
