"""Uploads: what may come in as a file, and what is made of it before anything is stored.

The way of a file::

    bytes ── kinds ─────► what it is, by its first bytes and never by its name
          ── packages ──► office files and books: their zip, looked through to the end
          ── documents ─► PDF: whole, of one kind only, without programs
          ── pictures ──► drawn anew from their pixels: no EXIF, no place, nothing behind the picture

What cannot be drawn anew (a PDF, an office file) is kept as it is and only ever handed out as a download.
"""

from __future__ import annotations

from forum.domain.uploads.kinds import BY_NAME, MAX_BYTES, Kind, kind_of
from forum.domain.uploads.names import address_name, size_in_words
from forum.domain.uploads.pictures import MAX_PIXELS, MAX_SIDE
from forum.domain.uploads.ready import ReadyFile, ready_file
from forum.domain.uploads.renditions import FORMATS, widths_for
from forum.domain.uploads.shown import FileFacts, RenditionFacts

__all__ = [
    "BY_NAME",
    "FORMATS",
    "MAX_BYTES",
    "MAX_PIXELS",
    "MAX_SIDE",
    "FileFacts",
    "Kind",
    "ReadyFile",
    "RenditionFacts",
    "address_name",
    "kind_of",
    "ready_file",
    "size_in_words",
    "widths_for",
]
