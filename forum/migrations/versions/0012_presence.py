"""Who has which post open in the editor."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "presence",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("post_id", "user_id", name=op.f("pk_presence")),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_presence_post_id_post"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_presence_user_id_users"), ondelete="CASCADE"
        ),
    )
    op.create_index("ix_presence_user", "presence", ["user_id"])
    op.create_index("ix_presence_over", "presence", ["seen_at"])


def downgrade() -> None:
    op.drop_table("presence")
