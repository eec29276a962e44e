"""What anybody may name: the programme's own hotline, addresses and house."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from forum.domain.screening.personal_data.sheet import evened

_FEW_DIGITS = 6  # shorter numbers are nobody's
_MAX_COUNTRY_CODE = 3  # digits


@dataclass(frozen=True)
class PublicContacts:
    """Contacts in the one form that is compared: digits without the first zero, letters and digits alone. An entry
    such as ``@example.org`` stands for every address of that domain."""

    numbers: frozenset[str]
    domains: tuple[str, ...]
    words: tuple[str, ...]

    @staticmethod
    def read(contacts: Iterable[str]) -> PublicContacts:
        """From the lines of the site's settings."""
        return _read(tuple(contacts))

    def include(self, kind: str, passage: str) -> bool:
        """Whether the ``passage`` of this kind is one of them."""
        if kind in ("phone", "identity"):
            return any(_same_number(_number(passage), public) for public in self.numbers)
        if kind == "email":
            address = _email(passage)
            return address in self.words or address.endswith(self.domains)
        words = _bare(passage)
        return any(words in public for public in self.words)


@lru_cache(maxsize=4)
def _read(contacts: tuple[str, ...]) -> PublicContacts:
    clean = [contact.strip() for contact in contacts if contact.strip()]
    numbers = {_number(contact) for contact in clean if not any(char.isalpha() for char in contact)}
    return PublicContacts(
        numbers=frozenset(number for number in numbers if len(number) >= _FEW_DIGITS),
        domains=tuple(_email(contact) for contact in clean if contact.startswith("@")),
        words=tuple(_email(contact) if "@" in contact else _bare(contact) for contact in clean),
    )


def _number(text: str) -> str:
    return re.sub(r"\D", "", evened(text)).lstrip("0")


def _same_number(one: str, other: str) -> bool:
    """Whether two numbers are the same, or one is the other behind its country code."""
    if one == other:
        return True
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return (
        len(shorter) > _FEW_DIGITS
        and len(longer) - len(shorter) <= _MAX_COUNTRY_CODE
        and longer.endswith(shorter)
    )


def _email(text: str) -> str:
    plain = evened(text).lower().removeprefix("mailto:")
    plain = re.sub(r"[\s\u200b]*[\[({<]?\s*(?:\bat\b|@)\s*[\])}>]?\s*", "@", plain, count=1)
    plain = re.sub(r"\s*[\[({<]?\s*\bdot\b\s*[\])}>]?\s*", ".", plain)
    return re.sub(r"[\s\u200b]", "", plain)


def _bare(text: str) -> str:
    return "".join(char for char in evened(text).casefold() if char.isalnum())
