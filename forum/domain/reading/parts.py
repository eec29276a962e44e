"""What a text is laid out into, in order. Whatever is named ``*_html`` is safe HTML: together whole elements, though a
heading in a quotation stands between two halves of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from forum.domain.reading.videos import Video


@dataclass(frozen=True)
class Passage:
    """What stays as it is stored."""

    kind: ClassVar = "passage"
    shown_html: str


@dataclass(frozen=True)
class Heading:
    """``level`` 2 to 4. ``text`` is what it says, ``anchor`` its place in the address; ``extra_anchor`` another one
    that leads here, or ""."""

    kind: ClassVar = "heading"
    level: int
    text: str
    shown_html: str
    anchor: str = ""
    extra_anchor: str = ""


@dataclass(frozen=True)
class Sideways:
    """A table, or code with long lines: what may be wider than the page and scrolls by itself. ``number`` counts those
    of one kind; ``name`` is a table's caption, or ""."""

    kind: ClassVar = "sideways"
    is_table: bool
    number: int
    name: str
    shown_html: str


@dataclass(frozen=True)
class Card:
    """A video elsewhere. ``name`` is what the author calls it, or ""; ``poster_html`` a picture of this site, or ""."""

    kind: ClassVar = "card"
    video: Video
    name: str
    poster_html: str = ""
    extra_anchor: str = ""


@dataclass(frozen=True)
class Notes:
    """The footnotes. Between two pieces stands the way back from the note with the number of the first one; the last
    has none."""

    kind: ClassVar = "notes"
    pieces: tuple[Note, ...]


@dataclass(frozen=True)
class Note:
    """HTML up to a way back, and the number of its note; None for what stands behind the last."""

    shown_html: str
    number: int | None


Part = Passage | Heading | Sideways | Card | Notes
