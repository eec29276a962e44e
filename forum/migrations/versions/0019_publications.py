"""Publications with their editions and versions, the posts that announce them, and their place among what is found.

The words of all documents stand in one index. Those of publications belong to a table of their own, so on PostgreSQL it
is triggers from now on that take words away with their document, as they do on SQLite; there a key can lead to one
table only.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

TIME = sa.DateTime(timezone=True)
STATES = "'draft', 'published', 'trashed'"
KINDS = "'jpg', 'png', 'gif', 'webp', 'avif', 'pdf', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'epub'"
MADE = (
    "publication_document",
    "announced_publication",
    "old_publication_slug",
    "publication_upload",
    "publication_version",
    "publication_edition",
    "publication",
)
UP = {
    "sqlite": [
        """
        CREATE TRIGGER document_words_go_with_publication AFTER DELETE ON publication_document
        BEGIN DELETE FROM document_words WHERE rowid = OLD.place; END
        """,
    ],
    "postgresql": [
        "ALTER TABLE document_words DROP CONSTRAINT fk_document_words_rowid_document",
        """
        CREATE FUNCTION document_words_go() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN DELETE FROM document_words WHERE rowid = OLD.place; RETURN NULL; END $$
        """,
        """
        CREATE TRIGGER document_words_go_with_document AFTER DELETE ON document
        FOR EACH ROW EXECUTE FUNCTION document_words_go()
        """,
        """
        CREATE TRIGGER document_words_go_with_publication AFTER DELETE ON publication_document
        FOR EACH ROW EXECUTE FUNCTION document_words_go()
        """,
    ],
}
DOWN = {
    "sqlite": ["DROP TRIGGER document_words_go_with_publication"],
    "postgresql": [
        "DROP TRIGGER document_words_go_with_publication ON publication_document",
        "DROP TRIGGER document_words_go_with_document ON document",
        "DROP FUNCTION document_words_go()",
        """
        ALTER TABLE document_words ADD CONSTRAINT fk_document_words_rowid_document
        FOREIGN KEY (rowid) REFERENCES document (place) ON DELETE CASCADE
        """,
    ],
}


def upgrade() -> None:
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(640), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("summary", sa.String(1000), nullable=False),
        sa.Column("credit", sa.String(300), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("description_html", sa.Text(), nullable=False),
        sa.Column("sanitiser_version", sa.Integer(), nullable=False),
        sa.Column("published_at", TIME),
        sa.Column("first_published_at", TIME),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("form_key", sa.String(64)),
        sa.Column("author_id", sa.Integer()),
        sa.Column("category_id", sa.Integer()),
        sa.Column("cover_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("slug", name=op.f("uq_publication_slug")),
        refers("publication", "author_id", "users", ondelete="SET NULL"),
        refers("publication", "category_id", "category", ondelete="SET NULL"),
        refers("publication", "cover_id", "upload", ondelete=None),
        sa.CheckConstraint(f"state IN ({STATES})", name=op.f("ck_publication_state")),
        sa.CheckConstraint(
            "state <> 'published' OR published_at IS NOT NULL",
            name=op.f("ck_publication_published_has_a_time"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_publication_newest", "publication", ["state", "published_at", "id"])
    op.create_index("ix_publication_changed", "publication", ["updated_at", "id"])
    op.create_index("ix_publication_form_key", "publication", ["form_key"], unique=True)
    op.create_table(
        "publication_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("format", sa.String(8), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_edition")),
        sa.UniqueConstraint(
            "publication_id",
            "language",
            "format",
            name=op.f("uq_publication_edition_publication_id_language_format"),
        ),
        refers("publication_edition", "publication_id", "publication"),
        sa.CheckConstraint(f"format IN ({KINDS})", name=op.f("ck_publication_edition_format")),
        sa.CheckConstraint("last_number >= 0", name=op.f("ck_publication_edition_last_number")),
    )
    op.create_table(
        "publication_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(120), nullable=False),
        sa.Column("issued_on", sa.Date()),
        sa.Column("pages", sa.Integer()),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("downloads", sa.Integer(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_version")),
        sa.UniqueConstraint("edition_id", "number", name=op.f("uq_publication_version_edition_id_number")),
        refers("publication_version", "edition_id", "publication_edition"),
        refers("publication_version", "upload_id", "upload", ondelete=None),
        sa.CheckConstraint("number >= 1", name=op.f("ck_publication_version_number")),
        sa.CheckConstraint("pages BETWEEN 1 AND 100000", name=op.f("ck_publication_version_pages")),
        sa.CheckConstraint("downloads >= 0", name=op.f("ck_publication_version_downloads")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_publication_version_upload_id", "publication_version", ["upload_id"])
    op.create_table(
        "publication_upload",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("publication_id", "upload_id", name=op.f("pk_publication_upload")),
        refers("publication_upload", "publication_id", "publication"),
        refers("publication_upload", "upload_id", "upload", ondelete=None),
    )
    op.create_index("ix_publication_upload_upload_id", "publication_upload", ["upload_id"])
    op.create_table(
        "old_publication_slug",
        sa.Column("slug", sa.String(640), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_old_publication_slug")),
        refers("old_publication_slug", "publication_id", "publication"),
    )
    op.create_index("ix_old_publication_slug_publication_id", "old_publication_slug", ["publication_id"])
    op.create_table(
        "announced_publication",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("post_id", "publication_id", name=op.f("pk_announced_publication")),
        refers("announced_publication", "post_id", "post"),
        refers("announced_publication", "publication_id", "publication"),
        sa.CheckConstraint("place >= 1", name=op.f("ck_announced_publication_place")),
    )
    op.create_index("ix_announced_publication_publication_id", "announced_publication", ["publication_id"])
    place = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "publication_document",
        sa.Column("place", place, autoincrement=False, nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_publication_document")),
        sa.UniqueConstraint("publication_id", name=op.f("uq_publication_document_publication_id")),
        refers("publication_document", "publication_id", "publication"),
    )
    for statement in UP[op.get_bind().dialect.name]:
        op.execute(statement)


def refers(table: str, column: str, to: str, *, ondelete: str | None = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete=ondelete
    )


def downgrade() -> None:
    op.execute("DELETE FROM document_words WHERE rowid IN (SELECT place FROM publication_document)")
    for statement in DOWN[op.get_bind().dialect.name]:
        op.execute(statement)
    for table in MADE:
        op.drop_table(table)
