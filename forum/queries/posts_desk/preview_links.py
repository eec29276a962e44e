"""The preview links of a post, and the one that somebody opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from forum.db import db
from forum.domain.post_states import PostState
from forum.domain.preview_links import LinkAnswer, link_answer
from forum.models import Post, PostRevision, PostUpload, PreviewLink, User


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A link as the author's desk lists it. ``made_by`` is None where that account is gone; ``revision`` None: the
    newest text at each opening; else the revision is told by its time and its name ("" for none)."""

    id: int
    key: str
    revision: int | None
    saved_at: datetime | None
    name: str | None
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    made_by: str | None

    def is_open(self, now: datetime) -> bool:
        """Whether it is neither taken back nor too old."""
        return self.revoked_at is None and self.expires_at > now


_is_pinned_to = sa.and_(
    PostRevision.post_id == PreviewLink.post_id, PostRevision.number == PreviewLink.revision
)


def preview_links_of(post_id: int, *, limit: int = 50) -> Sequence[MadeLink]:
    """The links of a post, the newest first."""
    rows = db.session.execute(
        sa.select(
            PreviewLink.id,
            PreviewLink.key,
            PreviewLink.revision,
            PostRevision.created_at.label("saved_at"),
            PostRevision.name,
            PreviewLink.created_at,
            PreviewLink.expires_at,
            PreviewLink.revoked_at,
            User.display_name.label("made_by"),
        )
        .outerjoin(User, User.id == PreviewLink.created_by)
        .outerjoin(PostRevision, _is_pinned_to)
        .where(PreviewLink.post_id == post_id)
        .order_by(PreviewLink.id.desc())
        .limit(limit)
    )
    return [MadeLink(**row._asdict()) for row in rows]


@dataclass(frozen=True, slots=True)
class OpenedPreview:
    """A link that somebody opens, with its post. ``texts`` is what the revision that it is pinned to said,
    by the names of the editor's form, title and body among them; None for the newest."""

    post_id: int
    slug: str
    state: PostState
    published_at: datetime | None
    revision: int | None
    expires_at: datetime
    revoked_at: datetime | None
    texts: dict[str, str] | None

    def answer(self, now: datetime) -> LinkAnswer:
        """What whoever opens it gets. The text that it was pinned to may be gone."""
        answer = link_answer(
            revoked_at=self.revoked_at,
            expires_at=self.expires_at,
            state=self.state,
            published_at=self.published_at,
            now=now,
        )
        is_lost = self.revision is not None and self.texts is None
        return LinkAnswer.ENDED if is_lost and answer is LinkAnswer.SHOWN else answer


def opened_preview(key: str) -> OpenedPreview | None:
    """The link under ``key``; None where there is none (any more). One statement."""
    row = db.session.execute(
        sa.select(
            PreviewLink.post_id,
            Post.slug,
            Post.state,
            Post.published_at,
            PreviewLink.revision,
            PreviewLink.expires_at,
            PreviewLink.revoked_at,
            PostRevision.title,
            PostRevision.body,
            PostRevision.texts,
        )
        .join(Post, Post.id == PreviewLink.post_id)
        .outerjoin(PostRevision, _is_pinned_to)
        .where(PreviewLink.key == key)
    ).one_or_none()
    if row is None:
        return None
    said = {"title": row.title, "body": row.body}
    return OpenedPreview(*row[:7], None if row.title is None else (row.texts or {}) | said)


def shows_file(key: str, number: int, *, now: datetime) -> bool:
    """Whether the link under ``key`` shows the post now, and the post the file: one that was taken out of the newest
    text is gone from there. What a pinned text says stays. One statement."""
    uses_it = sa.exists().where(PostUpload.post_id == PreviewLink.post_id, PostUpload.upload_id == number)
    row = db.session.execute(
        sa.select(PreviewLink.revoked_at, PreviewLink.expires_at, Post.state, Post.published_at)
        .join(Post, Post.id == PreviewLink.post_id)
        .where(PreviewLink.key == key, sa.or_(PreviewLink.revision.is_not(None), uses_it))
    ).one_or_none()
    return row is not None and link_answer(**row._asdict(), now=now) is LinkAnswer.SHOWN
