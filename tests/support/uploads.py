"""Files for uploading, made in code: honest ones, and those with which somebody means harm."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

BANGKOK = {
    1: "N",
    2: (13.0, 45.0, 21.5),
    3: "E",
    4: (100.0, 30.0, 6.0),
}  # latitude and longitude, as EXIF has them
GPS, ORIENTATION, MAKER, ARTIST = 0x8825, 0x0112, 0x010F, 0x013B
SECRET = b"taken by Mali at the shelter"
OOXML = "application/vnd.openxmlformats-officedocument"


def half_and_half(size: tuple[int, int] = (60, 40), mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right, so that turning shows."""
    from PIL import Image

    image = Image.new("RGB", size, (200, 20, 20))
    image.paste((20, 20, 200), (size[0] // 2, 0, *size))
    return image.convert(mode)


def encoded(image: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    return encoded(half_and_half(size), form, **options)


def photograph(form: str = "JPEG", *, orientation: int = 1, size: tuple[int, int] = (60, 40)) -> bytes:
    """As a telephone takes it: with the place, the maker, the name, and a note of how to turn it."""
    from PIL import Image

    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER], exif[ARTIST] = orientation, "Telephone", SECRET.decode()
    exif.get_ifd(GPS).update(BANGKOK)
    more: dict[str, Any] = (
        {"xmp": b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"} if form in ("JPEG", "WEBP") else {}
    )
    if form == "JPEG":
        more["comment"] = SECRET
    return encoded(half_and_half(size), form, exif=exif.tobytes(), **more)


def with_profile(form: str = "JPEG") -> bytes:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return picture(form, icc_profile=profile)


def animation(form: str = "GIF") -> bytes:
    from PIL import Image

    frames = [half_and_half(), Image.new("RGB", (60, 40), "yellow")]
    return encoded(frames[0], form, save_all=True, append_images=frames[1:], duration=200)


def png_of_size(width: int, height: int) -> bytes:
    """A PNG whose header promises that many pixels, with hardly any data."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


def pdf(before_end: bytes = b"", *, first: bytes = b"") -> bytes:
    return (
        b"%PDF-1.7\n"
        + first
        + b"1 0 obj\n<< /Type /Catalog >>\nendobj\n"
        + before_end
        + b"trailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
    )


def packed(entries: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in entries.items():
            package.writestr(name, body)
    return out.getvalue()


TYPES = '<Types><Override PartName="/word/document.xml" ContentType="application/xml"/></Types>'


def docx(**more: str | bytes) -> bytes:
    return packed({"[Content_Types].xml": TYPES, "word/document.xml": "<w:document/>", **more})


def xlsx(**more: str | bytes) -> bytes:
    return packed({"[Content_Types].xml": TYPES, "xl/workbook.xml": "<workbook/>", **more})


def pptx(**more: str | bytes) -> bytes:
    return packed({"[Content_Types].xml": TYPES, "ppt/presentation.xml": "<p/>", **more})


def open_document(kind: str, **more: str | bytes) -> bytes:
    media_type = f"application/vnd.oasis.opendocument.{kind}"
    return packed({"mimetype": media_type, "content.xml": "<office/>", **more})


def epub(**more: str | bytes) -> bytes:
    return packed({"mimetype": "application/epub+zip", "META-INF/container.xml": "<c/>", **more})


def locked() -> bytes:
    """A docx whose text is marked as encrypted, in its header and in the directory."""
    data = bytearray(docx())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)
