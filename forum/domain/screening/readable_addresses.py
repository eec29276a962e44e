"""Addresses as people read them: bytes in percent signs and names in punycode as the letters that they are."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_ENCODED = re.compile(r"(?:%[0-9a-f]{2})+|(?<=[/.@])xn--[a-z0-9-]{1,59}", re.IGNORECASE)


@dataclass(frozen=True)
class Readable:
    """``text`` is the address as it is read; ``starts`` and ``ends`` hold for each of its characters where in the
    address as it is written (in code points) what it stands for begins and ends."""

    text: str
    starts: list[int]
    ends: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """From a stretch of ``text`` to the stretch of the address as it is written."""
        return self.starts[start], self.ends[end - 1]


def readable(address: str) -> Readable:
    """``address`` as it is read. What cannot be decoded stays as it is, but for bytes that are no letter's (U+FFFD).
    Takes time in proportion to its length and never raises."""
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def add(letters: str, start: int, length: int, step: int) -> None:
        for number, letter in enumerate(letters):
            text.append(letter)
            starts.append(start + number * step)
            ends.append(start + number * step + length)

    copied = 0
    for found in _ENCODED.finditer(address):
        add(address[copied : found.start()], copied, 1, 1)
        copied = found.end()
        if found[0].startswith("%"):
            at = found.start()
            for char, length in _decoded(bytes.fromhex(found[0].replace("%", ""))):
                add(char, at, 3 * length, 0)
                at += 3 * length
        else:
            label = unicode_label(found[0].lower())
            is_same = label == found[0].lower()
            add(label, found.start(), 1 if is_same else len(found[0]), int(is_same))
    add(address[copied:], copied, 1, 1)
    return Readable("".join(text), starts, ends)


def _decoded(encoded: bytes) -> list[tuple[str, int]]:
    """The characters of ``encoded`` and how many bytes each took; U+FFFD for a byte that is part of none."""
    characters = []
    at = 0
    while at < len(encoded):
        for length in range(1, 5):
            try:
                characters.append((encoded[at : at + length].decode(), length))
            except UnicodeDecodeError:
                continue
            break
        else:
            characters.append(("\ufffd", length := 1))
        at += length
    return characters


def unicode_label(label: str) -> str:
    """A label of a host in small letters, in NFKC where it is punycode; as it is where that cannot be read."""
    if not label.startswith("xn--") or len(label) > 63:
        return label
    try:
        return unicodedata.normalize("NFKC", label[4:].encode("ascii").decode("punycode")).lower()
    except UnicodeError:
        return label
