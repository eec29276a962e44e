"""How the databases find a writer's comments and what is noted about them: by an index, in its order."""

import json
from typing import Any

import pytest
import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.sanctions import Writer
from forum.models import Comment, Guest
from forum.queries.moderation.notes import notes_about
from forum.queries.moderation.writers import comments_of
from tests.cast import Cast
from tests.queries.moderation.test_plans import full_site, nodes
from tests.support.moments import NOW
from tests.support.statements import sent_statements

__all__ = ["full_site"]

pytestmark = pytest.mark.site("moderated")

PLACES = [None, (NOW.replace(year=2018), 5), (NOW.replace(year=2099), 5), (NOW.replace(year=1971), 5)]


def busiest(cast: Cast) -> list[Writer]:
    """A guest and an account of whom a tenth of all comments are."""
    guest = db.session.scalars(sa.select(sa.func.min(Guest.id))).one()
    with transaction() as session:
        session.execute(sa.update(Comment).where(Comment.id % 10 == 1).values(guest_id=guest, user_id=None))
        session.execute(
            sa.update(Comment).where(Comment.id % 10 == 2).values(user_id=cast.elin.id, guest_id=None)
        )
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(
            "VACUUM ANALYZE comment" if db.engine.dialect.name == "postgresql" else "ANALYZE"
        )
    return [Writer(guest_id=guest), Writer(user_id=cast.elin.id)]


def test_a_writers_page_is_a_stretch_of_the_writers_index(full_site: Cast, subtests: pytest.Subtests) -> None:
    writers = busiest(full_site)
    for writer in writers:
        for before in PLACES:
            with sent_statements() as sent:
                comments_of(writer, before=before)
            (asked,) = sent
            with subtests.test(writer=writer.code, before=str(before)):
                assert ways_of(*asked) == []
        with sent_statements() as sent:
            notes_about(writer)
        (asked,) = sent
        with subtests.test(writer=writer.code, notes=True):
            assert [way for way in ways_of(*asked) if "whole" in way] == []
    read_page_by_page(writers[0])


def ways_of(statement: str, parameters: Any) -> list[str]:
    """What is long about the plan: reading a whole table, sorting all that is found."""
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
        lines = [line[3] for line in plan]
        whole = [f"whole: {line}" for line in lines if line.startswith(("SCAN comment", "SCAN staff_note"))]
        return whole + [line for line in lines if "FOR ORDER BY" in line]
    (answer,) = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters).one()
    plans = answer if isinstance(answer, list) else json.loads(answer)
    steps = [node for node, _above in nodes(plans[0]["Plan"], {})]
    whole = [
        f"whole: {node['Relation Name']}"
        for node in steps
        if node["Node Type"].endswith("Seq Scan") and node["Relation Name"] in ("comment", "staff_note")
    ]
    # Of comments of the same moment the one with the higher number comes first: only those are sorted.
    return whole + [node["Node Type"] for node in steps if node["Node Type"] == "Sort"]


def read_page_by_page(writer: Writer) -> None:
    """All of the writer's comments are read, once each, whatever the order that they came in."""
    mine = sa.select(Comment.id).where(Comment.guest_id == writer.guest_id)
    with transaction() as session:
        # Loaded later and sent earlier, and many at the same moment.
        session.execute(sa.update(Comment).where(Comment.id % 20 == 11).values(created_at=NOW))
    expected = db.session.scalars(mine.order_by(Comment.created_at.desc(), Comment.id.desc())).all()
    read: list[int] = []
    before = None
    while lines := comments_of(writer, before=before, limit=97):
        read += [line.id for line in lines]
        before = (lines[-1].created_at, lines[-1].id)
    assert read == list(expected)
    assert len(read) >= 2_000
