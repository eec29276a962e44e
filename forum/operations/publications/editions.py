"""Editions and their versions: added, described, removed. A new version takes the place of the one before at the
edition's address; that one keeps an address of its own."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forum.db import transaction
from forum.domain.actors import Actor
from forum.domain.post_states import PostState
from forum.domain.refusals import NotFound, Refused
from forum.domain.text.languages import is_language_tag
from forum.domain.uploads import BY_NAME
from forum.models import Publication, PublicationEdition, PublicationVersion, Upload
from forum.operations.log import record
from forum.operations.posts.racing import unraced
from forum.operations.publications.drafts import VersionDraft, ready_version
from forum.operations.publications.files import has_versions, note_uses, refuse_unready
from forum.operations.publications.moving import demand_may_change, own_publication, touch


def add_version(
    number: int, language: str, upload_id: int, draft: VersionDraft, *, by: Actor, now: datetime
) -> PublicationVersion:
    """The file is the newest version of the publication in ``language``, in the format that the file has; with the
    first one there is such an edition. Its number is one that no version of the edition ever had.

    Raises ``NotFound("no_such_publication")``, ``NotAllowed`` as where it is saved, and ``Refused``:
    ``edition_language_unknown``, ``edition_file_gone``, ``edition_same_file`` where this is the newest version already,
    and as ``ready_version``."""
    ready = ready_version(draft)
    if not is_language_tag(language):
        raise Refused("edition_language_unknown")
    with unraced(), transaction() as session:
        upload = _upload(session, upload_id)
        publication = own_publication(number, by=by)
        demand_may_change(publication, by)
        edition = _edition(session, publication, language, upload.kind)
        if _newest_upload(session, edition) == upload_id:
            raise Refused("edition_same_file")
        edition.last_number += 1
        version = PublicationVersion(
            edition_id=edition.id,
            number=edition.last_number,
            label=ready.label,
            issued_on=ready.issued_on,
            pages=ready.pages,
            upload_id=upload_id,
            downloads=0,
            created_at=now,
        )
        session.add(version)
        note_uses(session, publication)
        facts = _facts(publication, edition) | {"number": version.number, "file": upload_id}
        record("publication.add_version", by=by, now=now, facts=facts)
        touch(session, publication, now=now)
        return version


def describe_version(
    number: int, version_id: int, draft: VersionDraft, *, by: Actor, now: datetime
) -> PublicationVersion:
    """Says something else of a version. Raises ``NotFound`` (``no_such_publication``, ``no_such_version``),
    ``NotAllowed``, and ``Refused`` as ``ready_version``."""
    ready = ready_version(draft)
    with transaction() as session:
        publication = own_publication(number, by=by)
        demand_may_change(publication, by)
        version, edition = _version(session, publication, version_id)
        version.label, version.issued_on, version.pages = ready.label, ready.issued_on, ready.pages
        session.flush()
        facts = _facts(publication, edition) | {"number": version.number}
        record("publication.describe_version", by=by, now=now, facts=facts)
        touch(session, publication, now=now)
        return version


def remove_version(number: int, version_id: int, *, by: Actor, now: datetime) -> None:
    """Takes a version away, with its address and its count; with the last one the edition is gone for everybody. Its
    row stays and goes on counting: the file, which stays among the uploads, can be added again under a new number.

    Raises ``NotFound`` (``no_such_publication``, ``no_such_version``), ``NotAllowed``, and
    ``Refused("publication_last_edition")`` where readers would find nothing to download any more."""
    with transaction() as session:
        publication = own_publication(number, by=by)
        demand_may_change(publication, by)
        version, edition = _version(session, publication, version_id)
        facts = _facts(publication, edition) | {"number": version.number, "file": version.upload_id}
        session.delete(version)
        session.flush()
        if publication.state is PostState.PUBLISHED and not has_versions(session, publication):
            raise Refused("publication_last_edition")
        note_uses(session, publication)
        record("publication.remove_version", by=by, now=now, facts=facts)
        touch(session, publication, now=now)


def set_cover(number: int, upload_id: int | None, *, by: Actor, now: datetime) -> None:
    """The picture is the cover; None: there is none.

    Raises ``NotFound("no_such_publication")``, ``NotAllowed``, and ``Refused``: ``cover_gone``,
    ``cover_not_a_picture``, ``cover_without_words`` where readers see the publication."""
    with transaction() as session:
        upload = None
        if upload_id is not None:
            upload = session.get(Upload, upload_id, with_for_update={"read": True})
            if upload is None:
                raise Refused("cover_gone")
            if not BY_NAME[upload.kind].is_picture:
                raise Refused("cover_not_a_picture")
        publication = own_publication(number, by=by)
        demand_may_change(publication, by)
        publication.cover_id = upload_id
        note_uses(session, publication)
        if publication.state is PostState.PUBLISHED:
            refuse_unready(session, publication)
        facts = {"publication": publication.id, "name": publication.title, "file": upload_id}
        record("publication.cover", by=by, now=now, facts=facts)
        touch(session, publication, now=now)


def _upload(session: Session, upload_id: int) -> Upload:
    """Locked before the publication, as where a file changes. Its kind is what it is, and stays when it is replaced."""
    upload = session.get(Upload, upload_id, with_for_update={"read": True})
    if upload is None:
        raise Refused("edition_file_gone")
    return upload


def _edition(session: Session, publication: Publication, language: str, kind: str) -> PublicationEdition:
    edition = session.scalar(
        sa.select(PublicationEdition).where(
            PublicationEdition.publication_id == publication.id,
            PublicationEdition.language == language,
            PublicationEdition.format == kind,
        )
    )
    if edition is None:
        edition = PublicationEdition(
            publication_id=publication.id, language=language, format=kind, last_number=0
        )
        session.add(edition)
        session.flush()
    return edition


def _newest_upload(session: Session, edition: PublicationEdition) -> int | None:
    return session.scalar(
        sa.select(PublicationVersion.upload_id)
        .where(PublicationVersion.edition_id == edition.id)
        .order_by(PublicationVersion.number.desc())
        .limit(1)
    )


def _version(
    session: Session, publication: Publication, version_id: int
) -> tuple[PublicationVersion, PublicationEdition]:
    version = session.get(PublicationVersion, version_id)
    edition = session.get(PublicationEdition, version.edition_id) if version else None
    if version is None or edition is None or edition.publication_id != publication.id:
        raise NotFound("no_such_version")
    return version, edition


def _facts(publication: Publication, edition: PublicationEdition) -> dict[str, object]:
    return {
        "publication": publication.id,
        "name": publication.title,
        "language": edition.language,
        "format": edition.format,
    }
