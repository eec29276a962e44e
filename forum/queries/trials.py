"""The comments that a rule is tried on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import State
from forum.domain.markup import comment_text, links_in
from forum.domain.screening import Link
from forum.domain.screening.trial import Specimen
from forum.models import Comment

TRIED_ON = 1_000  # comments: the newest ones
MAX_REPEATS = 20_000  # a flood of one text says no more after that

_WRITER = (Comment.user_id, Comment.guest_id)


def specimens(*, repeats_within: int | None = None) -> Iterator[Specimen]:
    """The newest ``TRIED_ON`` comments, newest first, but those that were taken back; read one by one, so that whoever
    runs out of time has not worked for nothing. With ``repeats_within`` (days) each knows the earlier comments of the
    same text. One statement, or two."""
    rows = db.session.execute(
        sa.select(
            Comment.id,
            Comment.body_html,
            Comment.author_name,
            Comment.language,
            Comment.created_at,
            Comment.text_hash,
            Comment.state,
            Comment.decided_at,
            *_WRITER,
        )
        .where(Comment.withdrawn_at.is_(None))
        .order_by(Comment.id.desc())
        .limit(TRIED_ON)
    ).all()
    repeats = _repeats(rows, repeats_within) if repeats_within is not None and rows else {}
    for row in rows:
        yield Specimen(
            id=row.id,
            text=comment_text(row.body_html),
            name=row.author_name,
            links=tuple(Link(href, text) for href, text in links_in(row.body_html)),
            language=row.language,
            at=row.created_at,
            writer=_writer(row),
            is_approved=row.state is State.APPROVED and row.decided_at is not None,
            earlier=[
                (at, writer) for number, at, writer in repeats.get(row.text_hash, ()) if number < row.id
            ],
        )


def _repeats(rows: Any, days: int) -> dict[str, list[tuple[int, datetime, str | None]]]:
    hashes = {row.text_hash for row in rows}
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


def _writer(row: Any) -> str | None:
    if row.user_id is not None:
        return f"user:{row.user_id}"
    return f"guest:{row.guest_id}" if row.guest_id is not None else None
