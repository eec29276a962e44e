"""Guests' addresses for letters leave the comment, for a table of their own; when an address was last asked.

The addresses that were kept until now go: nobody had asked there whether they are the writers' own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "guest_notice",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("address_hash", sa.String(64), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("confirmed_at", TIME),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_guest_notice")),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comment.id"],
            name=op.f("fk_guest_notice_comment_id_comment"),
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("token_hash", name=op.f("uq_guest_notice_token_hash")),
    )
    op.create_table(
        "asked_address",
        sa.Column("address_hash", sa.String(64), nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("address_hash", name=op.f("pk_asked_address")),
    )
    op.drop_column("comment", "author_email_sealed")


def downgrade() -> None:
    op.add_column("comment", sa.Column("author_email_sealed", sa.LargeBinary()))
    op.drop_table("asked_address")
    op.drop_table("guest_notice")
