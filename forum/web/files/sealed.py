"""Files of a post that is not public, for somebody who was shown it: the page's addresses of files carry a seal that
opens these files, and no others, for an hour or two. Nothing is stored, and nothing needs a sign-in."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from flask import request

from forum.web.outside import outside

HOUR = 3600
_TAG = re.compile(r"<(?:img|source|a) [^>]*>")
_ADDRESS = re.compile(r'(/media/([1-9]\d{0,9})/[^"\s,?]+)')
_SEAL = re.compile(r"([0-9]{1,8})\.([A-Za-z0-9_-]{43})")


def sealed(html: str, now: datetime) -> str:
    """Safe ``html`` of a post whose addresses of files open them until the end of the next hour."""
    until = int((now + timedelta(hours=1)).timestamp()) // HOUR
    seals = outside().seals

    def with_seal(found: re.Match[str]) -> str:
        return f"{found[1]}?seal={until}.{seals.file_seal(int(found[2]), until)}"

    return _TAG.sub(lambda tag: _ADDRESS.sub(with_seal, tag[0]), html)


def is_opened(number: int, now: datetime) -> bool:
    """Whether the address that is asked for carries a seal for this file that has not run out."""
    found = _SEAL.fullmatch(request.args.get("seal", ""))
    if found is None or int(found[1]) < int(now.timestamp()) // HOUR:
        return False
    return outside().seals.is_file_seal(found[2], number, int(found[1]))
