"""The append-only log, and the outbox of jobs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"

TIME = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

# What is in the log stays as it is: the database itself refuses to change, remove or replace an entry.
PROTECTION = {
    "sqlite": [
        """
        CREATE TRIGGER log_entry_refuses_update BEFORE UPDATE ON log_entry
        BEGIN SELECT RAISE(ABORT, 'log_entry is append-only'); END
        """,
        """
        CREATE TRIGGER log_entry_refuses_delete BEFORE DELETE ON log_entry
        BEGIN SELECT RAISE(ABORT, 'log_entry is append-only'); END
        """,
        # INSERT OR REPLACE removes the row in its way without asking the trigger above.
        """
        CREATE TRIGGER log_entry_refuses_replacement BEFORE INSERT ON log_entry
        WHEN EXISTS (SELECT 1 FROM log_entry WHERE id = NEW.id OR undoes_id = NEW.undoes_id)
        BEGIN SELECT RAISE(ABORT, 'log_entry is append-only'); END
        """,
    ],
    "postgresql": [
        """
        CREATE FUNCTION log_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'log_entry is append-only'; END $$
        """,
        """
        CREATE TRIGGER log_entry_refuses_change BEFORE UPDATE OR DELETE ON log_entry
        FOR EACH ROW EXECUTE FUNCTION log_entry_is_append_only()
        """,
        """
        CREATE TRIGGER log_entry_refuses_truncate BEFORE TRUNCATE ON log_entry
        FOR EACH STATEMENT EXECUTE FUNCTION log_entry_is_append_only()
        """,
    ],
}


def upgrade() -> None:
    op.create_table(
        "log_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("actor_kind", sa.String(32), nullable=False),
        sa.Column("actor_id", sa.Integer()),
        sa.Column("actor_name", sa.String(80), nullable=False),
        sa.Column("verb", sa.String(64), nullable=False),
        sa.Column("comment_id", sa.Integer()),
        sa.Column("post_id", sa.Integer()),
        sa.Column("user_id", sa.Integer()),
        sa.Column("before", JSON),
        sa.Column("after", JSON),
        sa.Column("version", sa.Integer()),
        sa.Column("reason_code", sa.String(32)),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("batch", sa.String(32)),
        sa.Column("undoes_id", sa.Integer()),
        sa.Column("facts", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_entry")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_log_entry_undoes_id")),
        sa.CheckConstraint(
            "actor_kind IN ('person', 'guest', 'rule', 'system', 'stranger')",
            name=op.f("ck_log_entry_actor_kind"),
        ),
        sa.CheckConstraint(
            "reason_code IN ('off_topic', 'personal_data', 'insult', 'advertising', 'illegal', 'duplicate', 'other')",
            name=op.f("ck_log_entry_reason_code"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_log_entry_batch", "log_entry", ["batch"])
    op.create_index("ix_log_entry_comment", "log_entry", ["comment_id", "id"])
    op.create_index("ix_log_entry_newest", "log_entry", ["at", "id"])

    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("key", sa.String(120)),
        sa.Column("run_at", TIME, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease", sa.String(32)),
        sa.Column("leased_until", TIME),
        sa.Column("last_error", sa.String(500), nullable=False),
        sa.Column("failed_at", TIME),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("key", name=op.f("uq_job_key")),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_job_attempts")),
        sa.CheckConstraint("(lease IS NULL) = (leased_until IS NULL)", name=op.f("ck_job_lease")),
    )
    op.create_index("ix_job_due", "job", ["failed_at", "run_at", "id"])
    for statement in PROTECTION[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("job")
    op.drop_table("log_entry")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION log_entry_is_append_only()")
