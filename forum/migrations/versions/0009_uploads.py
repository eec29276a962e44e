"""Uploaded files, the renditions of pictures, and which post uses which."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

TIME = sa.DateTime(timezone=True)
KINDS = "'jpg', 'png', 'gif', 'webp', 'avif', 'pdf', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'epub'"


def upgrade() -> None:
    op.create_table(
        "upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(400), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("width", sa.Integer()),
        sa.Column("height", sa.Integer()),
        sa.Column("alt", sa.String(1000), nullable=False),
        sa.Column("is_decorative", sa.Boolean(), nullable=False),
        sa.Column("is_ready", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer()),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
        sa.UniqueConstraint("sha256", name=op.f("uq_upload_sha256")),
        sa.UniqueConstraint("key", name=op.f("uq_upload_key")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_upload_user_id_users"), ondelete="SET NULL"
        ),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_upload_kind")),
        sa.CheckConstraint("size > 0", name=op.f("ck_upload_size")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_upload_version")),
        sa.CheckConstraint("(width IS NULL) = (height IS NULL)", name=op.f("ck_upload_sides")),
        sa.CheckConstraint("NOT is_decorative OR alt = ''", name=op.f("ck_upload_decorative_says_nothing")),
    )
    op.create_index("ix_upload_newest", "upload", ["created_at", "id"])
    op.create_index("ix_upload_user_id", "upload", ["user_id"])
    op.create_table(
        "rendition",
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(8), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.PrimaryKeyConstraint("upload_id", "width", "format", name=op.f("pk_rendition")),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["upload.id"], name=op.f("fk_rendition_upload_id_upload"), ondelete="CASCADE"
        ),
        sa.CheckConstraint("format IN ('avif', 'webp')", name=op.f("ck_rendition_format")),
        sa.CheckConstraint("width > 0 AND size > 0", name=op.f("ck_rendition_numbers")),
    )
    op.create_index("ix_rendition_key", "rendition", ["key"])
    op.create_table(
        "post_upload",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("post_id", "upload_id", name=op.f("pk_post_upload")),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_post_upload_post_id_post"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name=op.f("fk_post_upload_upload_id_upload")),
    )
    op.create_index("ix_post_upload_upload_id", "post_upload", ["upload_id"])


def downgrade() -> None:
    for table in ("post_upload", "rendition", "upload"):
        op.drop_table(table)
