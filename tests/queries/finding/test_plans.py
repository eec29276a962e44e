"""How SQLite finds: by the index of words and by numbers, never by looking at all posts or comments."""

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
from tests.cast import Cast
from tests.queries.finding.scenes import ask
from tests.support.moments import LONG_AGO, NOW
from tests.support.statements import sent_statements

COMMENTS, POSTS = 10_000, 400
IN_2018 = datetime(2018, 1, 1, tzinfo=UTC)
QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    ("the", {}),
    ("unheardof", {}),
    ("ขอบคุณ", {}),
    ("我", {}),
    ("the", {"language": "en", "kind": DocumentKind.COMMENT}),
    ("the", {"category_id": 1}),
    ("the", {"span": (LONG_AGO, NOW), "category_id": 1}),
    ("the", {"after": After(0, place_of(DocumentKind.POST, 1, IN_2018))}),
]


@pytest.fixture
def full_site(app: Flask, cast: Cast) -> Iterator[None]:
    with app.app_context():
        save_category(None, CategoryDraft("Posts"), by=cast.boun.actor, now=LONG_AGO)
        load_large(POSTS, COMMENTS)
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")
        yield


def test_no_search_looks_at_all_there_is(full_site: None, subtests: pytest.Subtests) -> None:
    assert db.session.scalar(sa.select(sa.func.count(Category.id)))
    for q, facts in QUESTIONS:
        with sent_statements() as sent:
            page = ask(q, size=20, **facts)
        assert len(sent) <= 5, q
        assert page.hits or q == "unheardof"
        for statement, parameters in sent:
            with subtests.test(q=q, facts=facts, statement=" ".join(statement.split())[:80]):
                refuse_long_ways(statement, parameters)


def refuse_long_ways(statement: str, parameters: Any) -> None:
    plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
    lines = [line[3] for line in plan]
    # "M": by the words. FTS5 gives its rows in the order of their places, so that nothing is sorted.
    asks_words = [line for line in lines if "document_words" in line]
    assert all(re.search(r"VIRTUAL TABLE INDEX \d+:.*M", line) for line in asks_words), lines
    assert [line for line in lines if re.match(r"SCAN (post|comment|document|their_post)\b", line)] == []
