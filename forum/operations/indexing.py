"""Keeping the indexes of words: in the transaction of whatever changes the words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from forum.db import db, transaction
from forum.domain.finding import DocumentKind, document_terms, place_of
from forum.domain.markup import comment_text, post_text
from forum.domain.text import search_terms
from forum.models import (
    COMMENT_WORDS,
    DOCUMENT_WORDS,
    TITLE_WORDS,
    Comment,
    Document,
    LogEntry,
    Post,
    Publication,
    PublicationDocument,
    PublicationEdition,
    PublicationVersion,
)
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


def index_documents(kind: DocumentKind, things: Sequence[Any], *, is_new: bool = False) -> None:
    """Makes things of one kind found by readers, by their texts as they stand: the things themselves, or rows with
    these columns. ``is_new``: they were not found yet."""
    db.session.flush()
    _index_documents(kind, things, is_new=is_new)


def index_documents_by_number(kind: DocumentKind, numbers: Iterable[int], *, is_new: bool = False) -> None:
    """The same for many, read anew."""
    source = _SOURCES[kind]
    rows = db.session.execute(sa.select(*source.columns).where(source.number.in_(list(numbers)))).all()
    _index_documents(kind, rows, is_new=is_new)


def rebuild_documents(kind: DocumentKind, after: int, *, size: int = 500) -> int | None:
    """The same for the next ``size`` whose numbers are above ``after``; the number of the last one, None where there
    are no more. Whatever the index says of a document that is not there is gone with the last ones."""
    source = _SOURCES[kind]
    with transaction():
        rows = db.session.execute(
            sa.select(*source.columns).where(source.number > after).order_by(source.number).limit(size)
        ).all()
        _index_documents(kind, rows)
        if not rows:
            places = sa.union_all(sa.select(Document.place), sa.select(PublicationDocument.place))
            db.session.execute(sa.delete(DOCUMENT_WORDS).where(DOCUMENT_WORDS.c.rowid.not_in(places)))
    return rows[-1].id if rows else None


def damaged_word_tables() -> list[sa.TableClause]:
    """Those indexes whose own part, which the database makes of the terms, is damaged, as far as it can tell. This
    reads all of them and writes nothing."""
    connection = db.session.connection()
    dialect = dialect_of(connection.dialect.name)
    return [
        words
        for words in (COMMENT_WORDS, TITLE_WORDS, DOCUMENT_WORDS)
        if not dialect.is_sound(connection, words)
    ]


def mend_word_table(words: sa.TableClause) -> None:
    """Makes the database's own part of an index anew, from the terms that it keeps beside. Nobody can save meanwhile:
    some minutes where there are a million comments."""
    with transaction() as session:
        connection = session.connection()
        connection.exec_driver_sql(dialect_of(connection.dialect.name).MENDING.format(words=words.name))


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


@dataclass(frozen=True)
class _Source:
    """How documents of one kind are read: the table in which they have their places and the column there that says
    whose they are, what is read of each (and ``beside``, by their numbers), and what that says."""

    places: type[Document] | type[PublicationDocument]
    owner: str
    number: sa.ColumnElement[int]
    columns: Sequence[Any]
    read: Callable[[Any, Any], tuple[int, list[str]]]
    beside: Callable[[Sequence[int]], Mapping[int, Any]] = lambda numbers: {}


def _read_post(row: Any, _: None) -> tuple[int, list[str]]:
    texts = (row.excerpt, post_text(row.body_html), row.discussion_prompt)
    terms = document_terms(DocumentKind.POST, row.title, texts, language=row.language)
    return place_of(DocumentKind.POST, row.id, row.published_at), terms


def _read_comment(row: Any, _: None) -> tuple[int, list[str]]:
    """By what it says, and by nothing else: neither its writer's name nor what moderators wrote about it."""
    terms = document_terms(DocumentKind.COMMENT, "", [comment_text(row.body_html)], language=row.language)
    return place_of(DocumentKind.COMMENT, row.id, row.created_at), terms


def _read_publication(row: Any, editions: Sequence[tuple[str, str]] | None) -> tuple[int, list[str]]:
    """By what is written about it and what its versions are called, in the languages of all its editions."""
    labels = dict.fromkeys(label for _, label in editions or ())
    texts = (row.summary, row.credit, post_text(row.description_html), *labels)
    languages = tuple(language for language, _ in editions or ())
    terms = document_terms(
        DocumentKind.PUBLICATION, row.title, texts, language=row.language, others=languages
    )
    return place_of(DocumentKind.PUBLICATION, row.id, row.published_at), terms


def _editions(numbers: Sequence[int]) -> Mapping[int, list[tuple[str, str]]]:
    """Language and label of each version of these publications."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = db.session.execute(
        sa.select(PublicationEdition.publication_id, PublicationEdition.language, PublicationVersion.label)
        .join(PublicationVersion, PublicationVersion.edition_id == PublicationEdition.id)
        .where(PublicationEdition.publication_id.in_(numbers))
        .order_by(PublicationVersion.id)
    )
    for number, language, label in rows:
        found[number].append((language, label))
    return found


_SOURCES = {
    DocumentKind.POST: _Source(
        Document,
        "post_id",
        Post.__table__.c.id,
        (
            Post.id,
            Post.title,
            Post.excerpt,
            Post.body_html,
            Post.discussion_prompt,
            Post.language,
            Post.published_at,
        ),
        _read_post,
    ),
    DocumentKind.COMMENT: _Source(
        Document,
        "comment_id",
        Comment.__table__.c.id,
        (Comment.id, Comment.body_html, Comment.language, Comment.created_at),
        _read_comment,
    ),
    DocumentKind.PUBLICATION: _Source(
        PublicationDocument,
        "publication_id",
        Publication.__table__.c.id,
        (
            Publication.id,
            Publication.title,
            Publication.summary,
            Publication.credit,
            Publication.description_html,
            Publication.language,
            Publication.published_at,
        ),
        _read_publication,
        _editions,
    ),
}


def _index_documents(kind: DocumentKind, rows: Sequence[Any], *, is_new: bool = False) -> None:
    if not rows:
        return
    source = _SOURCES[kind]
    table = source.places.__table__
    beside = source.beside([row.id for row in rows])
    entries = {row.id: source.read(row, beside.get(row.id)) for row in rows}
    connection = db.session.connection()
    if not is_new:
        # Its words go with it, by the database's own doing.
        connection.execute(sa.delete(source.places).where(table.c[source.owner].in_(list(entries))))
    connection.execute(
        sa.insert(table),  # type: ignore[arg-type]
        [{"place": place, source.owner: number} for number, (place, _) in entries.items()],
    )
    _store(DOCUMENT_WORDS, dict(entries.values()), is_new=is_new)


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
