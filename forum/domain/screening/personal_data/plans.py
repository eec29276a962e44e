"""What telephone numbers look like: the codes of countries (ITU-T E.164 and its list of assigned codes), how many
digits follow them, and the national plans of the countries whose people write here (ITU-T E.129): Cambodia, China,
Laos, Myanmar, Russia, Thailand, Vietnam; of others what their trunk zero and the length tell.

A number is its groups of digits, as they are written: ``("081", "234", "5678")``.
"""

from __future__ import annotations

import re

Groups = list[str]

INTERNATIONAL = range(9, 16)  # digits with the country's code; E.164 allows 15
LOCAL = range(9, 13)  # digits with the zero: Cambodia 9 and 10, Laos 9 to 11, China up to 12
_ONE_DIGIT = frozenset("17")
_TWO_DIGITS = re.compile(r"2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]")
# Digits behind the code, for the countries nearest to this forum's readers.
_LENGTHS = {
    "1": (10,),
    "7": (10,),
    "33": (9,),
    "34": (9,),
    "44": (10,),
    "49": (10, 11),
    "51": (9,),
    "52": (10, 11),
    "54": (10, 11),
    "56": (9,),
    "57": (10,),
    "58": (10,),
    "60": (8, 9, 10),
    "61": (9,),
    "62": (9, 10, 11),
    "63": (10,),
    "65": (8,),
    "66": (8, 9),
    "81": (9, 10),
    "82": (9, 10),
    "84": (9, 10),
    "86": (10, 11),
    "91": (10,),
    "95": (8, 9, 10),
    "375": (9,),
    "380": (9,),
    "593": (8, 9),
    "852": (8,),
    "855": (8, 9),
    "856": (8, 10),
    "880": (10,),
    "886": (8, 9),
    "977": (10,),
}
# Digits alone, the country's code before them, no plus.
_WITH_CODE = re.compile(
    r"66[2-9]\d{7,8}|84[2-9]\d{8,9}|855[1-9]\d{7,8}|856(?:20|30)\d{7,8}|95(?:9\d{7,9}|1\d{6,7})|861[3-9]\d{9}"
)
_NEARBY = frozenset({"66", "84", "855", "856", "95", "86"})
_MOBILE_OF_CHINA = re.compile(r"1[3-9]\d{9}")
_CHINESE_GROUPS = {(11,), (3, 4, 4)}
_OF_RUSSIA = re.compile(r"[78](?!800)[3489]\d{9}")
_RUSSIAN_GROUPS = {(1, 3, 3, 2, 2), (1, 4, 2, 2, 2)}
_RUSSIAN_MOBILE_GROUPS = {
    (11,),
    (1, 10),
    (1, 3, 7),
    (1, 3, 3, 4),
    (1, 3, 2, 2, 3),
    (4, 3, 2, 2),
    (4, 3, 4),
    (4, 7),
}
_WITHOUT_ZERO = _CHINESE_GROUPS | _RUSSIAN_GROUPS | _RUSSIAN_MOBILE_GROUPS
# The North American plan without the codes that cost nothing to call, which are nobody's own.
_AMERICAN = re.compile(r"1?(?!8(?:00|33|44|55|66|77|88))[2-9]\d{9}")
_AMERICAN_GROUPS = {(3, 3, 4), (1, 3, 3, 4)}


def country_code(digits: str) -> str:
    """The country's code that ``digits`` begin with, written without the plus: one is never another's beginning."""
    if digits[:1] in _ONE_DIGIT:
        return digits[:1]
    return digits[:2] if _TWO_DIGITS.match(digits) else digits[:3]


def is_international(digits: str) -> bool:
    """Whether behind the plus these can be a number of some country."""
    return len(digits) in INTERNATIONAL and digits[0] != "0"


def is_of_a_country(digits: str) -> bool:
    """Whether behind the plus these are as many as the country's numbers have."""
    code = country_code(digits)
    rest = digits[len(code) :].removeprefix("0")  # +66 (0) 81 …
    return digits[0] != "0" and len(rest) in _LENGTHS.get(code, ())


def is_national(groups: Groups) -> bool:
    """Whether the groups are certainly a number as it is dialled at home, or with a country's code without its plus."""
    lengths = tuple(map(len, groups))
    is_behind_zero = groups[0][0] == "0"
    if not is_behind_zero and lengths not in _WITHOUT_ZERO and groups[0] not in _NEARBY and len(groups) > 1:
        return False
    digits = "".join(groups)
    if len(set(digits)) < 2 or digits.endswith("000000"):
        return False
    if is_behind_zero:
        return digits[1] != "0" and _is_behind_zero(digits, lengths)
    return (
        (lengths in _CHINESE_GROUPS and bool(_MOBILE_OF_CHINA.fullmatch(digits)))
        or _is_russian(digits, lengths)
        or (has_country_code(digits) and len(groups) <= 5)
    )


def _is_behind_zero(digits: str, lengths: tuple[int, ...]) -> bool:
    if len(digits) not in LOCAL:
        return False
    first, last = lengths[0], lengths[-1]
    if len(lengths) == 1 or len(digits) == 9:
        return True
    if len(digits) == 10:  # mobiles of Thailand and Vietnam; the last digit of others is hardly written apart
        return digits[1] in "356789" or last > 1
    if len(digits) == 11:
        if digits.startswith("020"):  # Laos
            return last > 1
        return last > 2 and (first in (3, 4, 5) or (first == 2 and digits.startswith("09")))
    return lengths in ((4, 8), (4, 4, 4))  # China, with the code of a town


def has_country_code(digits: str) -> bool:
    """Whether these begin with the code of a country nearby and are as many as its numbers, without a plus."""
    return bool(_WITH_CODE.fullmatch(digits)) and not digits.endswith("000000")


def is_behind_trunk_of_russia(digits: str) -> bool:
    """With the 8 that is dialled at home, or with the 7 without its plus."""
    return bool(_OF_RUSSIA.fullmatch(digits))


def _is_russian(digits: str, lengths: tuple[int, ...]) -> bool:
    if not is_behind_trunk_of_russia(digits):
        return False
    return lengths in _RUSSIAN_GROUPS or (digits[1] == "9" and lengths in _RUSSIAN_MOBILE_GROUPS)


def is_american(groups: Groups) -> bool:
    """By the groups alone; how they are held together must be American, too."""
    return tuple(map(len, groups)) in _AMERICAN_GROUPS and bool(_AMERICAN.fullmatch("".join(groups)))


def is_counting(groups: Groups) -> bool:
    """01 02 03 04 05"""
    values = list(map(int, groups))
    return len(groups) >= 5 and values == list(range(values[0], values[0] + len(values)))
