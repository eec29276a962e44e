"""How a comment form is known when it is sent again, and what else may come under its key."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from hashlib import sha256

import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import Actor
from forum.domain.markup import MarkupRefused, clean_line
from forum.models import Comment, CommentRevision
from forum.operations.comments.text import MAX_NAME


@dataclass(frozen=True)
class Sent:
    """What makes two copies of a form the same: the place, the name as typed, and the text as it would be stored."""

    post_id: int
    reply_to: int | None
    name: str
    text: str


def sent_with(submission_key: str | None) -> Comment | None:
    """The comment that came under this key."""
    if submission_key is None:
        return None
    return db.session.scalar(sa.select(Comment).where(Comment.submission_key == submission_key))


def is_replay_of(earlier: Comment, sent: Sent, *, by: Actor) -> bool:
    """Whether ``earlier`` came with the very same words, name and place, whatever has become of it since."""
    first = db.session.execute(
        sa.select(CommentRevision.body, CommentRevision.author_name).where(
            CommentRevision.comment_id == earlier.id, CommentRevision.number == 1
        )
    ).one_or_none()
    return (
        first is not None
        and (earlier.post_id, earlier.parent_id) == (sent.post_id, sent.reply_to)
        and first.body == sent.text
        and earlier.user_id == by.user_id
        and (by.user_id is not None or (first.author_name or earlier.author_name) == _as_stored(sent.name))
    )


def key_of_words(form_key: str | None, sent: Sent) -> str:
    """A key for other words under a form's used key. Computed and not drawn, so that copies of these are one comment,
    too."""
    return sha256(repr((form_key, *astuple(sent))).encode("utf-8", "backslashreplace")).hexdigest()


def _as_stored(name: str) -> str | None:
    """The typed name as it would stand under a comment; None for one that cannot."""
    try:
        return clean_line(name, limit=MAX_NAME, required=True)
    except MarkupRefused:
        return None
