"""The key of the form that made a post, so that a form that is sent again makes no second one."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("post", sa.Column("form_key", sa.String(64)))
    # An index, not a constraint: SQLite adds no constraint to a table that is there.
    op.create_index("ix_post_form_key", "post", ["form_key"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_post_form_key", "post")
    op.drop_column("post", "form_key")
