"""Comments with their texts and findings, word lists, the site's counters."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"

TIME = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
# Sorts by code point on both engines.
CODE_TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
# One row a counter; the counters only ever change these rows.
COUNTERS = ("pending", "approved", "rejected", "spam", "trashed", "second_look", "public")


def upgrade() -> None:
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer()),
        sa.Column("path", CODE_TEXT, nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("previous_state", sa.String(32)),
        sa.Column("review_reason", sa.String(32)),
        sa.Column("review_requested_at", TIME),
        sa.Column("hides_replies", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_at", TIME),
        sa.Column("resubmissions", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("current_revision", sa.Integer(), nullable=False),
        sa.Column("hidden_ancestors", sa.Integer(), nullable=False),
        sa.Column("public_descendants", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer()),
        sa.Column("guest_id", sa.Integer()),
        sa.Column("author_name", sa.String(80), nullable=False),
        sa.Column("author_email_sealed", sa.LargeBinary()),
        sa.Column("is_staff", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(16)),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("sanitiser_version", sa.Integer(), nullable=False),
        sa.Column("text_hash", sa.String(64), nullable=False),
        sa.Column("submission_key", sa.String(64)),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("edited_at", TIME),
        sa.Column("edited_by_moderator_at", TIME),
        sa.Column("decided_at", TIME),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_comment_post_id_post"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["comment.id"], name=op.f("fk_comment_parent_id_comment")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_comment_user_id_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["guest.id"], name=op.f("fk_comment_guest_id_guest"), ondelete="SET NULL"
        ),
        sa.UniqueConstraint("submission_key", name=op.f("uq_comment_submission_key")),
        sa.CheckConstraint(
            "state IN ('pending', 'approved', 'rejected', 'spam', 'trashed')", name=op.f("ck_comment_state")
        ),
        sa.CheckConstraint(
            "previous_state IN ('pending', 'approved', 'rejected', 'spam')",
            name=op.f("ck_comment_previous_state"),
        ),
        sa.CheckConstraint(
            "review_reason IN ('published_by_rule', 'edited', 'flagged')",
            name=op.f("ck_comment_review_reason"),
        ),
        sa.CheckConstraint(
            "(state = 'trashed') = (previous_state IS NOT NULL)", name=op.f("ck_comment_trashed_remembers")
        ),
        sa.CheckConstraint(
            "(review_reason IS NULL) = (review_requested_at IS NULL)",
            name=op.f("ck_comment_review_has_a_reason"),
        ),
        sa.CheckConstraint(
            "review_reason IS NULL OR (state = 'approved' AND withdrawn_at IS NULL)",
            name=op.f("ck_comment_review_of_public"),
        ),
        sa.CheckConstraint(
            "NOT (hides_replies AND state = 'approved')", name=op.f("ck_comment_public_hides_nothing")
        ),
        sa.CheckConstraint("user_id IS NULL OR guest_id IS NULL", name=op.f("ck_comment_one_writer")),
        sa.CheckConstraint("resubmissions BETWEEN 0 AND 2", name=op.f("ck_comment_resubmissions")),
        sa.CheckConstraint("version >= 1 AND current_revision >= 1", name=op.f("ck_comment_numbers")),
        sa.CheckConstraint(
            "hidden_ancestors >= 0 AND public_descendants >= 0", name=op.f("ck_comment_thread_counts")
        ),
        sa.CheckConstraint("(parent_id IS NULL) = (depth = 0)", name=op.f("ck_comment_roots")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_comment_guest", "comment", ["guest_id", "created_at"])
    op.create_index("ix_comment_parent", "comment", ["parent_id"])
    op.create_index("ix_comment_post_queue", "comment", ["post_id", "state", "created_at", "id"])
    op.create_index("ix_comment_queue", "comment", ["state", "created_at", "id"])
    op.create_index(
        "ix_comment_second_look",
        "comment",
        ["review_requested_at", "id"],
        sqlite_where=sa.text("review_reason IS NOT NULL"),
        postgresql_where=sa.text("review_reason IS NOT NULL"),
    )
    op.create_index("ix_comment_text", "comment", ["text_hash", "created_at"])
    op.create_index("ix_comment_thread", "comment", ["post_id", "path"])
    op.create_index("ix_comment_user", "comment", ["user_id", "created_at"])

    op.create_table(
        "comment_revision",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("by_moderator", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("comment_id", "number", name=op.f("pk_comment_revision")),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.id"],
            name=op.f("fk_comment_revision_comment_id_comment"),
            ondelete="CASCADE",
        ),
    )

    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(64), nullable=False),
        sa.Column("severity", sa.String(32), nullable=False),
        sa.Column("field", sa.String(16), nullable=False),
        sa.Column("span_start", sa.Integer()),
        sa.Column("span_end", sa.Integer()),
        sa.Column("matched", sa.String(500), nullable=False),
        sa.Column("score", sa.Double()),
        sa.Column("detail", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_finding_comment_id_comment"), ondelete="CASCADE"
        ),
        sa.CheckConstraint("severity IN ('note', 'hold', 'refuse')", name=op.f("ck_finding_severity")),
        sa.CheckConstraint("(span_start IS NULL) = (span_end IS NULL)", name=op.f("ck_finding_span")),
    )
    op.create_index("ix_finding_comment", "finding", ["comment_id", "revision"])
    op.create_index("ix_finding_rule", "finding", ["rule", "comment_id"])

    op.create_table(
        "word_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("patterns", sa.Text(), nullable=False),
        sa.Column("scope", sa.String(8), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("whole_word", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(16)),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_list")),
        sa.UniqueConstraint("name", name=op.f("uq_word_list_name")),
        sa.CheckConstraint("action IN ('note', 'hold', 'refuse')", name=op.f("ck_word_list_action")),
        sa.CheckConstraint("scope IN ('text', 'name', 'link')", name=op.f("ck_word_list_scope")),
    )

    op.create_table(
        "tally",
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_tally")),
        sa.CheckConstraint(
            "name IN ('pending', 'approved', 'rejected', 'spam', 'trashed', 'second_look', 'public')",
            name=op.f("ck_tally_name"),
        ),
        sa.CheckConstraint("n >= 0", name=op.f("ck_tally_n")),
    )
    tally = sa.table("tally", sa.column("name"), sa.column("n"))
    op.bulk_insert(tally, [{"name": name, "n": 0} for name in COUNTERS])


def downgrade() -> None:
    op.drop_table("tally")
    op.drop_table("word_list")
    op.drop_table("finding")
    op.drop_table("comment_revision")
    op.drop_table("comment")
