"""A file comes in, or takes the place of one that is there.

The file is stored first and its row second: what is cut off between the two leaves a file without a row, which the
sweeping job deletes, and never a row without a file.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forum.adapters.files import FilesAway, FileStore
from forum.db import db, stop_reading, transaction
from forum.domain.actors import Actor
from forum.domain.permissions import may
from forum.domain.refusals import NotAllowed, Refused, Unavailable
from forum.domain.uploads import BY_NAME, ReadyFile, address_name, ready_file
from forum.models import Rendition, Upload
from forum.operations.log import record
from forum.operations.outbox import enqueue
from forum.operations.posts.rerendering import rerender_posts_with
from forum.operations.publications.moving import demand_may_replace
from forum.operations.publications.rerendering import rerender_publications_with
from forum.operations.uploads.changing import Words, clean_alt, own_upload
from forum.queries.settings import site_settings
from forum.queries.uploads import keys_in_use, stored_bytes

GIB = 1024**3
RETRY_AFTER = 30


@dataclass(frozen=True)
class Added:
    """``is_new``: False where the same file was there already, with its own name and words. ``moved``: it was an
    animation, of which the first picture was kept."""

    number: int
    is_new: bool
    moved: bool = False


def add_upload(
    data: bytes, written_name: str, words: Words, *, files: FileStore, by: Actor, now: datetime
) -> Added:
    """Stores the file ``data``, which was called ``written_name``, unless it is there already.

    Raises ``NotAllowed``; ``Refused`` as ``ready_file`` and ``clean_alt`` do, and ``uploads_full`` (limit in GiB);
    ``Unavailable("files_away")``.
    """
    if not may(by, "posts.write"):
        raise NotAllowed("not_allowed")
    there = _same_file(db.session(), hashlib.sha256(data).hexdigest())
    if there is not None:
        return Added(there, is_new=False)
    alt = clean_alt(words)
    stop_reading()  # drawing and storing take a while: nobody waits for a connection meanwhile
    ready = ready_file(data)
    _put(ready, files)
    try:
        with transaction() as session:
            there = _same_file(session, ready.sha256, ready.key)
            if there is not None:
                return Added(there, is_new=False, moved=ready.moved)
            _refuse_when_full(len(ready.data))
            upload = Upload(
                name=address_name(
                    written_name, ready.kind.name, otherwise="picture" if ready.kind.is_picture else "file"
                ),
                user_id=by.user_id,
                created_at=now,
                alt=alt if ready.kind.is_picture else "",
                is_decorative=words.is_decorative and ready.kind.is_picture,
                version=1,
            )
            _fill(upload, ready, now)
            session.add(upload)
            session.flush()
            record("file.upload", by=by, now=now, facts={"file": upload.id, "name": upload.name})
            _have_renditions_made(upload, now)
            number = upload.id
    except IntegrityError:  # somebody else sent the same file at the same instant
        there = _same_file(db.session(), ready.sha256, ready.key)
        if there is None:
            raise
        return Added(there, is_new=False, moved=ready.moved)
    _put_again_if_swept(ready, files)
    return Added(number, is_new=True, moved=ready.moved)


def replace_upload(number: int, data: bytes, *, files: FileStore, by: Actor, now: datetime) -> Added:
    """Puts ``data`` in the place of a file, whose address and words stay. Posts that show it are made anew at once, and
    the old bytes are deleted.

    Raises ``NotFound("no_such_file")``; ``Refused`` as ``ready_file`` does, ``upload_same`` (nothing would change),
    ``upload_elsewhere`` (``name`` of the other file with these bytes), ``upload_is_published`` as
    ``demand_may_replace``, ``uploads_full``; ``Unavailable``.
    """
    kind = BY_NAME[own_upload(number, by=by).kind]
    stop_reading()  # drawing and storing take a while: nobody waits for a row or a connection meanwhile
    ready = ready_file(data, in_place_of=kind)
    _put(ready, files)
    with transaction() as session:
        upload = own_upload(number, by=by)
        other = _same_file(session, ready.sha256, ready.key)
        if other is not None:
            if other == number:
                raise Refused("upload_same")
            raise Refused("upload_elsewhere", name=session.get_one(Upload, other).name)
        demand_may_replace(session, number, by=by)
        _refuse_when_full(len(ready.data))
        old = [upload.key, *session.scalars(sa.select(Rendition.key).where(Rendition.upload_id == number))]
        session.execute(sa.delete(Rendition).where(Rendition.upload_id == number))
        upload.version += 1
        _fill(upload, ready, now)
        session.flush()
        record(
            "file.replace",
            by=by,
            now=now,
            version=upload.version,
            facts={"file": number, "name": upload.name},
        )
        # In the order in which a publication that changes touches the posts that announce it.
        rerender_publications_with(number)
        rerender_posts_with(number)
        _have_renditions_made(upload, now)
    _put_again_if_swept(ready, files)
    delete_bytes(old, files)
    return Added(number, is_new=True, moved=ready.moved)


def delete_bytes(keys: list[str], files: FileStore) -> None:
    """Deletes what no row names any more: two pictures may share a rendition, which is named by its bytes. What cannot
    be deleted now is swept later."""
    for key in sorted(set(keys) - keys_in_use(keys)):
        try:
            files.delete(key)
        except FilesAway:
            return


def _same_file(session: Session, sha256: str, key: str = "") -> int | None:
    """The file that was sent as these bytes before, or is stored as the same ones."""
    return session.scalar(
        sa.select(Upload.id).where(sa.or_(Upload.sha256 == sha256, Upload.key == key)).limit(1)
    )


def _fill(upload: Upload, ready: ReadyFile, now: datetime) -> None:
    upload.kind = ready.kind.name
    upload.size = len(ready.data)
    upload.sha256 = ready.sha256
    upload.key = ready.key
    upload.width, upload.height = ready.width, ready.height
    upload.is_ready = not ready.kind.is_picture
    upload.updated_at = now


def _have_renditions_made(upload: Upload, now: datetime) -> None:
    if not upload.is_ready:
        enqueue("make_renditions", {"upload_id": upload.id}, run_at=now, now=now)


def _refuse_when_full(more: int) -> None:
    limit = site_settings().files_gibibytes
    if stored_bytes() + more > limit * GIB:
        raise Refused("uploads_full", limit=limit)


def _put(ready: ReadyFile, files: FileStore) -> None:
    try:
        files.put(ready.key, ready.data)
    except FilesAway:
        raise Unavailable("files_away", retry_after=RETRY_AFTER) from None


def _put_again_if_swept(ready: ReadyFile, files: FileStore) -> None:
    """The sweeping job may have looked at the row before it was there, and at the file after."""
    try:
        if not files.has(ready.key):
            files.put(ready.key, ready.data)
    except FilesAway:
        pass  # it was stored a moment ago; only a sweep in the same moment could have taken it
