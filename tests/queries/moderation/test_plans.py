"""How the databases find a page of a queue among many comments: by an index, and never by looking at all of them."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.db import db
from forum.domain.actors import Actor
from forum.models import Category
from forum.queries.moderation import queue, short_ways
from forum.queries.moderation.narrowing import Filters
from forum.queries.moderation.queue import QUEUES, QueuePage, queue_page
from forum.queries.sanctions import muted_without_mute
from tests.cast import Cast
from tests.support.moments import NOW
from tests.support.statements import sent_statements

pytestmark = pytest.mark.site("moderated")

LARGE = ("comment", "finding", "log_entry", "staff_note")
WALKS: list[dict[str, str]] = [
    *({"queue": name} for name in QUEUES),
    {"queue": "approved", "language": "en"},
    {"queue": "pending", "language": "th"},
    {"queue": "pending", "post": "third"},
    {"queue": "approved", "post": "third", "language": "en"},
    {"queue": "approved", "category": "posts"},
    {"queue": "approved", "category": "section"},
    {"queue": "pending", "rule": "mode"},
    {"queue": "approved", "q": "the"},
    {"queue": "pending", "q": "the", "language": "en", "rule": "mode", "category": "posts"},
    {"queue": "pending", "language": "en", "rule": "mode", "category": "posts"},
    {"queue": "pending", "q": "我"},
    {"queue": "pending", "age": "older:300"},
    {"queue": "approved", "age": "newer:4000", "rule": "words"},
    {"queue": "flagged", "age": "older:7", "language": "en"},
]
SHORT_WAYS: list[dict[str, str]] = [
    {"queue": "approved", "category": "empty"},
    {"queue": "pending", "rule": "words"},
    {"queue": "approved", "writer": "Nobody of that name"},
    {"queue": "approved", "writer": "user:1"},
    {"queue": "approved", "writer": "guest:1"},
    {"queue": "approved", "q": "unheardof"},
    {"queue": "pending", "q": "the unheardof"},
]


@pytest.fixture
def full_site(engine_app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """Twenty thousand comments on a hundred posts; a list is short, and a search ends, in proportion to that."""
    monkeypatch.setattr(short_ways, "FEW", 80)
    monkeypatch.setattr(short_ways, "FEW_POSTS", 20)
    monkeypatch.setattr(queue, "WINDOW", 100)
    monkeypatch.setattr(short_ways, "GLANCE", 20)
    with engine_app.app_context():
        yield cast


def test_no_page_looks_at_all_comments(full_site: Cast, subtests: pytest.Subtests) -> None:
    ana = full_site.ana.actor
    for facts in WALKS + SHORT_WAYS:
        first = asked(ana, Filters(**facts, asked_at=NOW))
        middle = asked(ana, Filters(**facts, asked_at=NOW), cursor="2018-01-01T00:00:00+00:00~5")
        spam = []
        if facts["queue"] == "pending":
            # What looks like spam: from its middle. (Behind the last of the others it begins.)
            spam += asked(ana, Filters(**facts, asked_at=NOW), cursor="2018-01-01T00:00:00+00:00~5~spam")
        for statement, parameters in [*first, *middle, *spam]:
            with subtests.test(facts=facts, statement=" ".join(statement.split())[-200:]):
                refuse_long_ways(statement, parameters, walks=facts in WALKS)
        # Before the first and behind the last of a queue, whichever way it runs. There SQLite may go from post to post
        # in an index and sort the few that stand in the stretch which is looked at.
        for at in ("2099", "1971"):
            for one in asked(ana, Filters(**facts, asked_at=NOW), cursor=f"{at}-01-01T00:00:00+00:00~5"):
                with subtests.test(facts=facts, at=at, statement=" ".join(one[0].split())[-200:]):
                    refuse_long_ways(*one, walks=False)


def test_who_sees_a_part_of_the_site_looks_at_no_more(full_site: Cast, subtests: pytest.Subtests) -> None:
    category = sa.select(Category.id).where(Category.slug == "posts")
    scoped = replace(full_site.ana.actor, categories=frozenset({db.session.scalars(category).one()}))
    for by in (full_site.chanthy.actor, scoped):
        for statement, parameters in asked(by, Filters(), own=True):
            with subtests.test(by=by.name, statement=" ".join(statement.split())[-200:]):
                refuse_long_ways(statement, parameters, walks=by is scoped)


def test_what_waits_aside_without_a_mute_is_found_by_an_index(full_site: Cast) -> None:
    """Asked every five minutes; in the made-up set every mute is in force."""
    with sent_statements() as sent:
        assert list(muted_without_mute(NOW, limit=50)) == []
    (statement,) = sent
    refuse_long_ways(*statement, walks=False)


def asked(
    by: Actor, filters: Filters, *, cursor: str | None = None, own: bool = False
) -> list[tuple[str, Any]]:
    """The statements of one page, with their parameters."""
    with sent_statements() as sent:
        page = queue_page(filters, by=by, cursor=cursor, authors_moderate_own=own)
    assert isinstance(page, QueuePage)
    assert len(sent) <= 6
    return sent


def refuse_long_ways(statement: str, parameters: Any, *, walks: bool) -> None:
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
        lines = [line[3] for line in plan]
        # Some twenty flags in a table of eighty are found by looking at all; what else their readers sent is not.
        long = re.compile(r"SCAN (comment|finding|log_entry|flag_1|staff_note)\b(?!.* USING INDEX)")
        whole = [line for line in lines if long.match(line)]
        assert whole == []
        # The outermost question sorts the page, and the end of a stretch is found by sorting it; nothing else may sort
        # what it takes from the comments.
        sorting = {line[1] for line in plan if "FOR ORDER BY" in line[3]} - {0}
        sorted_comments = [line for line in plan if line[1] in sorting and " comment " in line[3]]
        assert not (walks and sorted_comments), lines
        return
    (answer,) = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters).one()
    plans = answer if isinstance(answer, list) else json.loads(answer)
    for node, above in nodes(plans[0]["Plan"], {}):
        # Reading on until a limit is full is no long way.
        is_cut = above.get("Node Type") == "Limit" and above["Plan Rows"] >= short_ways.FEW
        reads_all = node["Node Type"] in ("Seq Scan", "Parallel Seq Scan") and not is_cut
        assert not (reads_all and node["Relation Name"] in LARGE), plans
        assert not (node["Node Type"] == "Sort" and node["Plan Rows"] > 500), plans
        # For each comment through all posts of a category: that is a product of the two.
        assert not (node["Node Type"] == "Materialize" and above.get("Join Type") == "Semi"), plans


def nodes(plan: dict[str, Any], above: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each step of a plan with the one that it works for."""
    yield plan, above
    for below in plan.get("Plans", ()):
        yield from nodes(below, plan)
