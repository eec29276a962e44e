"""The desk at a million comments: indexes of words (comments by text, writer and reasons, posts by title; filled with
what is there), and indexes for the queues and their filters.

On a large site this takes a while (a million comments: some minutes). ``forum search rebuild`` does the same later.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from forum.domain.text import search_terms
from forum.queries.search import dialect_of

revision = "0008"
down_revision = "0007"

AT_ONCE = 1_000
# A virtual table has no foreign keys: triggers take the words away with what they belong to. "ascii" splits at all
# that is not a letter or digit, and takes whatever is beyond ASCII for a letter: terms come ready made.
TABLES = {
    "sqlite": [
        "CREATE VIRTUAL TABLE {words} USING fts5(terms, tokenize = 'ascii', columnsize = 0)",
        """
        CREATE TRIGGER {words}_go_with_{owner} AFTER DELETE ON {owner}
        BEGIN DELETE FROM {words} WHERE rowid = OLD.id; END
        """,
    ],
    "postgresql": [
        """
        CREATE TABLE {words} (
            rowid INTEGER CONSTRAINT pk_{words} PRIMARY KEY
                CONSTRAINT fk_{words}_rowid_{owner} REFERENCES {owner} (id) ON DELETE CASCADE,
            terms TSVECTOR NOT NULL
        )
        """,
        "CREATE INDEX ix_{words}_terms ON {words} USING gin (terms)",
    ],
}
# What was taken back stands in no queue, and must not be in the way at the head of one.
OLD_QUEUES = {
    "ix_comment_queue": ["state", "created_at", "id"],
    "ix_comment_post_queue": ["post_id", "state", "created_at", "id"],
}
ASKED_OF_EACH = ["withdrawn_at", "is_muted", "spam_score", "waits_since"]
QUEUES = {
    "ix_comment_queue": ["state", "created_at", "id", *ASKED_OF_EACH, "post_id", "current_revision"],
    "ix_comment_post_queue": ["post_id", "state", "created_at", "id", *ASKED_OF_EACH, "current_revision"],
    "ix_comment_language_queue": [
        "language",
        "state",
        "created_at",
        "id",
        *ASKED_OF_EACH,
        "post_id",
        "current_revision",
    ],
}
# The queues beside the states: the time they are ordered by, and the column that is set in what stands in them.
BESIDE = {
    "ix_comment_second_look": ("review_requested_at", "review_reason"),
    "ix_comment_flagged": ("flagged_at", "flagged_at"),
    "ix_comment_appealed": ("appealed_at", "appealed_at"),
}
# Somebody's comments: no way through those of all.
WRITERS = {"ix_comment_user": "user_id", "ix_comment_guest": "guest_id"}
OWNERS = {"comment_words": "comment", "title_words": "post"}

Rows = Sequence[sa.Row[Any]]

comment = sa.table("comment", sa.column("id"), sa.column("body"), sa.column("author_name"))
post = sa.table("post", sa.column("id"), sa.column("title"))
log_entry = sa.table(
    "log_entry", sa.column("id"), sa.column("comment_id"), sa.column("reason_code"), sa.column("note")
)


def upgrade() -> None:
    for name in OLD_QUEUES:
        op.drop_index(name, "comment")
    for name, columns in QUEUES.items():
        where = sa.text(
            "withdrawn_at IS NULL" + (" AND language IS NOT NULL" if "language" in columns else "")
        )
        op.create_index(name, "comment", columns, sqlite_where=where, postgresql_where=where)
    _index_beside("post_id", "current_revision")
    for name, column in WRITERS.items():
        some = sa.text(f"{column} IS NOT NULL")
        op.drop_index(name, "comment")
        op.create_index(name, "comment", [column, "created_at"], sqlite_where=some, postgresql_where=some)
    likely = sa.text("state = 'pending' AND withdrawn_at IS NULL AND spam_score >= 0.9")
    op.create_index(
        "ix_comment_likely_spam",
        "comment",
        ["created_at", "id", "is_muted"],
        sqlite_where=likely,
        postgresql_where=likely,
    )
    op.create_index("ix_comment_author_name", "comment", ["author_name"])
    op.drop_index("ix_finding_comment", "finding")
    op.create_index("ix_finding_comment", "finding", ["comment_id", "revision", "rule"])
    if op.get_bind().dialect.name == "postgresql":
        # All rules of a kind are a stretch of the index, in the order of code points.
        op.execute('ALTER TABLE finding ALTER COLUMN rule TYPE VARCHAR(64) COLLATE "C"')
    for words, owner in OWNERS.items():
        for statement in TABLES[op.get_bind().dialect.name]:
            op.execute(statement.format(words=words, owner=owner))
    _fill("title_words", post, _titles)
    _fill("comment_words", comment, _comments)
    # An index that is made anew has no statistics, and those of its like mislead whoever plans a question.
    op.execute("ANALYZE comment")


def downgrade() -> None:
    for name in QUEUES:
        op.drop_index(name, "comment")
    for name, columns in OLD_QUEUES.items():
        op.create_index(name, "comment", columns)
    _index_beside()
    for name, column in WRITERS.items():
        op.drop_index(name, "comment")
        op.create_index(name, "comment", [column, "created_at"])
    op.drop_index("ix_finding_comment", "finding")
    op.create_index("ix_finding_comment", "finding", ["comment_id", "revision"])
    op.drop_index("ix_comment_author_name", "comment")
    op.drop_index("ix_comment_likely_spam", "comment")
    if op.get_bind().dialect.name == "postgresql":
        op.execute('ALTER TABLE finding ALTER COLUMN rule TYPE VARCHAR(64) COLLATE "default"')
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for words, owner in OWNERS.items():
        if is_sqlite:
            op.execute(f"DROP TRIGGER {words}_go_with_{owner}")
        op.execute(f"DROP TABLE {words}")


def _index_beside(*asked: str) -> None:
    """The indexes of the queues beside the states anew, with the columns ``asked`` of each comment in them."""
    for name, (at, is_in) in BESIDE.items():
        some = sa.text(f"{is_in} IS NOT NULL")
        op.drop_index(name, "comment")
        op.create_index(name, "comment", [at, "id", *asked], sqlite_where=some, postgresql_where=some)


def _fill(name: str, owner: sa.TableClause, documents: Callable[[Rows], dict[int, list[str]]]) -> None:
    connection = op.get_bind()
    dialect = dialect_of(connection.dialect.name)
    words = sa.table(name, sa.column("rowid"), sa.column("terms"))
    store = sa.insert(words).values(rowid=sa.bindparam("number"), terms=dialect.TERMS)
    after = 0
    while True:
        rows = connection.execute(
            sa.select(owner).where(owner.c.id > after).order_by(owner.c.id).limit(AT_ONCE)
        ).all()
        if not rows:
            return
        connection.execute(
            store,
            [
                {"number": number, "document": dialect.written(terms)}
                for number, terms in documents(rows).items()
            ],
        )
        after = rows[-1].id


def _titles(rows: Rows) -> dict[int, list[str]]:
    return {row.id: search_terms(row.title) for row in rows}


def _comments(rows: Rows) -> dict[int, list[str]]:
    reasons: dict[int, list[str]] = defaultdict(list)
    entries = op.get_bind().execute(
        sa.select(log_entry.c.comment_id, log_entry.c.reason_code, log_entry.c.note)
        .where(
            log_entry.c.comment_id.between(rows[0].id, rows[-1].id),
            sa.or_(log_entry.c.reason_code.is_not(None), log_entry.c.note != ""),
        )
        .order_by(log_entry.c.id)
    )
    for number, code, note in entries:
        reasons[number] += [text for text in (code, note) if text and text not in reasons[number]]
    return {row.id: search_terms(row.body, row.author_name, *reasons[row.id]) for row in rows}
