"""The smaller pictures that browsers choose from, one after the other, so that what is cut off goes on where it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.uploads import BY_NAME, FORMATS, Kind, widths_for
from forum.models import Rendition, Upload
from forum.operations.posts.rerendering import rerender_posts_with
from forum.operations.publications.rerendering import rerender_publications_with


@dataclass(frozen=True)
class RenditionWork:
    """What is still to be made of the picture at ``key``, as pairs of width and format."""

    number: int
    version: int
    key: str
    kind: Kind
    missing: Sequence[tuple[int, str]]


def rendition_work(number: int) -> RenditionWork | None:
    """What is missing of a picture; None where nothing is, or where it is gone."""
    upload = db.session.execute(
        sa.select(Upload.version, Upload.key, Upload.kind, Upload.width).where(
            Upload.id == number, Upload.is_ready.is_(False)
        )
    ).one_or_none()
    if upload is None or upload.width is None:
        return None
    there = {
        (one.width, one.format)
        for one in db.session.execute(
            sa.select(Rendition.width, Rendition.format).where(Rendition.upload_id == number)
        )
    }
    wanted = [(width, name) for width in widths_for(upload.width) for name in FORMATS]
    missing = [one for one in wanted if one not in there]
    return RenditionWork(number, upload.version, upload.key, BY_NAME[upload.kind], missing)


def keep_rendition(work: RenditionWork, width: int, name: str, *, key: str, size: int) -> bool:
    """Writes down one that has been stored at ``key``; False where the picture was replaced or deleted meanwhile, or
    another worker was faster."""
    with transaction() as session:
        if not _stands(work):
            return False
        there = session.get(Rendition, (work.number, width, name))
        if there is None:
            session.add(Rendition(upload_id=work.number, width=width, format=name, key=key, size=size))
            session.flush()
        return there is None


def finish_renditions(work: RenditionWork) -> bool:
    """All of them are there: posts that show the picture offer them from now on. False where it was replaced or deleted
    meanwhile."""
    with transaction() as session:
        if not _stands(work):
            return False
        session.execute(sa.update(Upload).where(Upload.id == work.number).values(is_ready=True))
        rerender_posts_with(work.number)
        rerender_publications_with(work.number)
        return True


def _stands(work: RenditionWork) -> bool:
    """Locks the picture: whoever saves a post meanwhile waits, and reads what is true then."""
    version = db.session.scalar(sa.select(Upload.version).where(Upload.id == work.number).with_for_update())
    return version == work.version
