"""How posts are found and belong together: categories within categories, series, translations, pinned posts, the names
of people in other languages, and addresses that lists once had."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

KINDS = ("category", "tag", "person", "series")
SET = "pinned_at IS NOT NULL"


def upgrade() -> None:
    with op.batch_alter_table("category") as batch:
        batch.add_column(sa.Column("parent_id", sa.Integer()))
        batch.create_foreign_key(op.f("fk_category_parent_id_category"), "category", ["parent_id"], ["id"])
        batch.create_check_constraint(op.f("ck_category_not_in_itself"), "parent_id <> id")
    op.create_index("ix_category_parent_id", "category", ["parent_id"])
    time = sa.DateTime(timezone=True)
    op.add_column("post", sa.Column("text_at", time))
    op.add_column("post", sa.Column("pinned_at", time))
    op.add_column("post", sa.Column("is_canonical", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "ix_post_pinned", "post", ["pinned_at"], sqlite_where=sa.text(SET), postgresql_where=sa.text(SET)
    )
    op.execute(
        "UPDATE post SET text_at = coalesce((SELECT max(created_at) FROM post_revision WHERE post_id = post.id), "
        "created_at)"
    )
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(320), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("description", sa.String(500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("slug", name=op.f("uq_series_slug")),
        sa.UniqueConstraint("name", name=op.f("uq_series_name")),
    )
    op.create_table(
        "series_part",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_series_part")),
        refers("series_part", "post_id", "post"),
        refers("series_part", "series_id", "series"),
        sa.CheckConstraint("place BETWEEN 1 AND 9999", name=op.f("ck_series_part_place")),
    )
    op.create_index("ix_series_part_series_id", "series_part", ["series_id"])
    op.create_table(
        "translation",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("original_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_translation")),
        refers("translation", "post_id", "post"),
        refers("translation", "original_id", "post"),
        sa.CheckConstraint("post_id <> original_id", name=op.f("ck_translation_of_another")),
    )
    op.create_index("ix_translation_original_id", "translation", ["original_id"])
    op.create_table(
        "person_name",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "language", name=op.f("pk_person_name")),
        refers("person_name", "person_id", "person"),
    )
    listed = ", ".join(f"'{kind}'" for kind in KINDS)
    op.create_table(
        "old_address",
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("slug", sa.String(320), nullable=False),
        *(sa.Column(f"{kind}_id", sa.Integer()) for kind in KINDS),
        sa.PrimaryKeyConstraint("kind", "slug", name=op.f("pk_old_address")),
        *(refers("old_address", f"{kind}_id", kind) for kind in KINDS),
        sa.CheckConstraint(f"kind IN ({listed})", name=op.f("ck_old_address_kind")),
        *(
            sa.CheckConstraint(
                f"(kind = '{kind}') = ({kind}_id IS NOT NULL)", name=op.f(f"ck_old_address_of_a_{kind}")
            )
            for kind in KINDS
        ),
    )
    for kind in KINDS:
        op.create_index(f"ix_old_address_{kind}_id", "old_address", [f"{kind}_id"])


def refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete="CASCADE"
    )


def downgrade() -> None:
    for table in ("old_address", "person_name", "translation", "series_part", "series"):
        op.drop_table(table)
    op.drop_index("ix_post_pinned", "post")
    for column in ("is_canonical", "pinned_at", "text_at"):
        op.drop_column("post", column)
    op.drop_index("ix_category_parent_id", "category")
    with op.batch_alter_table("category") as batch:
        batch.drop_constraint(op.f("ck_category_not_in_itself"), type_="check")
        batch.drop_constraint(op.f("fk_category_parent_id_category"), type_="foreignkey")
        batch.drop_column("parent_id")
