"""The editions of publications with their versions, and their covers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.db import db
from forum.domain.publications import Edition, Version, in_order
from forum.domain.uploads import FileFacts, RenditionFacts
from forum.models import Publication, PublicationEdition, PublicationVersion, Rendition, Upload
from forum.queries.uploads import digest_of

Editions = tuple[Edition, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """A cover in the size in which pages show it. ``alt`` is "" for one that only decorates."""

    address: str
    alt: str
    width: int
    height: int


_file = aliased(Upload, name="edition_file")
# For a statement about ``Publication``: ``select(*EDITIONS)`` and ``with_editions``.
EDITIONS = (
    PublicationEdition.id.label("edition_id"),
    PublicationEdition.language.label("edition_language"),
    PublicationEdition.format.label("edition_format"),
    PublicationVersion.id.label("version_id"),
    PublicationVersion.number.label("version_number"),
    PublicationVersion.label.label("version_label"),
    PublicationVersion.issued_on,
    PublicationVersion.pages,
    _file.size.label("file_size"),
    PublicationVersion.downloads,
    PublicationVersion.upload_id,
    PublicationVersion.created_at.label("version_at"),
)


def with_editions(query: sa.Select[*tuple[Any, ...]]) -> sa.Select[*tuple[Any, ...]]:
    """The statement with all versions of all editions joined to it: a row for each, one without for a publication that
    has none."""
    return (
        query.outerjoin(PublicationEdition, PublicationEdition.publication_id == Publication.id)
        .outerjoin(PublicationVersion, PublicationVersion.edition_id == PublicationEdition.id)
        .outerjoin(_file, _file.id == PublicationVersion.upload_id)
    )


def editions_in(rows: Iterable[Any], languages: Mapping[int, str]) -> dict[int, Editions]:
    """The editions in rows of such a statement, which have the number of the publication as ``id``, in their order; of
    each publication the language in which it is described is given. One without any is missing, and so is an
    edition that has no version left."""
    versions: dict[tuple[int, int, str, str], list[Version]] = defaultdict(list)
    for row in rows:
        if row.version_id is not None:
            edition = (row.id, row.edition_id, row.edition_language, row.edition_format)
            versions[edition].append(
                Version(
                    row.version_id,
                    row.version_number,
                    row.version_label,
                    row.issued_on,
                    row.pages,
                    row.file_size,
                    row.downloads,
                    row.upload_id,
                    row.version_at,
                )
            )
    found: dict[int, list[Edition]] = defaultdict(list)
    for (publication_id, edition_id, language, format_), some in versions.items():
        newest_first = sorted(some, key=lambda version: version.number, reverse=True)
        found[publication_id].append(Edition(edition_id, language, format_, tuple(newest_first)))
    return {number: in_order(some, first=languages[number]) for number, some in found.items()}


def editions_of(languages: Mapping[int, str]) -> dict[int, Editions]:
    """The editions of the publications with these numbers, as ``editions_in`` gives them. One statement, none where
    none is asked for."""
    if not languages:
        return {}
    query = with_editions(sa.select(Publication.id, *EDITIONS).select_from(Publication))
    rows = db.session.execute(query.where(Publication.id.in_(list(languages)))).all()
    return editions_in(rows, languages)


_shown = aliased(Rendition, name="shown_cover")
_smallest = (
    sa.select(sa.func.min(Rendition.width))
    .where(Rendition.upload_id == Upload.id, Rendition.format == "webp")
    .scalar_subquery()
)
# For a statement about ``Publication``: ``select(*COVER)`` and ``with_cover``.
COVER = (
    Upload.id.label("cover_id"),
    Upload.name.label("cover_name"),
    Upload.kind.label("cover_kind"),
    Upload.alt.label("cover_alt"),
    Upload.width.label("cover_width"),
    Upload.height.label("cover_height"),
    _shown.width.label("shown_width"),
    _shown.key.label("shown_key"),
)


def with_cover(query: sa.Select[*tuple[Any, ...]]) -> sa.Select[*tuple[Any, ...]]:
    """The statement with the cover of each publication, in the smallest of its sizes, joined to it."""
    return query.outerjoin(Upload, Upload.id == Publication.cover_id).outerjoin(
        _shown,
        sa.and_(_shown.upload_id == Upload.id, _shown.format == "webp", _shown.width == _smallest),
    )


def cover_in(row: Any) -> Cover | None:
    """The cover that a row of such a statement has; the picture itself as long as it has no sizes."""
    if row.cover_id is None:
        return None
    if row.shown_key is None:
        whole = FileFacts(row.cover_id, row.cover_name, row.cover_kind, 1)
        return Cover(whole.address, row.cover_alt, row.cover_width, row.cover_height)
    small = RenditionFacts(row.cover_id, row.shown_width, "webp", digest_of(row.shown_key))
    height = max(round(row.cover_height * row.shown_width / row.cover_width), 1)
    return Cover(small.address, row.cover_alt, row.shown_width, height)
