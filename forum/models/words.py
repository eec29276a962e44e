"""The indexes of words: by which terms (``domain.text.search_terms``) staff find comments and the titles of posts, and
readers whatever is public (``domain.finding``). Staff also find a comment by its writer's name and by what moderators
gave as reasons; so readers have an index of their own, in which none of that stands.

They are no mapped tables, because each database has its own kind: a virtual table of FTS5 where there is one, else a
table with a ``tsvector``. Both have the number of the comment or post (the place of the document) as ``rowid``, and its
``terms``. Migrations make them; a row goes with its comment, post or document by the database's own doing.
"""

from __future__ import annotations

import sqlalchemy as sa

COMMENT_WORDS = sa.table("comment_words", sa.column("rowid", sa.Integer), sa.column("terms"))
TITLE_WORDS = sa.table("title_words", sa.column("rowid", sa.Integer), sa.column("terms"))
DOCUMENT_WORDS = sa.table("document_words", sa.column("rowid", sa.BigInteger), sa.column("terms"))

WORD_TABLES = (COMMENT_WORDS.name, TITLE_WORDS.name, DOCUMENT_WORDS.name)
# What FTS5 keeps beside each of its tables: made and dropped with it, and nobody else's business.
SHADOWS = ("config", "content", "data", "idx")
NOT_MAPPED = frozenset(WORD_TABLES) | {f"{name}_{shadow}" for name in WORD_TABLES for shadow in SHADOWS}
