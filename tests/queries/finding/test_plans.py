"""How the databases find: by the index of words and by numbers, never by looking at all posts or comments."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.db import db
from forum.domain.finding import DocumentKind, place_of
from forum.importers.demo import load_large
from forum.models import Category
from forum.operations.categories import CategoryDraft, save_category
from forum.queries.finding import After
from forum.queries.finding.pages import GLANCE, WINDOW
from tests.cast import Cast
from tests.queries.finding.scenes import ask
from tests.queries.moderation.test_plans import nodes
from tests.support.moments import LONG_AGO, NOW
from tests.support.statements import sent_statements

COMMENTS, POSTS = 10_000, 400
LARGE = ("comment", "document", "document_words")
IN_2018 = datetime(2018, 1, 1, tzinfo=UTC)
QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    ("the", {}),
    ("unheardof", {}),
    ("ขอบคุณ", {}),
    ("我", {}),
    ("the", {"language": "en", "kind": DocumentKind.COMMENT}),
    ("the", {"categories": (1,)}),
    ("the", {"categories": (1, 2, 3)}),
    ("the", {"span": (LONG_AGO, NOW), "categories": (1, 2)}),
    ("the", {"after": After(0, place_of(DocumentKind.POST, 1, IN_2018))}),
]


@pytest.fixture
def full_site(engine_app: Flask, cast: Cast) -> Iterator[None]:
    with engine_app.app_context():
        save_category(None, CategoryDraft("Posts"), by=cast.boun.actor, now=LONG_AGO)
        load_large(POSTS, COMMENTS)
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            # As PostgreSQL's own vacuum does before long, which tests do without: until then what was stored last
            # waits in a list before the index, and to read a small table is cheaper than to read that list.
            connection.exec_driver_sql(TENDING[connection.dialect.name])
        yield


def test_no_search_looks_at_all_there_is(full_site: None, subtests: pytest.Subtests) -> None:
    assert db.session.scalar(sa.select(sa.func.count(Category.id)))
    refuse_long_ways = REFUSING[db.session.connection().dialect.name]
    for q, facts in QUESTIONS:
        with sent_statements() as sent:
            page = ask(q, size=20, **facts)
        assert len(sent) <= 5, q
        assert page.hits or q == "unheardof"
        for statement, parameters in sent:
            with subtests.test(q=q, facts=facts, statement=" ".join(statement.split())[:80]):
                refuse_long_ways(statement, parameters, facts)


def refuse_scans_of_sqlite(statement: str, parameters: Any, facts: dict[str, Any]) -> None:
    plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
    lines = [line[3] for line in plan]
    # "M": by the words. FTS5 gives its rows in the order of their places, so that nothing is sorted.
    asks_words = [line for line in lines if "document_words" in line]
    assert all(re.search(r"VIRTUAL TABLE INDEX \d+:.*M", line) for line in asks_words), lines
    assert [line for line in lines if re.match(r"SCAN (post|comment|document|their_post)\b", line)] == []


def refuse_scans_of_postgresql(statement: str, parameters: Any, facts: dict[str, Any]) -> None:
    """By the words; or, where a word is frequent, in the order of the places until the list is full, which it takes to
    be full soon, or until the stretch ends that is asked for."""
    answer = db.session.connection().exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters)
    plans = answer.scalar_one()
    for node, above in nodes((plans if isinstance(plans, list) else json.loads(plans))[0]["Plan"], {}):
        if node.get("Relation Name") not in LARGE:
            continue
        assert "Seq Scan" not in node["Node Type"], plans
        if node["Relation Name"] == "document_words" and node["Node Type"] != "Bitmap Heap Scan":
            assert (node["Node Type"], node["Scan Direction"]) == ("Index Scan", "Backward"), plans
            assert above["Node Type"] == "Limit", plans
            assert above["Plan Rows"] in (GLANCE, WINDOW) or facts.keys() & {"span", "after"}, plans


TENDING = {"sqlite": "ANALYZE", "postgresql": "VACUUM ANALYZE"}
REFUSING = {"sqlite": refuse_scans_of_sqlite, "postgresql": refuse_scans_of_postgresql}
