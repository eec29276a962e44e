"""How the databases count for the statistics among many comments: by an index, and never by looking at all of them."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.db import db
from forum.domain.actors import ActorKind
from forum.domain.comment_states import Standing, State
from forum.models import Comment, LogEntry
from forum.queries import rules
from forum.queries.moderation import public_log
from forum.queries.statistics.decisions import busiest_posts, decisions_between
from forum.queries.statistics.waiting import usual_wait, waited, waited_by_day, waiting_by_age, waiting_now
from tests.support.statements import sent_statements

UNTIL = datetime(2025, 12, 31, tzinfo=UTC)
SINCE = UNTIL - timedelta(days=30)
QUESTIONS: dict[str, Callable[[], object]] = {
    "waiting now": lambda: waiting_now(UNTIL),
    "waiting by age": lambda: waiting_by_age(UNTIL),
    "waited": lambda: waited(SINCE, UNTIL),
    "waited by day": lambda: waited_by_day(SINCE, UNTIL, zone="Asia/Bangkok"),
    "usual": lambda: usual_wait(UNTIL),
    "decisions": lambda: decisions_between(SINCE, UNTIL, zone="Asia/Bangkok"),
    "posts": lambda: busiest_posts(SINCE, UNTIL),
    "rules": rules.records,
    "public log": lambda: public_log.public_log(now=UNTIL),
}


@pytest.mark.site("large")
def test_no_figure_is_counted_by_looking_at_everything(
    engine_app: Flask, monkeypatch: pytest.MonkeyPatch, subtests: pytest.Subtests
) -> None:
    monkeypatch.setattr(rules, "LOOKED_AT", 200)
    monkeypatch.setattr(public_log, "WINDOW", 200)
    with engine_app.app_context():
        decide_about_all()
        swept()
        for name, question in QUESTIONS.items():
            with sent_statements() as sent:
                question()
            assert 1 <= len(sent) <= 2
            for statement, parameters in sent:
                with subtests.test(question=name):
                    assert scanned(statement, parameters) == []


def decide_about_all() -> None:
    """Gives the log a decision about each comment that does not wait, and an undo about one in twenty."""
    rows = db.session.execute(sa.select(Comment.id, Comment.post_id, Comment.state, Comment.created_at))
    next_id = (db.session.scalar(sa.select(sa.func.max(LogEntry.id))) or 0) + 1
    entries = []
    for number, post_id, state, at in rows.all():
        if state is State.PENDING:
            continue
        entry = {
            "id": next_id + len(entries),
            "at": at + timedelta(hours=1),
            "actor_kind": ActorKind.PERSON,
            "actor_id": 2,
            "actor_name": "Ana",
            "verb": "comment.approve",
            "comment_id": number,
            "post_id": post_id,
            "before": Standing(State.PENDING).as_facts(),
            "after": Standing(state).as_facts(),
            "version": 2,
            "waited_seconds": 3600,
            "undoes_id": None,
        }
        entries.append(entry)
        if number % 20 == 0:
            undo = {"verb": "comment.undo", "waited_seconds": None, "undoes_id": entry["id"]}
            entries.append({**entry, "id": entry["id"] + 1, **undo})
    db.session.execute(sa.insert(LogEntry), entries)
    db.session.commit()


def swept() -> None:
    """Lets PostgreSQL note which pages everybody sees, as it does by itself after a while: until then an index alone
    tells it nothing."""
    if db.engine.dialect.name == "postgresql":
        db.session.rollback()
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE comment, log_entry, finding, appeal")


def scanned(statement: str, parameters: Any) -> list[str]:
    """The great tables that are read from end to end, and what is joined by reading a period of the log again for each
    row, as the database plans it."""
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        pattern = (
            r"SCAN (comment|finding|log_entry)\w*(?!.* USING (?:COVERING )?INDEX)"
            r"|SEARCH log_entry_\w+ USING (?:COVERING )?INDEX \w+ \(at>"
        )
    else:
        plan = connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
        pattern = r"Seq Scan on (comment|finding|log_entry)\b"
    return [line for row in plan for line in [str(row[-1])] if re.search(pattern, line)]
