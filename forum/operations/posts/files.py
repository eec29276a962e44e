"""The files that a post shows or offers: in its HTML, in the list of uses, and as a condition for publishing."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forum.domain.markup import files_in, with_files, wordless_pictures
from forum.domain.refusals import Refused
from forum.models import PostUpload
from forum.queries.uploads import facts_of


def html_with_files(html: str, *, locked: bool = False) -> str:
    """Safe HTML of a text with what is known of its files now. ``locked``: nobody changes them before the transaction
    ends, so that what is stored stays true."""
    return with_files(html, facts_of(files_in(html), locked=locked))


def note_uses(session: Session, post_id: int, html: str) -> None:
    """Writes down which files the post uses from now on."""
    wanted = set(facts_of(files_in(html)))
    stored = set(session.scalars(sa.select(PostUpload.upload_id).where(PostUpload.post_id == post_id)))
    if gone := stored - wanted:
        session.execute(
            sa.delete(PostUpload).where(PostUpload.post_id == post_id, PostUpload.upload_id.in_(gone))
        )
    session.add_all(PostUpload(post_id=post_id, upload_id=number) for number in sorted(wanted - stored))


def refuse_unready_files(html: str) -> None:
    """A post goes public only when those who do not see its pictures are told what they show, and when its files are
    there. Raises ``Refused``: ``post_body_picture_without_words`` and ``post_body_file_gone``, with the address."""
    numbers = files_in(html)
    facts = facts_of(numbers)
    if gone := numbers - facts.keys():
        raise Refused("post_body_file_gone", address=f"/media/{min(gone)}/")
    if wordless := wordless_pictures(html, facts):
        raise Refused("post_body_picture_without_words", address=wordless[0])
