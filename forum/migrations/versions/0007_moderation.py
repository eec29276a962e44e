"""What the moderation desk keeps: claims, flags, appeals, sanctions, notes, areas, reasons, the spam model."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

TIME = sa.DateTime(timezone=True)
OLD_COUNTERS = ("pending", "approved", "rejected", "spam", "trashed", "second_look", "public")
NEW_COUNTERS = ("flagged", "appeals", "muted")
KINDS = "'warn', 'hold', 'mute', 'ban'"
FLAG_REASONS = "'insult', 'personal_data', 'advertising', 'illegal', 'off_topic', 'other'"
REASONS = "'off_topic', 'personal_data', 'insult', 'advertising', 'illegal', 'duplicate', 'other'"
ONE_WRITER = "(user_id IS NULL) <> (guest_id IS NULL)"


def upgrade() -> None:
    # Each CHECK comes with its column: SQLite adds none to a table that is there.
    add(
        "comment",
        "flagged_at",
        TIME,
        "flagged_at IS NULL OR (state IN ('approved', 'pending') AND withdrawn_at IS NULL)",
        "flagged",
    )
    add(
        "comment",
        "appealed_at",
        TIME,
        "appealed_at IS NULL OR (state = 'rejected' AND withdrawn_at IS NULL)",
        "appealed",
    )
    add_yes_or_no(
        "comment",
        "is_muted",
        sa.CheckConstraint("NOT is_muted OR state = 'pending'", name=op.f("ck_comment_muted")),
    )
    add(
        "comment",
        "waits_since",
        TIME,
        "waits_since IS NULL OR (state = 'pending' AND withdrawn_at IS NULL)",
        "waits",
    )
    fill_waits()
    add(
        "comment", "spam_score", sa.Double(), "spam_score IS NULL OR spam_score BETWEEN 0 AND 1", "spam_score"
    )
    add_yes_or_no("comment", "wants_replies")
    op.add_column("comment", sa.Column("answer_told_at", TIME))
    op.add_column("comment", sa.Column("appeared_in", sa.Integer()))
    op.add_column("comment_revision", sa.Column("author_name", sa.String(80)))
    op.add_column("asked_address", sa.Column("ended_at", TIME))
    op.create_index("ix_comment_news", "comment", ["post_id", "appeared_in"])
    for name in ("flagged", "appealed"):
        some = sa.text(f"{name}_at IS NOT NULL")
        op.create_index(
            f"ix_comment_{name}", "comment", [f"{name}_at", "id"], sqlite_where=some, postgresql_where=some
        )
    waits = sa.text("waits_since IS NOT NULL")
    columns = ["waits_since", "id", "is_muted"]
    op.create_index("ix_comment_waits", "comment", columns, sqlite_where=waits, postgresql_where=waits)
    for name in NEW_COUNTERS:
        check = sa.CheckConstraint(f"{name}_count >= 0", name=op.f(f"ck_post_{name}_count"))
        op.add_column(
            "post", sa.Column(f"{name}_count", sa.Integer(), check, nullable=False, server_default="0")
        )
    counters = [f"{name}_count" for name in OLD_COUNTERS + NEW_COUNTERS]
    op.create_index("ix_post_counts", "post", ["category_id", *counters])
    op.add_column("users", sa.Column("wants_letters", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("log_entry", sa.Column("waited_seconds", sa.Integer()))
    op.add_column("word_list", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("word_list", sa.Column("updated_by", sa.String(80)))
    some = sa.text("waited_seconds IS NOT NULL")
    op.create_index(
        "ix_log_entry_waited", "log_entry", ["at", "waited_seconds"], sqlite_where=some, postgresql_where=some
    )
    name_counters(OLD_COUNTERS + NEW_COUNTERS)
    tally = sa.table("tally", sa.column("name"), sa.column("n"))
    op.bulk_insert(tally, [{"name": name, "n": 0} for name in NEW_COUNTERS])
    make_readers_tables()
    make_moderators_tables()


def fill_waits() -> None:
    """What waits does so since it was sent, changed or taken back into the queue, whichever came last."""
    latest = "max" if op.get_bind().dialect.name == "sqlite" else "greatest"
    times = "created_at, coalesce(edited_at, created_at), coalesce(decided_at, created_at)"
    op.execute(
        f"UPDATE comment SET waits_since = {latest}({times}) WHERE state = 'pending' AND withdrawn_at IS NULL"
    )


def add(table: str, column: str, kind: sa.types.TypeEngine[Any], check: str, name: str) -> None:
    """A column that may be empty, with a CHECK."""
    op.add_column(table, sa.Column(column, kind, sa.CheckConstraint(check, name=op.f(f"ck_{table}_{name}"))))


def add_yes_or_no(table: str, column: str, *checks: sa.CheckConstraint) -> None:
    """A column that says no in the rows that are there."""
    op.add_column(table, sa.Column(column, sa.Boolean(), *checks, nullable=False, server_default=sa.false()))


def name_counters(names: tuple[str, ...]) -> None:
    """Lets these names, and no others, be counters. (No table refers to this one.)"""
    listed = ", ".join(f"'{name}'" for name in names)
    with op.batch_alter_table("tally") as batch:
        batch.drop_constraint(op.f("ck_tally_name"), type_="check")
        batch.create_check_constraint(op.f("ck_tally_name"), f"name IN ({listed})")


def refers(table: str, column: str, to: str, on_delete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete=on_delete
    )


def make_readers_tables() -> None:
    op.create_table(
        "flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer()),
        sa.Column("guest_id", sa.Integer()),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("detail", sa.String(500), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("wants_outcome", sa.Boolean(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("outcome", sa.String(32)),
        sa.Column("entry_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag")),
        refers("flag", "comment_id", "comment", "CASCADE"),
        refers("flag", "user_id", "users", "SET NULL"),
        refers("flag", "guest_id", "guest", "SET NULL"),
        sa.CheckConstraint(f"reason IN ({FLAG_REASONS})", name=op.f("ck_flag_reason")),
        sa.CheckConstraint("outcome IN ('agreed', 'disagreed', 'gone')", name=op.f("ck_flag_outcome")),
        sa.CheckConstraint("(outcome IS NULL) = (entry_id IS NULL)", name=op.f("ck_flag_decided")),
        sa.CheckConstraint("weight >= 0", name=op.f("ck_flag_weight")),
        sa.CheckConstraint("user_id IS NULL OR guest_id IS NULL", name=op.f("ck_flag_one_reader")),
    )
    op.create_index("ix_flag_comment", "flag", ["comment_id", "id"])
    op.create_index("ix_flag_entry", "flag", ["entry_id"])
    for who in ("guest", "user"):
        theirs = sa.text(f"{who}_id IS NOT NULL")
        op.create_index(
            f"ix_flag_{who}",
            "flag",
            [f"{who}_id", "comment_id"],
            unique=True,
            sqlite_where=theirs,
            postgresql_where=theirs,
        )
    op.create_table(
        "appeal",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(2000), nullable=False),
        sa.Column("against_id", sa.Integer(), nullable=False),
        sa.Column("against_user_id", sa.Integer()),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("outcome", sa.String(32)),
        sa.Column("answer", sa.String(500), nullable=False),
        sa.Column("answered_at", TIME),
        sa.Column("entry_id", sa.Integer()),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_appeal")),
        refers("appeal", "comment_id", "comment", "CASCADE"),
        refers("appeal", "against_user_id", "users", "SET NULL"),
        sa.CheckConstraint("outcome IN ('upheld', 'overturned', 'dropped')", name=op.f("ck_appeal_outcome")),
        sa.CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name=op.f("ck_appeal_answered")),
    )


def make_moderators_tables() -> None:
    op.create_table(
        "claim",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("claimed_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_claim")),
        refers("claim", "comment_id", "comment", "CASCADE"),
        refers("claim", "user_id", "users", "CASCADE"),
    )
    op.create_index("ix_claim_over", "claim", ["expires_at"])
    op.create_index("ix_claim_user_id", "claim", ["user_id"])
    op.create_table(
        "sanction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer()),
        sa.Column("guest_id", sa.Integer()),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("made_by", sa.String(80), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("ends_at", TIME),
        sa.Column("acknowledged_at", TIME),
        sa.Column("lifted_at", TIME),
        sa.Column("lifted_by", sa.String(80)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sanction")),
        refers("sanction", "user_id", "users", "CASCADE"),
        refers("sanction", "guest_id", "guest", "CASCADE"),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_sanction_kind")),
        sa.CheckConstraint(ONE_WRITER, name=op.f("ck_sanction_one_writer")),
        sa.CheckConstraint("acknowledged_at IS NULL OR kind = 'warn'", name=op.f("ck_sanction_acknowledged")),
        sa.CheckConstraint("kind <> 'mute' OR ends_at IS NOT NULL", name=op.f("ck_sanction_mute_ends")),
        sa.CheckConstraint("kind <> 'warn' OR ends_at IS NULL", name=op.f("ck_sanction_warn_stays")),
    )
    op.create_index("ix_sanction_guest", "sanction", ["guest_id", "id"])
    op.create_index("ix_sanction_user", "sanction", ["user_id", "id"])
    op.create_table(
        "staff_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer()),
        sa.Column("user_id", sa.Integer()),
        sa.Column("guest_id", sa.Integer()),
        sa.Column("body", sa.String(1000), nullable=False),
        sa.Column("made_by_id", sa.Integer()),
        sa.Column("made_by", sa.String(80), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_note")),
        refers("staff_note", "comment_id", "comment", "CASCADE"),
        refers("staff_note", "user_id", "users", "CASCADE"),
        refers("staff_note", "guest_id", "guest", "CASCADE"),
        refers("staff_note", "made_by_id", "users", "SET NULL"),
        sa.CheckConstraint(
            "(comment_id IS NOT NULL AND user_id IS NULL AND guest_id IS NULL) "
            f"OR (comment_id IS NULL AND {ONE_WRITER})",
            name=op.f("ck_staff_note_one_subject"),
        ),
    )
    for column in ("comment", "guest", "user"):
        op.create_index(f"ix_staff_note_{column}", "staff_note", [f"{column}_id", "id"])
    op.create_table(
        "moderated_category",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "category_id", name=op.f("pk_moderated_category")),
        refers("moderated_category", "user_id", "users", "CASCADE"),
        refers("moderated_category", "category_id", "category", "CASCADE"),
    )
    op.create_index("ix_moderated_category_category_id", "moderated_category", ["category_id"])
    op.create_table(
        "reason_sentence",
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("sentence", sa.String(500), nullable=False),
        sa.PrimaryKeyConstraint("code", "language", name=op.f("pk_reason_sentence")),
        sa.CheckConstraint(f"code IN ({REASONS})", name=op.f("ck_reason_sentence_code")),
    )
    op.create_table(
        "spam_model",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("weights", sa.LargeBinary(), nullable=False),
        sa.Column("spam", sa.Integer(), nullable=False),
        sa.Column("ham", sa.Integer(), nullable=False),
        sa.Column("learned_until", sa.Integer(), nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spam_model")),
        sa.CheckConstraint("id = 1", name=op.f("ck_spam_model_only_one")),
        sa.CheckConstraint("spam >= 0 AND ham >= 0", name=op.f("ck_spam_model_counts")),
    )


def downgrade() -> None:
    for table in ("spam_model", "reason_sentence", "moderated_category", "staff_note", "sanction"):
        op.drop_table(table)
    for table in ("claim", "appeal", "flag"):
        op.drop_table(table)
    op.execute("DELETE FROM tally WHERE name IN ('flagged', 'appeals', 'muted')")
    name_counters(OLD_COUNTERS)
    op.drop_index("ix_log_entry_waited", "log_entry")
    op.drop_column("word_list", "updated_by")
    op.drop_column("word_list", "version")
    op.drop_column("log_entry", "waited_seconds")
    op.drop_column("users", "wants_letters")
    op.drop_index("ix_post_counts", "post")
    for name in NEW_COUNTERS:
        op.drop_column("post", f"{name}_count")
    for name in ("flagged", "appealed", "waits"):
        op.drop_index(f"ix_comment_{name}", "comment")
    op.drop_index("ix_comment_news", "comment")
    op.drop_column("asked_address", "ended_at")
    op.drop_column("comment_revision", "author_name")
    for column in (
        "flagged_at",
        "appealed_at",
        "is_muted",
        "waits_since",
        "spam_score",
        "wants_replies",
        "answer_told_at",
        "appeared_in",
    ):
        op.drop_column("comment", column)
