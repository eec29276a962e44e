"""Posts that wait for review, and what their authors are told when they are sent back."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

TIME = sa.DateTime(timezone=True)
SUBMITTED = sa.text("submitted_at IS NOT NULL")


def upgrade() -> None:
    # In review is no new word for the state: SQLite widens no CHECK, and the release before this one would read none.
    op.add_column("post", sa.Column("submitted_at", TIME))
    op.add_column("post", sa.Column("returned_at", TIME))
    op.add_column("post", sa.Column("return_note", sa.String(500), nullable=False, server_default=""))
    op.add_column("post", sa.Column("returned_by", sa.String(80)))
    op.create_index(
        "ix_post_submitted",
        "post",
        ["submitted_at", "author_id"],
        sqlite_where=SUBMITTED,
        postgresql_where=SUBMITTED,
    )


def downgrade() -> None:
    op.drop_index("ix_post_submitted", "post")
    for column in ("submitted_at", "returned_at", "return_note", "returned_by"):
        op.drop_column("post", column)
