"""How the databases count for the statistics among many comments: by an index, and never by looking at all of them."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from forum.db import db
from forum.importers.demo import load_large
from forum.operations.categories import CategoryDraft, save_category
from forum.queries import rules
from forum.queries.moderation import public_log
from forum.queries.statistics.decisions import busiest_posts, decisions_between
from forum.queries.statistics.waiting import usual_wait, waited, waiting_by_age, waiting_now
from tests.cast import Cast
from tests.support.moments import LONG_AGO
from tests.support.statements import sent_statements

UNTIL = datetime(2025, 12, 31, tzinfo=UTC)
SINCE = UNTIL - timedelta(days=30)
QUESTIONS: dict[str, Callable[[], object]] = {
    "waiting now": lambda: waiting_now(UNTIL),
    "waiting by age": lambda: waiting_by_age(UNTIL),
    "waited": lambda: waited(SINCE, UNTIL),
    "usual": lambda: usual_wait(UNTIL),
    "decisions": lambda: decisions_between(SINCE, UNTIL, zone="Asia/Bangkok"),
    "posts": lambda: busiest_posts(SINCE, UNTIL),
    "rules": rules.records,
    "public log": lambda: public_log.public_log(now=UNTIL),
}


def test_no_figure_is_counted_by_looking_at_everything(
    engine_app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch, subtests: pytest.Subtests
) -> None:
    monkeypatch.setattr(rules, "LOOKED_AT", 200)
    monkeypatch.setattr(public_log, "WINDOW", 200)
    with engine_app.app_context():
        save_category(None, CategoryDraft("Posts"), by=cast.boun.actor, now=LONG_AGO)
        load_large(100, 20_000)
        swept()
        for name, question in QUESTIONS.items():
            with sent_statements() as sent:
                question()
            assert 1 <= len(sent) <= 2
            for statement, parameters in sent:
                with subtests.test(question=name):
                    assert scanned(statement, parameters) == []


def swept() -> None:
    """Lets PostgreSQL note which pages everybody sees, as it does by itself after a while: until then an index alone
    tells it nothing."""
    if db.engine.dialect.name == "postgresql":
        db.session.rollback()
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE comment")


def scanned(statement: str, parameters: Any) -> list[str]:
    """The great tables that are read from end to end, as the database plans it."""
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        pattern = r"SCAN (comment|finding|log_entry)\b(?!.* USING (?:COVERING )?INDEX)"
    else:
        plan = connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
        pattern = r"Seq Scan on (comment|finding|log_entry)\b"
    return [line for row in plan for line in [str(row[-1])] if re.search(pattern, line)]
