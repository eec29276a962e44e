"""Addresses of an earlier site that lead to posts; posts by language."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "imported_address",
        sa.Column("address", sa.String(640), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_imported_address")),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_imported_address_post_id_post"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("ix_imported_address_post_id"), "imported_address", ["post_id"])
    op.create_index("ix_post_language_newest", "post", ["language", "state", "published_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_post_language_newest", "post")
    op.drop_table("imported_address")
