"""Links by which people without an account read a post that is not public yet."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "preview_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("revision", sa.Integer()),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("created_by", sa.Integer()),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("revoked_at", TIME),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preview_link")),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_preview_link_post_id_post"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_preview_link_created_by_users"), ondelete="SET NULL"
        ),
        sa.UniqueConstraint("key", name=op.f("uq_preview_link_key")),
        sa.CheckConstraint("revision IS NULL OR revision >= 1", name=op.f("ck_preview_link_revision")),
        sa.CheckConstraint("expires_at > created_at", name=op.f("ck_preview_link_ends_later")),
    )
    op.create_index("ix_preview_link_post", "preview_link", ["post_id", "id"])


def downgrade() -> None:
    op.drop_table("preview_link")
