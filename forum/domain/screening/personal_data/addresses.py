"""Where somebody lives: the number of a house together with the word for a street.

The name of a street alone is no one's home, and "3 roads" or "phá 3 đường dây" are counts: a number without a sign
that it is a house's must stand before a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forum.domain.screening.personal_data.sheet import Span

_HOUSE = r"\d{1,5}[A-Za-z]?(?:[/-]\d{1,4}[A-Za-z]?){0,3}"
_NOT_A_YEAR = r"(?!(?:19|20|25)\d\d[ ,])"
_ENGLISH = (
    (
        rf"(?<![\w.,$€£#/-]){_NOT_A_YEAR}{_HOUSE},?[ ]"
        r"(?:(?:[A-Z][\w'’.-]{1,24}|\d{1,3}(?:st|nd|rd|th)|[NSEW]\.?)[ ]){1,4}"
        r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Boulevard|Blvd|Drive|Alley|Highway|Soi)\b"
    ),
    (
        rf"(?i:\b(?:house|no\.?|room|flat|apartment|#)[ ]?(?:no\.?|number|#)?[ ]?){_HOUSE}[ ]?,?[ ]?"
        r"(?i:street|st\.?|road|rd\.?|soi|lane|village|moo)[ ]?(?:no\.?[ ]?)?(?:\d{1,4}|[A-Z])\w{0,24}"
    ),
    (
        rf"(?i:\bI live at|\b(?:my|her|his|their) address is)[ ]{_HOUSE}[ ,]{{1,2}}"
        r"[A-Z]\w{1,24}(?:[ ][A-Z]\w{1,24}){0,3}"
    ),
)
_THAI_HOUSE = rf"(?:เลขที่[ ]?{_HOUSE}|(?<![\d/])\d{{1,5}}/\d{{1,4}})"
_THAI = (
    rf"(?:บ้านเลขที่|อยู่เลขที่|เลขที่บ้าน)[ ]?{_HOUSE}",
    rf"(?:{_THAI_HOUSE}|(?<!\d)\d{{1,5}})[ ]?(?:หมู่(?:ที่)?|ม\.)[ ]?\d{{1,2}}",
    rf"{_THAI_HOUSE}[^\n\d]{{0,12}}(?:ซอย|ซ\.|ถนน|ถ\.)[ ]?[\u0e01-\u0e4f\d]{{1,24}}",
    r"(?<![\d/.,])\d{1,4}[ ](?:ถนน|ซอย)(?=[ก-ฮเ-ไ])[\u0e01-\u0e4f\d]{3,24}",
)
_KHMER = (
    rf"ផ្ទះ(?:លេខ|[ ]?លេខ|[ ]?#)[ ]?{_HOUSE}(?:[^\n]{{0,12}}?ផ្លូវ(?:លេខ)?[ ]?[\d\u1780-\u17d3]{{1,24}})?",
    rf"លេខ[ ]?{_HOUSE}[^\n\d]{{0,12}}ផ្លូវ(?:លេខ)?[ ]?[\d\u1780-\u17d3]{{1,24}}",
)
_LAO = (
    rf"(?:ເຮືອນເລກທີ|ບ້ານເລກທີ|ເຮືອນ[ ]?ເລກ)[ ]?{_HOUSE}",
    rf"ເລກທີ[ ]?{_HOUSE}[^\n\d]{{0,12}}(?:ຖະໜົນ|ຖະຫນົນ|ຮ່ອມ)[ ]?[\u0e81-\u0ece\d]{{1,24}}",
)
_BURMESE = (
    rf"(?:အိမ်အမှတ်|အိမ်နံပါတ်|တိုက်အမှတ်)[ ]?\(?{_HOUSE}\)?",
    rf"အမှတ်[ ]?\(?{_HOUSE}\)?[^\n\d]{{0,40}}?(?:လမ်း|ရပ်ကွက်)",
)
_VIETNAMESE = (
    rf"(?i:số(?:[ ]nhà)?[ ]){_HOUSE},?[ ](?i:đường|phố|ngõ|hẻm|ngách|thôn|xóm)[ ]\w{{1,12}}(?:[ ]\w{{1,12}})?",
    rf"(?i:số[ ]nhà[ ]){_HOUSE}",
    (
        rf"(?<![\d/.,]){_NOT_A_YEAR}\d{{1,4}}[A-Za-z]?(?:/\d{{1,4}}){{0,3}},?[ ](?i:đường|phố|ngõ|hẻm|ngách)[ ]"
        r"(?=[A-ZĐÁÀẢÃẠĂÂÉÈÊÍÌÓÒÔƠÚÙƯÝ\d])\w{1,12}(?:[ ]\w{1,12})?"
    ),
)
_CHINESE = (
    (
        r"[\u4e00-\u9fff]{1,8}(?:路|街|大道|巷|弄|胡同)[ ]?\d{1,5}[ ]?(?:号|號|弄)"
        r"(?:[ ]?\d{1,4}[ ]?(?:室|楼|樓|栋|棟|单元))?"
    ),
)
_PATTERNS = tuple(
    re.compile(pattern) for pattern in (*_ENGLISH, *_THAI, *_KHMER, *_LAO, *_BURMESE, *_VIETNAMESE, *_CHINESE)
)
_HAS_DIGIT = re.compile(r"\d")


def addresses(sheet: str) -> Iterator[Span]:
    """Where a house and its street are named together."""
    if not _HAS_DIGIT.search(sheet):
        return
    done = 0
    spans = sorted({match.span() for pattern in _PATTERNS for match in pattern.finditer(sheet)})
    for start, end in _joined(spans):
        if start >= done:
            yield start, end
            done = end


def _joined(spans: list[Span]) -> Iterator[Span]:
    """The spans with those that overlap made one."""
    if not spans:
        return
    start, end = spans[0]
    for left, right in spans[1:]:
        if left < end:
            end = max(end, right)
        else:
            yield start, end
            start, end = left, right
    yield start, end
