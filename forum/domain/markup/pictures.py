"""The picture by which a text is known elsewhere: what services show beside a link to it.

They read JPEG, PNG, GIF and WebP, not AVIF, and want it about 1,200 pixels wide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from forum.domain.markup.tags import unescape

WANTED = 1200
# Smaller ones are signs and ornaments, and the services refuse them.
LEAST = 200
_SHOWN = re.compile(r"(?:<picture>(?P<sources>(?:<source [^>]*>)*))?<img (?P<image>[^>]*)>")
_WEBP = re.compile(r'<source type="image/webp" srcset="(?P<srcset>[^"]*)"')
_WIDTH = re.compile(r"(?P<address>\S+) (?P<width>[1-9]\d{0,4})w")
_KINDS = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
}


@dataclass(frozen=True)
class SharedPicture:
    """``address`` is a path of this site; ``width`` and ``height`` are None where nobody knows them, ``words`` ("" for
    none) say what it shows."""

    address: str
    kind: str
    words: str
    width: int | None = None
    height: int | None = None


def picture_at(address: str, words: str, width: int | None, height: int | None) -> SharedPicture | None:
    """A picture of the site as it can be shared; None for one in a format that services do not read, or too small."""
    kind = _KINDS.get(address.rpartition(".")[2].lower())
    if kind is None or (width is not None and width < LEAST):
        return None
    return SharedPicture(address, kind, words, width, height)


def shared_picture(html: str) -> SharedPicture | None:
    """The first picture in safe ``html`` (after ``with_files``) that can be shared; None where there is none."""
    for found in _SHOWN.finditer(html):
        picture = _shared(found["image"], found["sources"] or "")
        if picture is not None:
            return picture
    return None


def _shared(image: str, sources: str) -> SharedPicture | None:
    facts = dict(re.findall(r'([a-z]+)="([^"]*)"', image))
    address, words = unescape(facts.get("src", "")), unescape(facts.get("alt", ""))
    width, height = (
        int(facts[side]) if facts.get(side, "").isdecimal() else None for side in ("width", "height")
    )
    if not address.startswith("/") or (width is not None and width < LEAST):
        return None
    if width and height and (offered := _offered(sources)):
        fitting = [one for one in offered if one[0] >= WANTED]
        shown, smaller = min(fitting) if fitting else max(offered)
        return SharedPicture(smaller, _KINDS["webp"], words, shown, max(1, round(shown * height / width)))
    return picture_at(address, words, width, height)


def _offered(sources: str) -> list[tuple[int, str]]:
    webp = _WEBP.search(sources)
    widths = _WIDTH.finditer(webp["srcset"]) if webp else ()
    return [(int(one["width"]), unescape(one["address"])) for one in widths]
