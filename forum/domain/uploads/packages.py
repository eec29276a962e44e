"""Office files and books are zips: which one this is, and that it holds no program and no bomb.

The zip is read to its end, because what its directory says about sizes may be a lie.
"""

from __future__ import annotations

import io
import re
import zipfile

from forum.domain.refusals import Refused
from forum.domain.uploads.kinds import BY_NAME, MIB, ZIP, Kind

MAX_ENTRIES = 5_000
MAX_UNPACKED = 200 * MIB
# What is really written packs ten to thirty times; a megabyte of zeros packs a thousand times.
MAX_RATIO = 200
RATIO_COUNTS_FROM = 10 * MIB
_CHUNK = 256 * 1024

_OOXML = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_BY_MEDIA_TYPE = {kind.media_type: kind for kind in BY_NAME.values()}
# Macros of Microsoft's programs and of LibreOffice, controls, packed programs, and what runs by a double click.
_PROGRAM = re.compile(
    r"(?:^|/)(?:vbaproject\.bin|vbadata\.xml|activex/.*|oleobject[^/]*)$|^(?:basic|scripts)/.+"
    r"|\.(?:exe|dll|com|scr|msi|lnk|hta|bat|cmd|ps1|vbs|js|jse|wsf|jar|class|sh|swf|svg)$",
    re.IGNORECASE,
)


def package_kind(data: bytes) -> Kind:
    """Which office file or book the zip ``data`` is.

    Raises ``Refused``: ``upload_zip`` (a zip that is none of them), ``upload_programs`` (macros, controls, scripts),
    ``upload_bomb``, ``upload_locked`` (needs a password), ``upload_two_kinds`` (something stands before or behind the
    zip), ``upload_damaged``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            _refuse_surroundings(data, package, entries)
            if len(entries) > MAX_ENTRIES:
                raise Refused("upload_bomb")
            kind = _kind(package, {entry.filename for entry in entries})
            if any(entry.flag_bits & 1 for entry in entries):
                raise Refused("upload_locked")
            if any(_PROGRAM.search(entry.filename) for entry in entries) or _is_macro_enabled(package, kind):
                raise Refused("upload_programs")
            _read_to_the_end(package, entries, len(data))
            return kind
    except Refused:
        raise
    except Exception:  # whatever a reader of zips trips over: a file that breaks it is not taken
        raise Refused("upload_damaged") from None


def _refuse_surroundings(data: bytes, package: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """A zip is found from its end, so something else may stand before it, and its comment may be anything."""
    first = min((entry.header_offset for entry in entries), default=-1)
    if first != 0 or not data.startswith(ZIP) or package.comment or data[-22:-18] != b"PK\x05\x06":
        raise Refused("upload_two_kinds")


def _kind(package: zipfile.ZipFile, names: set[str]) -> Kind:
    if "[Content_Types].xml" in names:
        for part, name in _OOXML.items():
            if part in names:
                return BY_NAME[name]
    if "mimetype" in names and package.getinfo("mimetype").file_size < 200:
        kind = _BY_MEDIA_TYPE.get(package.read("mimetype").decode("ascii", "replace").strip())
        wanted = "META-INF/container.xml" if kind is BY_NAME["epub"] else "content.xml"
        if kind is not None and wanted in names:
            return kind
    raise Refused("upload_zip")


def _is_macro_enabled(package: zipfile.ZipFile, kind: Kind) -> bool:
    """A document with macros that was given the name of one without."""
    if kind.name not in _OOXML.values():
        return False
    with package.open("[Content_Types].xml") as types:
        return b"macroenabled" in types.read(MIB).lower()


def _read_to_the_end(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], packed: int) -> None:
    limit = min(MAX_UNPACKED, max(RATIO_COUNTS_FROM, MAX_RATIO * packed))
    unpacked = 0
    for entry in entries:
        with package.open(entry) as file:
            while chunk := file.read(_CHUNK):
                unpacked += len(chunk)
                if unpacked > limit:
                    raise Refused("upload_bomb")
