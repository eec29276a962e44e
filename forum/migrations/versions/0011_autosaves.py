"""What is typed into the editor and not saved."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0011"
down_revision = "0010"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "autosave",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer()),
        sa.Column("form_key", sa.String(64)),
        sa.Column("texts", sa.JSON().with_variant(JSONB(), "postgresql")),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_autosave")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_autosave_user_id_users"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_autosave_post_id_post"), ondelete="CASCADE"
        ),
        sa.CheckConstraint("(post_id IS NULL) <> (form_key IS NULL)", name=op.f("ck_autosave_one_post")),
    )
    op.create_index("ix_autosave_post", "autosave", ["user_id", "post_id"], unique=True)
    op.create_index("ix_autosave_form", "autosave", ["user_id", "form_key"], unique=True)
    op.create_index("ix_autosave_of_post", "autosave", ["post_id"])
    op.create_index("ix_autosave_old", "autosave", ["saved_at"])


def downgrade() -> None:
    op.drop_table("autosave")
