"""Revisions are kept and named."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from forum.db import transaction
from forum.domain.actors import Actor
from forum.domain.post_states import PostMove
from forum.domain.refusals import NotFound
from forum.domain.revisions import SAYS, STANDS, RevisionKind
from forum.models import Post, PostRevision
from forum.operations.log import record
from forum.operations.posts.drafts import line
from forum.operations.posts.moving import own_post

# What has columns of its own.
COLUMNS = ("title", "body")


def kind_of(move: PostMove | None) -> RevisionKind:
    """Why a save makes a revision."""
    return RevisionKind.PUBLISH if move is PostMove.PUBLISH else RevisionKind.SAVE


def texts_of(post: Post) -> dict[str, str]:
    """All that a revision remembers of the post as it stands, in the words of the editor's form."""
    texts = {name: "" if (value := getattr(post, name)) is None else str(value) for name in SAYS}
    return texts | {
        "tags": ", ".join(sorted(tag.name for tag in post.tags)),
        "comments_mode": post.comments_mode or "",
        "keep_open": "yes" if post.keep_open else "",
        "close_after_days": str(post.close_after_days or ""),
    }


def keep_revision(session: Session, post: Post, kind: RevisionKind, *, by: Actor, now: datetime) -> None:
    """Remembers the post as it stands, under the number of its version."""
    add_revision(session, post.id, post.version, texts_of(post), kind, by=by, now=now)


def add_revision(
    session: Session,
    post_id: int,
    number: int,
    texts: dict[str, str],
    kind: RevisionKind,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """A revision with this number; of ``texts`` (by the names of the form) it keeps those that revisions hold."""
    others = {name: texts[name] for name in (*SAYS, *STANDS) if name in texts and name not in COLUMNS}
    session.add(
        PostRevision(
            post_id=post_id,
            number=number,
            title=texts["title"],
            body=texts["body"],
            texts=others,
            kind=kind,
            created_at=now,
            created_by=by.user_id,
        )
    )


def revision_of(session: Session, post: Post, number: int) -> PostRevision:
    """Raises ``NotFound("no_such_revision")``."""
    revision = session.get(PostRevision, (post.id, number))
    if revision is None:
        raise NotFound("no_such_revision")
    return revision


def name_revision(post_id: int, number: int, name: str, *, by: Actor, now: datetime) -> PostRevision:
    """Gives a revision a name, or takes it away with "". Raises ``NotFound`` (``no_such_post``, ``no_such_revision``)
    and ``Refused`` (``revision_name_too_long``, ``revision_name_not_text``)."""
    tidy = line(name, "revision_name")
    with transaction() as session:
        post = own_post(post_id, by=by)
        revision = revision_of(session, post, number)
        if revision.name != tidy:
            revision.name = tidy
            record("post.name_revision", by=by, now=now, post_id=post.id, facts={"revision": number})
        return revision


def next_unsaved(session: Session, post_id: int) -> int:
    """The number for a text that nobody saved."""
    lowest = session.scalar(
        sa.select(sa.func.min(PostRevision.number)).where(PostRevision.post_id == post_id)
    )
    return min(lowest or 0, 0) - 1
