"""A picture gets its words; a file that nothing uses is deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.actors import Actor
from forum.domain.markup import MarkupRefused, clean_line
from forum.domain.permissions import Owned, may
from forum.domain.refusals import NotFound, Refused
from forum.domain.uploads import BY_NAME
from forum.models import Rendition, Upload
from forum.operations.log import record
from forum.operations.posts.rerendering import rerender_posts_with
from forum.operations.publications.rerendering import rerender_publications_with
from forum.queries.uploads import uses_counted

MAX_ALT = 1000


@dataclass(frozen=True)
class Words:
    """What is said of a picture: ``alt`` tells those who do not see it what it shows. A decorative one says nothing;
    typed words win over that mark."""

    alt: str = ""
    decorative: bool = False

    @property
    def is_decorative(self) -> bool:
        return self.decorative and not self.alt.strip()


def clean_alt(words: Words) -> str:
    """Raises ``Refused``: ``alt_too_long``, ``alt_not_text``."""
    try:
        return clean_line(words.alt, limit=MAX_ALT)
    except MarkupRefused as refusal:
        raise Refused(f"alt_{refusal.code}", **refusal.facts) from None


def describe_upload(number: int, words: Words, *, by: Actor, now: datetime) -> None:
    """Says what a picture shows, or that it is decorative. Posts that gave it no words of their own say the new ones at
    once. Raises ``NotFound("no_such_file")``; ``Refused`` as ``clean_alt``, and ``no_picture_to_describe``."""
    alt = clean_alt(words)
    with transaction() as session:
        upload = own_upload(number, by=by)
        if not BY_NAME[upload.kind].is_picture:
            raise Refused("no_picture_to_describe")
        upload.alt, upload.is_decorative, upload.updated_at = alt, words.is_decorative, now
        session.flush()
        record("file.describe", by=by, now=now, facts={"file": number, "name": upload.name})
        # In the order in which a publication that changes touches the posts that announce it.
        rerender_publications_with(number)
        rerender_posts_with(number)


def delete_upload(number: int, *, by: Actor, now: datetime) -> list[str]:
    """Deletes a file that no post and no publication uses, drafts and trash included; returns the keys at which bytes
    lie that nothing names any more. Raises ``NotFound("no_such_file")``, ``Refused("upload_in_use", posts)``, where
    ``posts`` counts publications, too."""
    with transaction() as session:
        upload = own_upload(number, by=by)
        uses = session.scalar(sa.select(uses_counted(number)))
        if uses:
            raise Refused("upload_in_use", posts=uses)
        keys = [upload.key, *session.scalars(sa.select(Rendition.key).where(Rendition.upload_id == number))]
        record("file.delete", by=by, now=now, facts={"file": number, "name": upload.name})
        session.delete(upload)
        session.flush()
        return keys


def own_upload(number: int, *, by: Actor) -> Upload:
    """The file, locked, if ``by`` may change it. Everybody who writes sees and uses all files; somebody else's
    is changed as if it were not there. Raises ``NotFound("no_such_file")``."""
    upload = db.session.scalar(
        sa.select(Upload)
        .where(Upload.id == number)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if upload is None or not may(by, "files.edit", Owned(upload.user_id)):
        raise NotFound("no_such_file")
    return upload
