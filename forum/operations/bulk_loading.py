"""Storing large made-up sets at the speed of the database, for measuring. Real verbs would take hours.

What is stored here keeps every promise of the real verbs: findings for what is held, a log that folds to the state,
counters as ``domain.tallies`` counts them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

import sqlalchemy as sa

from forum.db import Base, db, transaction
from forum.domain.comment_states import Standing, State
from forum.domain.finding import DocumentKind
from forum.domain.sanctions import SanctionKind
from forum.domain.tallies import TALLIES, Place, tallies_of
from forum.models import (
    Appeal,
    Comment,
    CommentRevision,
    Finding,
    Flag,
    Guest,
    LogEntry,
    Post,
    Sanction,
    Tally,
)
from forum.operations.indexing import index_documents_by_number, index_new_comments, index_titles

# Tables whose numbers are given rather than drawn; PostgreSQL's sequences must be told.
NUMBERED = (Post, Comment, Guest)


def next_numbers() -> tuple[int, int, int]:
    """The first free numbers of a post, of a comment and of a guest."""
    post, comment, guest = (db.session.scalar(sa.select(sa.func.max(table.id))) or 0 for table in NUMBERED)
    return post + 1, comment + 1, guest + 1


def store_guests(first: int, n: int, *, created_at: datetime) -> None:
    """Stores ``n`` guests with the numbers from ``first`` on. Nobody has their edit codes."""
    rows = [{"id": first + i, "code_hash": token_hex(32), "created_at": created_at} for i in range(n)]
    with transaction() as session:
        session.execute(sa.insert(Guest), rows)


def store_posts(rows: Sequence[Mapping[str, Any]]) -> None:
    """Stores posts, given as columns, in one transaction."""
    with transaction() as session:
        session.execute(sa.insert(Post), [dict(row) for row in rows])
        index_titles({row["id"]: row["title"] for row in rows}, is_new=True)
        index_documents_by_number(DocumentKind.POST, [row["id"] for row in rows], is_new=True)


def store_comments(
    rows: Sequence[Mapping[str, Any]],
    findings: Sequence[Mapping[str, Any]],
    *,
    flags: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Stores comments, given as columns, with their first revision, log entry, findings, flags, appeals, mutes and
    counts, in one transaction. Each row's ``state`` and the like make its standing; what waits does so since it was
    sent, where the row says nothing else."""
    if not rows:
        return
    rows = [{"waits_since": _waits_since(row), **row} for row in rows]
    log, revisions, counts = [], [], Counter[str]()
    per_post: dict[int, Counter[str]] = {}
    for row in rows:
        standing = _standing(row)
        names = tallies_of(Place(standing))
        counts.update(names)
        per_post.setdefault(row["post_id"], Counter()).update(names)
        log.append(_entry(row, standing))
        revisions.append(
            {
                "comment_id": row["id"],
                "number": 1,
                "body": row["body"],
                "body_html": row["body_html"],
                "created_at": row["created_at"],
                "by_moderator": False,
            }
        )
    with transaction() as session:
        _insert(Comment, rows)
        _insert(CommentRevision, revisions)
        _insert(LogEntry, log)
        index_new_comments({row["id"]: (row["body"], row["author_name"]) for row in rows})
        index_documents_by_number(DocumentKind.COMMENT, [row["id"] for row in rows], is_new=True)
        if findings:
            _insert(Finding, findings)
        if flags:
            _insert(Flag, flags)
        appeals = [_appeal(row) for row in rows if row.get("appealed_at")]
        if appeals:
            _insert(Appeal, appeals)
        mutes = [_mute(row) for row in rows if row.get("is_muted")]
        if mutes:
            _insert(Sanction, mutes)
        for post_id, changes in sorted(per_post.items()):
            columns = {f"{name}_count": getattr(Post, f"{name}_count") + n for name, n in changes.items()}
            session.execute(
                sa.update(Post).where(Post.id == post_id).values(**columns, revision=Post.revision + 1)
            )
        for name in TALLIES:
            if counts[name]:
                session.execute(sa.update(Tally).where(Tally.name == name).values(n=Tally.n + counts[name]))


def _insert(model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Past the mapper, which makes a statement of its own for each run of rows that lack the same values."""
    db.session.connection().execute(sa.insert(model.__table__), [dict(row) for row in rows])  # type: ignore[arg-type]


def _standing(row: Mapping[str, Any]) -> Standing:
    return Standing(
        row["state"],
        previous_state=row["previous_state"],
        review=row.get("review_reason"),
        flagged=bool(row.get("flagged_at")),
        appealed=bool(row.get("appealed_at")),
        muted=bool(row.get("is_muted")),
    )


def _waits_since(row: Mapping[str, Any]) -> datetime | None:
    is_waiting = row["state"] is State.PENDING and not row.get("withdrawn_at")
    return row["created_at"] if is_waiting else None


def _appeal(row: Mapping[str, Any]) -> dict[str, Any]:
    """An appeal against a rejection that nobody here made."""
    return {
        "comment_id": row["id"],
        "text": "",
        "against_id": 0,
        "created_at": row["appealed_at"],
        "answer": "",
    }


def _mute(row: Mapping[str, Any]) -> dict[str, Any]:
    """What keeps the comment aside. It ends when nobody measures any more."""
    return {
        "user_id": row.get("user_id"),
        "guest_id": row.get("guest_id"),
        "kind": SanctionKind.MUTE,
        "reason": "",
        "made_by": "system",
        "created_at": row["created_at"],
        "ends_at": row["created_at"] + timedelta(days=36_500),
    }


def _entry(row: Mapping[str, Any], standing: Standing) -> dict[str, Any]:
    return {
        "at": row["created_at"],
        "actor_kind": "system",
        "actor_id": None,
        "actor_name": "system",
        "verb": "comment.import",
        "comment_id": row["id"],
        "post_id": row["post_id"],
        "user_id": None,
        "before": None,
        "after": standing.as_facts(),
        "version": 1,
        "note": "",
        "facts": {},
    }


def settle_numbers() -> None:
    """Lets the database draw numbers behind those that were given (PostgreSQL; SQLite does so by itself)."""
    with transaction() as session:
        if session.connection().dialect.supports_sequences:
            for table in NUMBERED:
                name = table.__tablename__
                session.execute(
                    sa.select(
                        sa.func.setval(
                            sa.func.pg_get_serial_sequence(name, "id"),
                            sa.select(sa.func.max(table.id)).scalar_subquery(),
                        )
                    )
                )
        session.execute(sa.text("ANALYZE"))
