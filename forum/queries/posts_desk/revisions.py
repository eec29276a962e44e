"""The texts that a post had, and those that were written and not saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import Actor
from forum.domain.permissions import Owned, may
from forum.domain.revisions import RevisionKind
from forum.models import Post, PostRevision, User


@dataclass(frozen=True, slots=True)
class PostText:
    """What the post said. ``texts`` are the fields of the editor's form by name, title and body among them; only those
    two where the revision kept no others. ``saved_by`` is None where that account is gone."""

    number: int
    kind: RevisionKind
    name: str
    texts: dict[str, str]
    saved_at: datetime
    saved_by: str | None

    @property
    def title(self) -> str:
        return self.texts["title"]

    @property
    def body(self) -> str:
        return self.texts["body"]


@dataclass(frozen=True, slots=True)
class RevisedPost:
    """The post whose revisions are looked at. ``current`` is the number of the one that it says now."""

    id: int
    title: str
    language: str
    version: int
    current: int


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A revision as the list shows it."""

    number: int
    kind: RevisionKind
    name: str
    title: str
    saved_at: datetime
    saved_by: str | None


_TEXT: tuple[Any, ...] = (
    PostRevision.number,
    PostRevision.kind,
    PostRevision.name,
    PostRevision.title,
    PostRevision.body,
    PostRevision.texts,
    PostRevision.created_at,
    User.display_name,
)
_ROW: tuple[Any, ...] = (
    PostRevision.number,
    PostRevision.kind,
    PostRevision.name,
    PostRevision.title,
    PostRevision.created_at,
    User.display_name,
)
_place = sa.tuple_(PostRevision.created_at, PostRevision.number)
_NEWEST_FIRST = (PostRevision.created_at.desc(), PostRevision.number.desc())


def revised_post(post_id: int, *, by: Actor) -> RevisedPost | None:
    """The post if ``by`` may edit it, else None. One statement."""
    current = (
        sa.select(sa.func.max(PostRevision.number))
        .where(PostRevision.post_id == Post.id, PostRevision.number > 0)
        .scalar_subquery()
    )
    row = db.session.execute(
        sa.select(
            Post.id,
            Post.title,
            Post.language,
            Post.version,
            sa.func.coalesce(current, 0),
            Post.author_id,
        ).where(Post.id == post_id)
    ).one_or_none()
    if row is None or not may(by, "posts.edit", Owned(row.author_id)):
        return None
    return RevisedPost(*row[:5])


def revisions_of(post_id: int, *, after: int | None, size: int) -> tuple[Sequence[RevisionRow], int | None]:
    """A page of revisions, newest first, from behind the one with the number ``after``; and the number behind which the
    next page begins, None on the last. One statement."""
    query = _rows().where(PostRevision.post_id == post_id).order_by(*_NEWEST_FIRST).limit(size + 1)
    if after is not None:
        query = query.where(_place < _place_of(post_id, after))
    rows = [RevisionRow(*row) for row in db.session.execute(query)]
    return rows[:size], rows[size - 1].number if len(rows) > size else None


def saved_revisions(post_id: int, *, limit: int = 30) -> Sequence[RevisionRow]:
    """The newest revisions that somebody saved, newest first. One statement."""
    query = _rows().where(PostRevision.post_id == post_id, PostRevision.number > 0)
    rows = db.session.execute(query.order_by(PostRevision.number.desc()).limit(limit))
    return [RevisionRow(*row) for row in rows]


def revision_text(post_id: int, number: int) -> PostText | None:
    """A revision with its text; None where there is none of this number."""
    return _first(_text().where(PostRevision.post_id == post_id, PostRevision.number == number))


def revision_before(post_id: int, number: int) -> PostText | None:
    """The revision that was made before the one with this number; None for the first."""
    query = _text().where(PostRevision.post_id == post_id, _place < _place_of(post_id, number))
    return _first(query.order_by(*_NEWEST_FIRST).limit(1))


def text_of_version(post_id: int, version: int) -> PostText | None:
    """What the post said at ``version``; None for a version that never was. What nobody saved is no version."""
    query = _text().where(PostRevision.post_id == post_id, PostRevision.number.between(1, version))
    return _first(query.order_by(PostRevision.number.desc()).limit(1))


def _rows() -> sa.Select[Any]:
    return sa.select(*_ROW).outerjoin(User, User.id == PostRevision.created_by)


def _text() -> sa.Select[Any]:
    return sa.select(*_TEXT)


def _place_of(post_id: int, number: int) -> sa.ScalarSelect[tuple[datetime, int]]:
    one = sa.orm.aliased(PostRevision)
    return (
        sa.select(one.created_at, one.number)
        .where(one.post_id == post_id, one.number == number)
        .scalar_subquery()
    )


def _first(query: sa.Select[Any]) -> PostText | None:
    row = db.session.execute(query.outerjoin(User, User.id == PostRevision.created_by)).one_or_none()
    if row is None:
        return None
    number, kind, name, title, body, others, saved_at, saved_by = row
    return PostText(number, kind, name, {**(others or {}), "title": title, "body": body}, saved_at, saved_by)
