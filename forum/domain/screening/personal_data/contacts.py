"""What anybody may name: the programme's own hotline, addresses and house. Each stands for itself alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from forum.domain.screening.personal_data.emails import AT_WORDS, DOT_WORDS
from forum.domain.screening.personal_data.plans import (
    country_code,
    has_country_code,
    is_behind_trunk_of_russia,
)
from forum.domain.screening.personal_data.sheet import evened

_FEW_DIGITS = 6  # shorter numbers are nobody's
_WITHOUT_TOWN = 7  # digits of a number that may be one in every town
_AT = re.compile(rf"\s*[\[({{<]?\s*(?:\b(?:{AT_WORDS})\b|@+)\s*[\])}}>]?\s*")
_DOT = re.compile(rf"\s*[\[({{<]?\s*\b(?:{DOT_WORDS})\b\s*[\])}}>]?\s*")
# The number of a house is one word with what hangs on it: 12/3, 12B.
_WORD = re.compile(r"\d+[a-z]?(?:[/-]\d+[a-z]?)*(?![^\W\d_])|\d+|[^\W\d_]+")


@dataclass(frozen=True)
class Number:
    """A telephone number: the country's code, empty where none is written, and the digits behind it or behind the
    zero."""

    country: str
    digits: str

    @staticmethod
    def read(text: str) -> Number:
        """As it is written, or as it stands in the address of a messenger."""
        sheet = evened(text)
        groups = re.findall(r"\d+", sheet)
        digits = "".join(groups)
        is_abroad = "+" in sheet or digits.startswith("00")
        # 8 495 … is Moscow, 84 95 … is Vietnam.
        is_russian = is_behind_trunk_of_russia(digits) and (len(groups[0]) == 1 or digits[1] == "9")
        if is_russian and not is_abroad:
            return Number("7", digits[1:])
        if is_abroad or has_country_code(digits):
            digits = digits.removeprefix("00")
            code = country_code(digits)
            return Number(code, digits[len(code) :].lstrip("0"))
        return Number("", digits.lstrip("0"))

    def is_same(self, other: Number) -> bool:
        """Whether they lead to the same telephone: of two, one may be written for callers from abroad."""
        if self.digits != other.digits or self.country == other.country:
            return self == other
        return "" in (self.country, other.country) and len(self.digits) > _WITHOUT_TOWN


@dataclass(frozen=True)
class PublicContacts:
    """Contacts in the one form that is compared. An entry such as ``@example.org`` stands for every address of that
    domain."""

    numbers: frozenset[Number]
    emails: frozenset[str]
    domains: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]

    @staticmethod
    def read(contacts: Iterable[str]) -> PublicContacts:
        """From the lines of the site's settings."""
        return _read(tuple(contacts))

    def include(self, kind: str, passage: str) -> bool:
        """Whether the ``passage`` of this kind is one of them, or whole words of one."""
        if kind in ("phone", "identity"):
            number = Number.read(passage)
            return any(number.is_same(public) for public in self.numbers)
        if kind == "email":
            address = _email(passage)
            return address in self.emails or address.endswith(self.domains)
        words = _words(passage)
        return any(
            words == public[at : at + len(words)]
            for public in self.words
            for at in range(len(public) - len(words) + 1)
        )


@lru_cache(maxsize=4)
def _read(contacts: tuple[str, ...]) -> PublicContacts:
    clean = [contact.strip() for contact in contacts if contact.strip()]
    numbers = {Number.read(contact) for contact in clean if not any(char.isalpha() for char in contact)}
    return PublicContacts(
        numbers=frozenset(number for number in numbers if len(number.country + number.digits) >= _FEW_DIGITS),
        emails=frozenset(_email(contact) for contact in clean if "@" in contact),
        domains=tuple(_email(contact) for contact in clean if contact.startswith("@")),
        words=tuple(_words(contact) for contact in clean if "@" not in contact),
    )


def _email(text: str) -> str:
    plain = evened(text).lower().removeprefix("mailto:")
    plain = _DOT.sub(".", _AT.sub("@", plain, count=1))
    local, at, domain = re.sub(r"[\s\u200b]", "", plain).partition("@")
    return local.strip('"“”').lstrip("._") + at + domain


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(evened(text).casefold()))
