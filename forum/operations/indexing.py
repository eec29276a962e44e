"""Keeping the indexes of words: in the transaction of whatever changes the words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.db import db, transaction
from forum.domain.text import search_terms
from forum.models import COMMENT_WORDS, TITLE_WORDS, Comment, LogEntry, Post
from forum.queries.search import dialect_of

_COLUMNS = (Comment.id, Comment.body, Comment.author_name)


def index_new_comments(texts: Mapping[int, tuple[str, str]]) -> None:
    """Makes comments found that have only just been stored: number to text and writer's name."""
    _store(COMMENT_WORDS, {number: search_terms(*words) for number, words in texts.items()}, is_new=True)


def index_comment(number: int) -> None:
    """Makes a comment found by its text as it stands, its writer's name, and what moderators gave as reasons."""
    db.session.flush()
    _index_anew(sa.select(*_COLUMNS).where(Comment.id == number))


def index_titles(titles: Mapping[int, str], *, is_new: bool = False) -> None:
    """Makes posts found by their titles: number to title."""
    _store(TITLE_WORDS, {number: search_terms(title) for number, title in titles.items()}, is_new=is_new)


def rebuild_comment_words(after: int, *, size: int = 1_000) -> int | None:
    """Indexes the next ``size`` comments whose numbers are above ``after`` anew; the number of the last one, None where
    there are no more."""
    with transaction():
        return _index_anew(sa.select(*_COLUMNS).where(Comment.id > after).order_by(Comment.id).limit(size))


def rebuild_title_words(after: int, *, size: int = 1_000) -> int | None:
    """The same for the titles of posts."""
    with transaction() as session:
        rows = session.execute(
            sa.select(Post.id, Post.title).where(Post.id > after).order_by(Post.id).limit(size)
        ).all()
        index_titles({row.id: row.title for row in rows})
    return rows[-1].id if rows else None


def _index_anew(comments: sa.Select[int, str, str]) -> int | None:
    rows = db.session.execute(comments).all()
    reasons = _reasons([number for number, _, _ in rows])
    _store(COMMENT_WORDS, {number: search_terms(body, name, *reasons[number]) for number, body, name in rows})
    return rows[-1][0] if rows else None


def _reasons(numbers: Sequence[int]) -> Mapping[int | None, list[str]]:
    """What moderators gave as reasons for their decisions on each comment, but for those that were taken back: the
    words of the codes, and sentences."""
    undoing = aliased(LogEntry)
    given: dict[int | None, list[str]] = defaultdict(list)
    rows = db.session.execute(
        sa.select(LogEntry.comment_id, LogEntry.reason_code, LogEntry.note)
        .outerjoin(undoing, undoing.undoes_id == LogEntry.id)
        .where(
            LogEntry.comment_id.in_(numbers),
            sa.or_(LogEntry.reason_code.is_not(None), LogEntry.note != ""),
            undoing.id.is_(None),
        )
        .order_by(LogEntry.id)
    )
    for number, code, note in rows:
        texts = given[number]
        # A code is a name with underscores.
        texts += [text for text in (code, note) if text and text not in texts]
    return given


def _store(words: sa.TableClause, documents: Mapping[int, Iterable[str]], *, is_new: bool = False) -> None:
    if not documents:
        return
    connection = db.session.connection()
    dialect = dialect_of(connection.dialect.name)
    if not is_new:
        connection.execute(sa.delete(words).where(words.c.rowid.in_(list(documents))))
    connection.execute(
        sa.insert(words).values(rowid=sa.bindparam("number"), terms=dialect.TERMS),
        [{"number": number, "document": dialect.written(list(terms))} for number, terms in documents.items()],
    )
