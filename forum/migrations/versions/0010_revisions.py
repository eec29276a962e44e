"""Revisions say why they were made, may have a name, and remember more than title and text."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0010"
down_revision = "0009"

KINDS = "'save', 'publish', 'autosave', 'restore'"


def upgrade() -> None:
    check = sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_post_revision_kind"))
    kind = sa.Column("kind", sa.String(32), check, nullable=False, server_default="save")
    op.add_column("post_revision", kind)
    op.add_column("post_revision", sa.Column("name", sa.String(120), nullable=False, server_default=""))
    op.add_column("post_revision", sa.Column("texts", sa.JSON().with_variant(JSONB(), "postgresql")))
    op.create_index("ix_post_revision_newest", "post_revision", ["post_id", "created_at", "number"])


def downgrade() -> None:
    op.drop_index("ix_post_revision_newest", "post_revision")
    # The release before takes every revision for a version of the post.
    op.execute("DELETE FROM post_revision WHERE number < 1")
    op.drop_column("post_revision", "texts")
    op.drop_column("post_revision", "name")
    op.drop_column("post_revision", "kind")
