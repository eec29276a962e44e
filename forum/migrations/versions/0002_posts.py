"""Categories, tags, posts with their by-lines, texts and old addresses."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "category",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(320), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("description", sa.String(500), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("comments_mode", sa.String(32)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
        sa.UniqueConstraint("slug", name=op.f("uq_category_slug")),
        sa.UniqueConstraint("name", name=op.f("uq_category_name")),
        sa.CheckConstraint(
            "comments_mode IN ('everyone', 'newcomers', 'suspects', 'closed')",
            name=op.f("ck_category_comments_mode"),
        ),
    )

    op.create_table(
        "tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(320), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sa.UniqueConstraint("slug", name=op.f("uq_tag_slug")),
        sa.UniqueConstraint("name", name=op.f("uq_tag_name")),
    )

    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(640), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("excerpt", sa.String(1000), nullable=False),
        sa.Column("auto_excerpt", sa.String(1000), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("sanitiser_version", sa.Integer(), nullable=False),
        sa.Column("discussion_prompt", sa.String(1000), nullable=False),
        sa.Column("comments_mode", sa.String(32)),
        sa.Column("keep_open", sa.Boolean(), nullable=False),
        sa.Column("close_after_days", sa.Integer()),
        sa.Column("source_name", sa.String(200), nullable=False),
        sa.Column("source_address", sa.String(2000), nullable=False),
        sa.Column("source_date", sa.Date()),
        sa.Column("source_permission", sa.String(300), nullable=False),
        sa.Column("published_at", TIME),
        sa.Column("first_published_at", TIME),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("pending_count", sa.Integer(), nullable=False),
        sa.Column("approved_count", sa.Integer(), nullable=False),
        sa.Column("rejected_count", sa.Integer(), nullable=False),
        sa.Column("spam_count", sa.Integer(), nullable=False),
        sa.Column("trashed_count", sa.Integer(), nullable=False),
        sa.Column("second_look_count", sa.Integer(), nullable=False),
        sa.Column("public_count", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer()),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("announces_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["users.id"], name=op.f("fk_post_author_id_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_post_category_id_category")),
        sa.ForeignKeyConstraint(
            ["announces_id"], ["post.id"], name=op.f("fk_post_announces_id_post"), ondelete="SET NULL"
        ),
        sa.UniqueConstraint("slug", name=op.f("uq_post_slug")),
        sa.CheckConstraint("state IN ('draft', 'published', 'trashed')", name=op.f("ck_post_state")),
        sa.CheckConstraint(
            "comments_mode IN ('everyone', 'newcomers', 'suspects', 'closed')",
            name=op.f("ck_post_comments_mode"),
        ),
        sa.CheckConstraint(
            "state <> 'published' OR published_at IS NOT NULL", name=op.f("ck_post_published_has_a_time")
        ),
        sa.CheckConstraint(
            "pending_count >= 0 AND approved_count >= 0 AND rejected_count >= 0 AND spam_count >= 0 "
            "AND trashed_count >= 0 AND second_look_count >= 0 AND public_count >= 0",
            name=op.f("ck_post_counts"),
        ),
        sa.CheckConstraint(
            "close_after_days IS NULL OR close_after_days BETWEEN 1 AND 3650",
            name=op.f("ck_post_close_after"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_post_author", "post", ["author_id", "updated_at", "id"])
    op.create_index("ix_post_category_newest", "post", ["category_id", "state", "published_at", "id"])
    op.create_index("ix_post_newest", "post", ["state", "published_at", "id"])

    op.create_table(
        "post_tag",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("post_id", "tag_id", name=op.f("pk_post_tag")),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_post_tag_post_id_post"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["tag_id"], ["tag.id"], name=op.f("fk_post_tag_tag_id_tag"), ondelete="CASCADE"
        ),
    )
    op.create_index("ix_post_tag_tag_id", "post_tag", ["tag_id"])

    op.create_table(
        "byline",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("title", sa.String(160), nullable=False),
        sa.Column("organisation", sa.String(160), nullable=False),
        sa.PrimaryKeyConstraint("post_id", "position", name=op.f("pk_byline")),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_byline_post_id_post"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_byline_person_id_person")),
        sa.CheckConstraint(
            "role IN ('author', 'translator', 'editor', 'photographer')", name=op.f("ck_byline_role")
        ),
    )
    op.create_index("ix_byline_person_id", "byline", ["person_id"])

    op.create_table(
        "post_revision",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("created_by", sa.Integer()),
        sa.PrimaryKeyConstraint("post_id", "number", name=op.f("pk_post_revision")),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_post_revision_post_id_post"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_post_revision_created_by_users"), ondelete="SET NULL"
        ),
    )

    op.create_table(
        "old_slug",
        sa.Column("slug", sa.String(640), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_old_slug")),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_old_slug_post_id_post"), ondelete="CASCADE"
        ),
    )
    op.create_index("ix_old_slug_post_id", "old_slug", ["post_id"])


def downgrade() -> None:
    op.drop_table("old_slug")
    op.drop_table("post_revision")
    op.drop_table("byline")
    op.drop_table("post_tag")
    op.drop_table("post")
    op.drop_table("tag")
    op.drop_table("category")
