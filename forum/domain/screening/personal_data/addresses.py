"""Where somebody lives: the number of a house together with the word for a street.

The name of a street alone is no one's home, and "3 roads" or "phá 3 đường dây" are counts: a number without a sign
that it is a house's must stand before a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forum.domain.screening.personal_data.sheet import Span

# What is counted on a street, or called by its name, is no house in it: "12 March Street protest".
_NO_HOUSES = (
    r"(?![ ](?:of|protest|march|movie|film|business|banker|trader|rall(?:y|ies)|demonstration|vendor|seller|food"
    r"|children|kids|girls|boys|women|men|dogs|cats|musician|performer|worker|journal|crash|style)(?:\w{0,3})\b)"
)
_HOUSE = r"\d{1,5}[A-Za-z]?(?:[/-]\d{1,4}[A-Za-z]?){0,3}"
_NOT_A_YEAR = r"(?!(?:19|20|25)\d\d[ ,])"
_ENGLISH = (
    (
        rf"(?<![\w.,$€£#/-]){_NOT_A_YEAR}{_HOUSE},?[ ]"
        r"(?:(?:[A-Z][\w'’.-]{1,24}|\d{1,3}(?:st|nd|rd|th)|[NSEW]\.?)[ ]){1,4}"
        r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Boulevard|Blvd|Drive|Alley|Highway|Soi)\b" + _NO_HOUSES
    ),
    (
        rf"(?:(?i:\b(?:house|no\.?|room|flat|apartment)[ ]?(?:no\.?|number|#)?)|#)[ ]?{_HOUSE}[ ]?,?[ ]?"
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
    rf"(?:លេខ|#)[ ]?{_HOUSE}[^\n\d]{{0,12}}ផ្លូវ(?:លេខ)?[ ]?[\d\u1780-\u17d3]{{1,24}}",
)
_LAO = (
    rf"(?:ເຮືອນເລກທີ|ບ້ານເລກທີ|ເຮືອນ[ ]?ເລກ)[ ]?{_HOUSE}",
    rf"ເລກທີ[ ]?{_HOUSE}[^\n\d]{{0,12}}(?:ຖະໜົນ|ຖະຫນົນ|ຮ່ອມ)[ ]?[\u0e81-\u0ece\d]{{1,24}}",
)
_BURMESE = (
    rf"(?:အိမ်အမှတ်|အိမ်နံပါတ်|တိုက်အမှတ်)[ ]?\(?{_HOUSE}\)?",
    rf"အမှတ်[ ]?\(?{_HOUSE}\)?(?:[^\n\d]{{0,40}}?|[^\n\d]{{0,4}}\d{{1,4}}[^\n\d]{{0,4}}?)(?:လမ်း|ရပ်ကွက်)",
)
_VIETNAMESE = (
    rf"(?i:số(?:[ ]nhà)?[ ]){_HOUSE},?[ ](?i:đường|phố|ngõ|hẻm|ngách|thôn|xóm)[ ]\w{{1,12}}(?:[ ]\w{{1,12}})?",
    rf"(?i:số[ ]nhà[ ]){_HOUSE}",
    (
        rf"(?<![\d/.,]){_NOT_A_YEAR}\d{{1,4}}[A-Za-z]?(?:/\d{{1,4}}){{0,3}},?[ ](?i:đường|phố|ngõ|hẻm|ngách)[ ]"
        r"(?=[A-ZĐÁÀẢÃẠĂÂÉÈÊÍÌÓÒÔƠÚÙƯÝ\d])\w{1,12}(?:[ ]\w{1,12})?"
    ),
    (
        rf"(?<![\d/.,]){_NOT_A_YEAR}\d{{1,4}}[A-Za-z]?(?:/\d{{1,4}}){{0,3}}"
        r"[ ][A-ZĐ]\w{1,12}(?:[ ][A-ZĐ]\w{1,12}){1,3},[ ]"
        r"(?i:quận|phường|huyện|tp\.?|q\.|p\.)[ ]?\w{1,12}(?:[ ][A-ZĐ]\w{1,12})?"
    ),
)
_NUMERAL = r"(?:\d{1,5}|[〇零一二三四五六七八九十百千两]{1,7})"
_CHINESE = (
    (
        rf"[\u4e00-\u9fff]{{1,8}}(?:路|街|大道|巷|弄|胡同)[ ]?(?:{_NUMERAL}[段巷弄][ ]?){{0,3}}"
        rf"{_NUMERAL}[ ]?(?:号|號|弄)(?!人|线|線|文件|楼市)"
        rf"(?:[ ]?{_NUMERAL}[ ]?(?:室|楼|樓|栋|棟|单元|層|层|F)(?:之\d{{1,3}})?){{0,3}}"
    ),
    (
        r"[\u4e00-\u9fff]{2,8}(?:小区|花园|公寓|大厦|新村|苑)[ ]?\d{1,3}(?:号楼|栋|棟|幢|座)"
        r"(?:\d{1,2}单元)?(?:\d{2,5}[室号]?)?"
    ),
)
# "ул. Ленина, д. 5, кв. 12", "Невский проспект, 28"; "на улице Ленина 5 человек" is a count.
_RUSSIAN_STREET = (
    r"(?i:ул\.?|улиц[аеуы]|пр-т|просп\.?|проспект[ае]?|пер\.|переул(?:ок|ке)|б-р|бульваре?|пл\.|площад[ьи]|ш\.|шоссе"
    r"|наб\.|набережн(?:ая|ой)|мкр\.?|микрорайоне?|проезде?|тупике?|аллея|аллее)"
)
_RUSSIAN_NAME = r"(?:\d{1,3}(?:-\w{1,3}|[ ]лет)?[ ])?[А-ЯЁ][\w.-]{1,30}(?:[ ][А-ЯЁ][\w.-]{0,30})?"
_RUSSIAN_HOUSE = (
    r"(?:д\.?[ ]?|дом[ ])?\d{1,4}[а-яА-Я]?(?!\w|\.\d)(?:[/-]\d{1,4})?(?:,?[ ](?:к|корп|корпус|стр)\.?[ ]?\d{1,3})?"
    r"(?:,?[ ](?:кв|квартира)\.?[ ]?\d{1,4})?"
    r"(?![ ](?:человек|людей|лет\b|год|минут|час|дн[ея]|раз|дет|женщин|девуш|мужчин|машин|метр|км|тысяч|дом))"
)
_RUSSIAN = (
    rf"\b{_RUSSIAN_STREET}[ ]?{_RUSSIAN_NAME},?[ ]{{1,2}}{_RUSSIAN_HOUSE}",
    rf"\b[А-ЯЁ][\w-]{{1,30}}[ ]{_RUSSIAN_STREET},?[ ]{_RUSSIAN_HOUSE}",
    r"\b(?i:д\.|дом)[ ]?\d{1,4}[а-яА-Я]?,?[ ](?:кв\.|квартира)[ ]?\d{1,4}",
)
# "Calle Mayor 5, 3º B", "C/ Mayor, 12", "Carrera 7 No. 12-34"; "Calle Mayor 5 personas" is a count.
_SPANISH_STREET = (
    r"(?i:calle|c/|avenida|avda?\.?|av\.|paseo|plaza|pza\.?|carrera|cra\.?|kr\.?|camino|carretera|callejón|ronda"
    r"|travesía|jirón|jr\.|diagonal|transversal|colonia)"
)
_SPANISH_NAME = (
    r"(?:(?:de|del|la|las|los|el|san|santa)[ ]){0,3}[A-ZÁÉÍÓÚÑ][\w'’.-]{1,24}"
    r"(?:[ ](?:(?:de|del|la|las|los|el|y)[ ]){0,3}[A-ZÁÉÍÓÚÑ][\w'’.-]{1,24}){0,3}"
)
_SPANISH = (
    (
        rf"(?<!\w){_SPANISH_STREET}[ ]?{_SPANISH_NAME},?[ ](?i:n[.º°]{{1,2}}[ ]?|n[uú]m(?:ero)?\.?[ ]|no\.[ ]|\#[ ]?)?"
        r"(?!(?:19|20)\d\d\b)\d{1,4}[A-Za-z]?(?![\w.]\d)\b(?:-\d{1,4})?(?:,?[ ]\d{1,2}[ºª°][ ]?(?:[A-Z]\b)?)?"
        r"(?:,?[ ](?i:piso|puerta|apto\.?|apartamento|depto\.?)[ ]?\w{1,4})?"
        r"(?![ ](?:personas?|mujeres|hombres|niñ|chic|años?|veces|minutos?|horas?|metros?|días?|polic|detenid|casas"
        r"|coches|millones|mil)\b)"
    ),
    (
        rf"(?<!\w){_SPANISH_STREET}[ ]?\d{{1,3}}[A-Z]?(?:[ ]?bis)?[ ]?(?:\#|(?i:no?[.º°]))[ ]?"
        r"\d{1,3}[A-Z]?[ ]?-[ ]?\d{1,3}"
    ),
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (*_ENGLISH, *_THAI, *_KHMER, *_LAO, *_BURMESE, *_VIETNAMESE, *_RUSSIAN, *_SPANISH)
)
_IDEOGRAPHS = tuple(map(re.compile, _CHINESE))
_HAS_DIGIT = re.compile(r"\d")


def addresses(sheet: str) -> Iterator[Span]:
    """Where a house and its street are named together."""
    # Chinese numbers may be written in words.
    patterns = (*(_PATTERNS if _HAS_DIGIT.search(sheet) else ()), *_IDEOGRAPHS)
    done = 0
    spans = sorted({match.span() for pattern in patterns for match in pattern.finditer(sheet)})
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
