"""Numbers that prove themselves: the last digits, or a letter, follow from the others.

Cards: ISO/IEC 7812-1, annex B (Luhn). China: GB 11643-1999 (ISO 7064, MOD 11-2). Thailand: the Department of Provincial
Administration's weights 13 to 2, modulo 11. Russia: the Pension Fund's number of insurance (СНИЛС), modulo 101, and the
tax number of a person (ИНН, 12 digits, order of the Tax Service ЯПК-7-6/435@). Spain: the letter of DNI and NIE (Real
Decreto 1553/2005), modulo 23.
"""

from __future__ import annotations


def is_thai(digits: str) -> bool:
    """Of 13 digits."""
    total = sum(int(digit) * (13 - at) for at, digit in enumerate(digits[:12]))
    return digits[0] in "12345678" and int(digits[12]) == (11 - total % 11) % 10


def is_chinese(digits: str) -> bool:
    """Of 18 digits, the last of which may be X."""
    if not digits[:17].isdigit():
        return False
    year, month, day = int(digits[6:10]), int(digits[10:12]), int(digits[12:14])
    if not (1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31):
        return False
    total = sum(int(digit) * pow(2, 17 - at, 11) for at, digit in enumerate(digits[:17]))
    return digits[17].upper() == "10X98765432"[total % 11]


def is_card(digits: str) -> bool:
    """Of a payment card."""
    if digits[0] not in "23456":
        return False
    doubled = [int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def is_snils(digits: str) -> bool:
    """Of 11 digits."""
    total = sum(int(digit) * (9 - at) for at, digit in enumerate(digits[:9])) % 101 % 100
    return total == int(digits[9:])


def is_inn(digits: str) -> bool:
    """Of 12 digits: a person's, not a firm's."""
    weights = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
    return all(
        sum(int(digit) * weight for digit, weight in zip(digits, weights[skipped:], strict=False)) % 11 % 10
        == int(digits[place])
        for place, skipped in ((10, 1), (11, 0))
    )


def is_spanish(number: str) -> bool:
    """Of eight digits, or of X, Y or Z and seven, and a letter."""
    number = number.upper()
    digits = number[:-1].translate(str.maketrans("XYZ", "012"))
    return number[-1] == "TRWAGMYFPDXBNJZSQVHLCKE"[int(digits) % 23]
