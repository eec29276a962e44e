"""What a stored file is called in addresses, and how large it is in words."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from forum.domain.slugs import slugify

_UNITS = ("kB", "MB", "GB")


def address_name(written: str, extension: str, *, otherwise: str) -> str:
    """The last part of the address: ``written`` as browsers send the name of a file (perhaps with a path), made fit for
    an address in any script; with the extension of what is stored, not the one that was written."""
    last = re.split(r"[/\\]", written)[-1]
    stem = PurePosixPath(last).stem if "." in last.strip(".") else last
    says_something = any(char.isalnum() for char in stem)
    return f"{slugify(stem) if says_something else otherwise}.{extension}"


def size_in_words(size: int) -> str:
    """Bytes as people say them, by thousands: ``"12 kB"``, ``"1.2 MB"``; at least ``"1 kB"``."""
    amount, unit = max(size / 1000, 1.0), 0
    while amount >= 999.5 and unit + 1 < len(_UNITS):
        amount, unit = amount / 1000, unit + 1
    return f"{amount:.1f} {_UNITS[unit]}" if unit and amount < 9.95 else f"{amount:.0f} {_UNITS[unit]}"
