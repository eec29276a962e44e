"""What a text needs to know of the files that it shows or offers. Facts only: the renderer asks nobody."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from forum.domain.uploads.kinds import BY_NAME
from forum.domain.uploads.names import size_in_words


@dataclass(frozen=True, slots=True)
class RenditionFacts:
    """One width and format of a picture; ``digest`` is the beginning of the hash of its bytes."""

    upload_id: int
    width: int
    format: str
    digest: str

    @property
    def address(self) -> str:
        """It names its bytes, so that it may be kept for ever."""
        return f"/media/{self.upload_id}/{self.width}/{self.digest}.{self.format}"


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A stored file. ``width`` and ``height`` are None for what is no picture; ``alt`` is "" where nobody has said what
    the picture shows, or where it ``is_decorative``."""

    id: int
    name: str
    kind: str
    size: int
    width: int | None = None
    height: int | None = None
    alt: str = ""
    is_decorative: bool = False
    renditions: tuple[RenditionFacts, ...] = ()

    @property
    def is_picture(self) -> bool:
        return BY_NAME[self.kind].is_picture

    @property
    def address(self) -> str:
        """It stays when the file is replaced."""
        return f"/media/{self.id}/{quote(self.name)}"

    @property
    def plain_address(self) -> str:
        """As people read and copy it, in whatever script."""
        return f"/media/{self.id}/{self.name}"

    @property
    def says(self) -> str:
        """What is said behind a link to it: ``"PDF, 1.2 MB"``."""
        return f"{BY_NAME[self.kind].label}, {size_in_words(self.size)}"

    @property
    def needs_words(self) -> bool:
        """Whether somebody has still to say what it shows."""
        return self.is_picture and not self.alt and not self.is_decorative
