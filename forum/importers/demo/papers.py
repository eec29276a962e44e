"""The files of the demo's publications: real documents, made in code, so that nothing of anybody's has to be kept here.

A PDF made without a library has Latin letters only, and says so where its edition is in another script; an EPUB has the
letters of any. Covers are drawn by hand, a picture of a river under two banks.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from html import escape
from math import sin

LINE, TOP, LEFT = 22, 760, 72


def pdf_file(title: str, language: str, pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF with a page for each list of lines, which are Latin letters; ``title`` may be of any script."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (" + language.encode() + b") >>",
        b"<< /Type /Pages /Kids ["
        + b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(pages)))
        + b"] /Count %d >>" % len(pages),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        text = b"BT /F1 14 Tf %d %d Td %d TL\n" % (LEFT, TOP, LINE)
        text += b"".join(b"(%s) Tj T*\n" % _shown(line) for line in lines) + b"ET"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * number)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text))
    objects.append(b"<< /Title <FEFF%s> >>" % title.encode("utf-16-be").hex().upper().encode())
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, len(objects), len(out))
    )


def _shown(line: str) -> bytes:
    plain = line.encode("cp1252", "replace")
    return plain.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


_CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def epub_file(title: str, language: str, paragraphs: Sequence[str]) -> bytes:
    """An EPUB with one chapter."""
    name = escape(title)
    text = "".join(f"<p>{escape(one)}</p>" for one in paragraphs)
    page = (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
        'xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="{language}"><head><title>{name}</title></head>'
        "<body>{body}</body></html>"
    )
    package = (
        '<?xml version="1.0" encoding="utf-8"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        'unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:demo:{language}:{zlib.crc32(title.encode())}</dc:identifier>'
        f"<dc:title>{name}</dc:title><dc:language>{language}</dc:language>"
        '<meta property="dcterms:modified">2016-12-06T00:00:00Z</meta></metadata><manifest>'
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="text" href="text.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="text"/></spine></package>'
    )
    nav = f'<nav epub:type="toc"><ol><li><a href="text.xhtml">{name}</a></li></ol></nav>'
    parts = {
        "META-INF/container.xml": _CONTAINER,
        "book.opf": package,
        "nav.xhtml": page.format(language=language, name=name, body=nav),
        "text.xhtml": page.format(language=language, name=name, body=f"<h1>{name}</h1>{text}"),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        # The first of all, and not packed: by that a reader knows the book.
        book.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip")
        for path, body in parts.items():
            book.writestr(zipfile.ZipInfo(path), body)
    return out.getvalue()


WIDTH, HEIGHT = 420, 594


def cover_file(paper: str, water: str, bank: str) -> bytes:
    """A PNG of a cover in three colours, each as ``rrggbb``."""
    colours = [bytes.fromhex(one) for one in (paper, water, bank)]
    rows = []
    for y in range(HEIGHT):
        middle = HEIGHT * 0.62
        row = bytearray(b"\0")
        for x in range(WIDTH):
            shore = middle + 26 * sin(x / 58) + 9 * sin(x / 21)
            row += colours[0 if y < shore - 46 else 2 if y < shore - 34 or y > shore + 70 else 1]
        rows.append(bytes(row))

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"".join(rows), 9))
        + chunk(b"IEND", b"")
    )
