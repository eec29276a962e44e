"""The one door: a file as it was sent becomes a file that may be stored, or is refused."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from forum.domain.refusals import Refused
from forum.domain.uploads.documents import check_pdf
from forum.domain.uploads.kinds import BY_NAME, Kind, kind_of
from forum.domain.uploads.packages import package_kind
from forum.domain.uploads.pictures import drawn_anew


@dataclass(frozen=True)
class ReadyFile:
    """``data`` is what is stored, ``sha256`` the hash of what was sent, ``key`` the place of what is stored: it is
    named by its own hash, so the same bytes have one place. ``moved``: an animation, of which the first picture was
    kept."""

    data: bytes
    kind: Kind
    sha256: str
    key: str
    width: int | None = None
    height: int | None = None
    moved: bool = False


def ready_file(data: bytes, *, in_place_of: Kind | None = None) -> ReadyFile:
    """Looks at ``data`` and makes of it what may be stored. ``in_place_of``: the kind of the file that it replaces, and
    whose address must stay true: a picture is stored in that format, any other file must be of that kind.

    Raises ``Refused`` as ``kind_of``, ``package_kind``, ``check_pdf`` and ``drawn_anew``, and ``upload_other_kind``
    (``kind`` is the wanted one's label).
    """
    kind = kind_of(data) or package_kind(data)
    if in_place_of is not None and (in_place_of.is_picture, in_place_of.is_picture or in_place_of) != (
        kind.is_picture,
        kind.is_picture or kind,
    ):
        raise Refused("upload_other_kind", kind=in_place_of.label)
    sha256 = hashlib.sha256(data).hexdigest()
    if not kind.is_picture:
        if kind is BY_NAME["pdf"]:
            check_pdf(data)
        return ReadyFile(data, kind, sha256, key_for(data, kind.name))
    drawn = drawn_anew(data, kind, stored_as=in_place_of)
    return ReadyFile(
        drawn.data,
        drawn.kind,
        sha256,
        key_for(drawn.data, drawn.kind.name),
        drawn.width,
        drawn.height,
        drawn.moved,
    )


def key_for(data: bytes, extension: str) -> str:
    """Where the bytes lie: ``"ab/abcdef….jpg"``, by their hash."""
    digest = hashlib.sha256(data).hexdigest()
    return f"{digest[:2]}/{digest}.{extension}"
