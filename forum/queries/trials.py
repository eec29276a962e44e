"""The comments that a rule is tried on."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.db import db
from forum.domain.comment_states import State
from forum.domain.markup import comment_text, links_as_written
from forum.domain.screening import Link, Track
from forum.domain.screening.trial import Specimen
from forum.domain.text import guess_language, text_hash
from forum.models import Category, Comment, CommentRevision, Post, User
from forum.queries.screening import counts_against
from forum.queries.taxonomy import category_mode

TRIED_ON = 1_000  # comments: the newest ones
MAX_REPEATS = 20_000  # a flood of one text says no more after that
MAX_DECIDED = 50_000  # of their writers' comments; whoever wrote that much is known

_WRITER = (Comment.user_id, Comment.guest_id)
_COLUMNS = (
    Comment.id,
    CommentRevision.body,
    CommentRevision.body_html,
    sa.func.coalesce(CommentRevision.author_name, Comment.author_name).label("author_name"),
    Comment.is_staff,
    Comment.created_at,
    Comment.state,
    Comment.decided_at,
    Comment.edited_at,
    *_WRITER,
    category_mode().label("category_mode"),
    Post.comments_mode.label("post_mode"),
    User.confirmed_at,
)


def specimens(*, repeats_within: int | None = None, with_tracks: bool = False) -> Iterator[Specimen]:
    """The newest ``TRIED_ON`` comments, newest first, but those that were taken back, each with the last text of its
    writer: what screening saw, and not what a moderator made of it. Made one by one, so that whoever runs out of time
    has not worked for nothing. With ``repeats_within`` (days) each knows the earlier comments of the
    same text, ``with_tracks`` what its writer's comments had come to. One statement, and one for each of the two."""
    rows = db.session.execute(
        sa.select(*_COLUMNS)
        .select_from(Comment)
        .join(CommentRevision, _is_writers_last())
        .join(Post, Post.id == Comment.post_id)
        .join(Category, Category.id == Post.category_id)
        .outerjoin(User, User.id == Comment.user_id)
        .where(Comment.withdrawn_at.is_(None))
        .order_by(Comment.id.desc())
        .limit(TRIED_ON)
    ).all()
    repeats = _repeats(rows, repeats_within) if repeats_within is not None and rows else {}
    decided = _decided(rows) if with_tracks and rows else {}
    for row in rows:
        text = comment_text(row.body_html)
        yield Specimen(
            id=row.id,
            text=text,
            name=row.author_name,
            links=tuple(Link(href, text) for href, text in links_as_written(row.body, row.body_html)),
            language=guess_language(text),
            at=row.created_at,
            writer=_writer(row),
            is_approved=row.state is State.APPROVED and _is_decided(row),
            is_staff=row.is_staff,
            earlier=[
                (at, writer) for number, at, writer in repeats.get(text_hash(text), ()) if number < row.id
            ],
            track=_track(row, decided),
            category_mode=row.category_mode,
            post_mode=row.post_mode,
        )


def _is_writers_last() -> sa.ColumnElement[bool]:
    """Joins to a comment the newest of its texts that no moderator wrote."""
    other = aliased(CommentRevision)
    last = (
        sa.select(sa.func.max(other.number))
        .where(other.comment_id == Comment.id, other.by_moderator.is_(False))
        .correlate(Comment)
        .scalar_subquery()
    )
    return sa.and_(CommentRevision.comment_id == Comment.id, CommentRevision.number == last)


def _is_decided(row: Any) -> bool:
    """Whether a person has decided about this very text, as it was sent or as they changed it, and its writer has not
    changed it since."""
    return row.decided_at is not None and (row.edited_at is None or row.edited_at <= row.decided_at)


def _repeats(rows: Sequence[Any], days: int) -> dict[str, list[tuple[int, datetime, str | None]]]:
    hashes = {text_hash(comment_text(row.body_html)) for row in rows}
    since = min(row.created_at for row in rows) - timedelta(days=days)
    found: dict[str, list[tuple[int, datetime, str | None]]] = defaultdict(list)
    same = db.session.execute(
        sa.select(Comment.text_hash, Comment.id, Comment.created_at, *_WRITER)
        .where(Comment.text_hash.in_(hashes), Comment.created_at >= since)
        .limit(MAX_REPEATS)
    )
    for row in same:
        found[row.text_hash].append((row.id, row.created_at, _writer(row)))
    return found


_Decided = dict[tuple[str, bool], list[datetime]]


def _decided(rows: Sequence[Any]) -> _Decided:
    """When comments of these writers came to stand approved (True), or so that they count against them (False), in
    order. What a rule let appear did so at once."""
    at = sa.func.coalesce(Comment.decided_at, Comment.created_at, type_=Comment.created_at.type)
    accounts = {row.user_id for row in rows} - {None}
    guests = {row.guest_id for row in rows} - {None}
    found: _Decided = defaultdict(list)
    for row in db.session.execute(
        sa.select(at.label("at"), (Comment.state == State.APPROVED).label("is_approved"), *_WRITER)
        .where(
            sa.or_(Comment.user_id.in_(accounts), Comment.guest_id.in_(guests)),
            sa.or_(Comment.state == State.APPROVED, counts_against()),
        )
        .limit(MAX_DECIDED)
    ):
        found[_writer(row) or "", row.is_approved].append(row.at)
    for times in found.values():
        times.sort()
    return found


def _track(row: Any, decided: _Decided) -> Track:
    writer = _writer(row)
    if writer is None:
        return Track(0, 0, confirmed=False)
    approved, rejected = (
        bisect_left(decided.get((writer, is_approved), ()), row.created_at) for is_approved in (True, False)
    )
    return Track(approved, rejected, confirmed=row.guest_id is not None or row.confirmed_at is not None)


def _writer(row: Any) -> str | None:
    if row.user_id is not None:
        return f"user:{row.user_id}"
    return f"guest:{row.guest_id}" if row.guest_id is not None else None
