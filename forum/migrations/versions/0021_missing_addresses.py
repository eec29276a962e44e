"""Addresses at which readers found nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "missing_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(320), nullable=False),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("came_from", sa.String(700), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_missing_address")),
        sa.UniqueConstraint("address", name=op.f("uq_missing_address_address")),
        sa.CheckConstraint("hits >= 1", name=op.f("ck_missing_address_hits")),
        sa.CheckConstraint("last_on >= first_on", name=op.f("ck_missing_address_days")),
        # A button on the list is about one address, and never about another that came in its place.
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("missing_address")
