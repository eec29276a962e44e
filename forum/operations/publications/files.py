"""The files of a publication: its cover, its versions, the pictures of its description."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forum.domain.markup import files_in, wordless_pictures
from forum.domain.refusals import Refused
from forum.models import Publication, PublicationEdition, PublicationUpload, PublicationVersion
from forum.queries.uploads import facts_of


def note_uses(session: Session, publication: Publication) -> None:
    """Writes down which files the publication uses from now on: who may see a file, where it is used and whether it may
    go is asked of this list alone."""
    session.flush()
    shown = facts_of(files_in(publication.description_html))
    wanted = {*session.scalars(_uploads_of_versions(publication)), *shown}
    if publication.cover_id is not None:
        wanted.add(publication.cover_id)
    own = PublicationUpload.publication_id == publication.id
    stored = set(session.scalars(sa.select(PublicationUpload.upload_id).where(own)))
    if gone := stored - wanted:
        session.execute(sa.delete(PublicationUpload).where(own, PublicationUpload.upload_id.in_(gone)))
    session.add_all(
        PublicationUpload(publication_id=publication.id, upload_id=number)
        for number in sorted(wanted - stored)
    )
    session.flush()


def has_versions(session: Session, publication: Publication) -> bool:
    """Whether there is anything to download. An edition of which every version was taken away is nothing."""
    return session.scalar(_uploads_of_versions(publication).limit(1)) is not None


def _uploads_of_versions(publication: Publication) -> sa.Select[int]:
    return (
        sa.select(PublicationVersion.upload_id)
        .join(PublicationEdition, PublicationEdition.id == PublicationVersion.edition_id)
        .where(PublicationEdition.publication_id == publication.id)
    )


def refuse_unready(session: Session, publication: Publication) -> None:
    """A publication goes public only with something to download, and when those who do not see its pictures are told
    what they show. Raises ``Refused``: ``publication_without_editions``, ``cover_without_words``,
    ``publication_description_file_gone`` and ``publication_description_picture_without_words`` with the address."""
    if not has_versions(session, publication):
        raise Refused("publication_without_editions")
    html = publication.description_html
    numbers = files_in(html)
    cover = publication.cover_id
    facts = facts_of(numbers | ({cover} if cover is not None else set()))
    if cover is not None and facts[cover].needs_words:
        raise Refused("cover_without_words")
    if gone := numbers - facts.keys():
        raise Refused("publication_description_file_gone", address=f"/media/{min(gone)}/")
    if wordless := wordless_pictures(html, facts):
        raise Refused("publication_description_picture_without_words", address=wordless[0])
