"""PDF: whole, of one kind only, and without what acts by itself."""

from __future__ import annotations

import re

from forum.domain.refusals import Refused

_BEGINNING = re.compile(rb"%PDF-[12]\.\d")
_END = re.compile(rb"startxref\s+\d+\s+%%EOF[\s\x00]*\Z")
_WEB_PAGE = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|script|svg|iframe)\b", re.IGNORECASE)
# Names in a PDF may be written with any letter as #xx; whoever hides one of these has a reason.
_ACTS = (b"JavaScript", b"Launch", b"EmbeddedFile", b"RichMedia")
_HIDDEN_NAME = re.compile(rb"/([A-Za-z0-9]{0,14}#[0-9A-Fa-f]{2}[A-Za-z0-9#]{0,40})")


def check_pdf(data: bytes) -> None:
    """Raises ``Refused``: ``upload_damaged`` (no end: a download that broke off), ``upload_two_kinds`` (a web page or a
    zip in the same file), ``upload_programs`` (scripts, starting of programs, files inside).

    What is packed inside of streams is not looked into: a viewer in a browser runs it in a box of its own.
    """
    if not _BEGINNING.match(data) or not _END.search(data[-1024:]):
        raise Refused("upload_two_kinds" if b"PK\x05\x06" in data[-65_600:] else "upload_damaged")
    if _WEB_PAGE.search(data[:1024]) or b"PK\x05\x06" in data[-65_600:]:
        raise Refused("upload_two_kinds")
    hidden = {_written_out(name) for name in _HIDDEN_NAME.findall(data)}
    if any(b"/" + name in data for name in _ACTS) or not hidden.isdisjoint(_ACTS):
        raise Refused("upload_programs")


def _written_out(name: bytes) -> bytes:
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes([int(code[1], 16)]), name)
