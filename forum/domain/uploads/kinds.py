"""What a file is, by its first bytes. Names and what a browser says about a file decide nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from forum.domain.refusals import Refused

MIB = 1024 * 1024
MAX_BYTES = 20 * MIB


@dataclass(frozen=True)
class Kind:
    """``name`` is also the extension that a stored file gets; ``label`` is what readers see beside a download."""

    name: str
    media_type: str
    label: str
    is_picture: bool = False


_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
KINDS: tuple[Kind, ...] = (
    Kind("jpg", "image/jpeg", "JPEG", is_picture=True),
    Kind("png", "image/png", "PNG", is_picture=True),
    Kind("gif", "image/gif", "GIF", is_picture=True),
    Kind("webp", "image/webp", "WebP", is_picture=True),
    Kind("avif", "image/avif", "AVIF", is_picture=True),
    Kind("pdf", "application/pdf", "PDF"),
    Kind("docx", f"{_OOXML}.wordprocessingml.document", "Word"),
    Kind("xlsx", f"{_OOXML}.spreadsheetml.sheet", "Excel"),
    Kind("pptx", f"{_OOXML}.presentationml.presentation", "PowerPoint"),
    Kind("odt", f"{_ODF}.text", "ODT"),
    Kind("ods", f"{_ODF}.spreadsheet", "ODS"),
    Kind("odp", f"{_ODF}.presentation", "ODP"),
    Kind("epub", "application/epub+zip", "EPUB"),
)
BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}

ZIP = b"PK\x03\x04"
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"%PDF-", "pdf"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Behind a byte order mark and white space: SVG and HTML, whatever they are called.
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*<[\s\x00]*[!?a-zA-Z]")
_PHONES = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
_AVIF = frozenset({b"avif", b"avis"})


def kind_of(data: bytes) -> Kind | None:
    """What ``data`` begins like; None for a zip, which ``packages`` has to look into.

    Raises ``Refused``: ``upload_empty``, ``upload_too_large`` (bytes, limit in MiB), ``upload_markup`` (SVG, HTML),
    ``upload_old_office``, ``upload_phone_picture`` (HEIC), ``upload_kind``.
    """
    if not data:
        raise Refused("upload_empty")
    if len(data) > MAX_BYTES:
        raise Refused("upload_too_large", limit=MAX_BYTES // MIB)
    for beginning, name in _BEGINNINGS:
        if data.startswith(beginning):
            return BY_NAME[name]
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return BY_NAME["webp"]
    if data[4:8] == b"ftyp":
        return _by_brand(data)
    if data.startswith(ZIP):
        return None
    if data.startswith(_OLD_OFFICE):
        raise Refused("upload_old_office")
    if _MARKUP.match(data[:1024]):
        raise Refused("upload_markup")
    raise Refused("upload_kind")


def _by_brand(data: bytes) -> Kind:
    """Films and the pictures of telephones have one beginning; the brands behind it tell them apart."""
    length = min(int.from_bytes(data[:4]), 256)
    brands = {data[at : at + 4] for at in (8, *range(16, length, 4))}
    if brands & _AVIF:
        return BY_NAME["avif"]
    raise Refused("upload_phone_picture" if brands & _PHONES else "upload_kind")
