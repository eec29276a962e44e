"""What stands at the addresses of publications: the file behind an edition's, and what became of one at which nothing
is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from forum.db import db
from forum.models import OldPublicationSlug, Publication, PublicationEdition, PublicationVersion, Upload
from forum.queries.fates import Fate, fate_of
from forum.queries.public import publication_is_public
from forum.queries.uploads import ServedFile


def fate_of_publication(slug: str, *, now: datetime) -> Fate:
    """What to answer where nothing public stands at ``slug``: as with posts, an old address leads on, of what was taken
    down it is said so, and a draft is like what never was."""
    now_there = _whereabouts(now).where(Publication.slug == slug)
    once_there = (
        _whereabouts(now)
        .join(OldPublicationSlug, OldPublicationSlug.publication_id == Publication.id)
        .where(OldPublicationSlug.slug == slug)
    )
    return fate_of([*db.session.execute(now_there), *db.session.execute(once_there)], now)


def fate_of_publication_number(number: int, *, now: datetime) -> Fate:
    """Where the publication with this number stands."""
    return fate_of(db.session.execute(_whereabouts(now).where(Publication.id == number)).all(), now)


def _whereabouts(now: datetime) -> sa.Select[*tuple[Any, ...]]:
    return sa.select(
        Publication.slug,
        Publication.state,
        Publication.published_at,
        Publication.first_published_at,
        publication_is_public(now).label("is_public"),
    )


@dataclass(frozen=True, slots=True)
class ServedEdition:
    """The file of one version of an edition. ``version_id`` is what is counted."""

    version_id: int
    number: int
    file: ServedFile


def served_edition(
    slug: str, language: str, kind: str, number: int | None, *, now: datetime
) -> ServedEdition | None:
    """The file at an edition's address: of the newest version, or of the one with ``number``; None where readers see
    none. One statement."""
    query = (
        sa.select(
            PublicationVersion.id,
            PublicationVersion.number,
            Upload.name,
            Upload.kind,
            Upload.key,
            Upload.size,
        )
        .join(PublicationEdition, PublicationEdition.id == PublicationVersion.edition_id)
        .join(Publication, Publication.id == PublicationEdition.publication_id)
        .join(Upload, Upload.id == PublicationVersion.upload_id)
        .where(
            Publication.slug == slug,
            PublicationEdition.language == language,
            PublicationEdition.format == kind,
            publication_is_public(now),
        )
        .order_by(PublicationVersion.number.desc())
        .limit(1)
    )
    if number is not None:
        query = query.where(PublicationVersion.number == number)
    row = db.session.execute(query).one_or_none()
    return ServedEdition(row[0], row[1], ServedFile(*row[2:], is_public=True)) if row else None
