"""Finding: what readers can find (documents with their places in the order), and the index of its words, filled with
what is there.

On a large site this takes a while (a million comments: some minutes). ``forum search rebuild`` does the same later; it
is also what finds texts that the release before this one wrote meanwhile.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from forum.db import UtcDateTime
from forum.domain.finding import DocumentKind, document_terms, place_of
from forum.domain.markup import comment_text, post_text
from forum.queries.search import dialect_of

revision = "0013"
down_revision = "0012"

AT_ONCE = 1_000
WORDS = {
    "sqlite": [
        "CREATE VIRTUAL TABLE document_words USING fts5(terms, tokenize = 'ascii', columnsize = 0)",
        """
        CREATE TRIGGER document_words_go_with_document AFTER DELETE ON document
        BEGIN DELETE FROM document_words WHERE rowid = OLD.place; END
        """,
    ],
    "postgresql": [
        """
        CREATE TABLE document_words (
            rowid BIGINT CONSTRAINT pk_document_words PRIMARY KEY
                CONSTRAINT fk_document_words_rowid_document REFERENCES document (place) ON DELETE CASCADE,
            terms TSVECTOR NOT NULL
        )
        """,
        "CREATE INDEX ix_document_words_terms ON document_words USING gin (terms)",
    ],
}

Rows = Sequence[sa.Row[Any]]

post = sa.table(
    "post",
    *(sa.column(name) for name in ("id", "title", "excerpt", "body_html", "discussion_prompt", "language")),
    sa.column("published_at", UtcDateTime),
)
comment = sa.table(
    "comment",
    *(sa.column(name) for name in ("id", "body_html", "language")),
    sa.column("created_at", UtcDateTime),
)
words = sa.table("document_words", sa.column("rowid"), sa.column("terms"))


def upgrade() -> None:
    place = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    document = op.create_table(
        "document",
        sa.Column("place", place, autoincrement=False, nullable=False),
        sa.Column("post_id", sa.Integer),
        sa.Column("comment_id", sa.Integer),
        sa.CheckConstraint(
            "(post_id IS NULL) <> (comment_id IS NULL)", name=op.f("ck_document_of_one_thing")
        ),
        sa.PrimaryKeyConstraint("place", name="pk_document"),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name="fk_document_post_id_post", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name="fk_document_comment_id_comment", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("post_id", name="uq_document_post_id"),
        sa.UniqueConstraint("comment_id", name="uq_document_comment_id"),
    )
    for statement in WORDS[op.get_bind().dialect.name]:
        op.execute(statement)
    _fill(document, post, "post_id", _post)
    _fill(document, comment, "comment_id", _comment)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER document_words_go_with_document")
    op.execute("DROP TABLE document_words")
    op.drop_table("document")


def _fill(
    document: sa.Table,
    owner: sa.TableClause,
    column: str,
    entry: Callable[[sa.Row[Any]], tuple[int, list[str]]],
) -> None:
    connection = op.get_bind()
    dialect = dialect_of(connection.dialect.name)
    store = sa.insert(words).values(rowid=sa.bindparam("number"), terms=dialect.TERMS)
    for rows in _batches(connection, owner):
        entries = [(row.id, *entry(row)) for row in rows]
        connection.execute(
            sa.insert(document), [{"place": place, column: number} for number, place, _ in entries]
        )
        connection.execute(
            store, [{"number": place, "document": dialect.written(terms)} for _, place, terms in entries]
        )


def _batches(connection: sa.Connection, owner: sa.TableClause) -> Iterator[Rows]:
    after = 0
    while rows := connection.execute(
        sa.select(owner).where(owner.c.id > after).order_by(owner.c.id).limit(AT_ONCE)
    ).all():
        yield rows
        after = rows[-1].id


def _post(row: sa.Row[Any]) -> tuple[int, list[str]]:
    texts = (row.excerpt, post_text(row.body_html), row.discussion_prompt)
    terms = document_terms(DocumentKind.POST, row.title, texts, language=row.language)
    return place_of(DocumentKind.POST, row.id, row.published_at), terms


def _comment(row: sa.Row[Any]) -> tuple[int, list[str]]:
    terms = document_terms(DocumentKind.COMMENT, "", [comment_text(row.body_html)], language=row.language)
    return place_of(DocumentKind.COMMENT, row.id, row.created_at), terms
