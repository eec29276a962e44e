"""Decide then undo is as if nothing had been, whatever came before: no row, no counter,
no finding and no letter differs."""

from typing import Any

import sqlalchemy as sa
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.db import db
from forum.domain.comment_states import Decision
from forum.domain.refusals import Refused
from forum.models import Appeal, Comment, Finding, Flag, Job
from forum.operations.moderation.deciding import decide, decide_many
from forum.operations.moderation.undoing import undo, undo_batch
from tests.invariants.company import Company
from tests.invariants.play import Play
from tests.invariants.recount import assert_counted, site_counters, stored_counters
from tests.invariants.steps import PLAYS, Step

TURNS = st.tuples(st.sampled_from(Decision), st.booleans(), st.booleans(), st.booleans())


@settings(max_examples=60)
@given(play=PLAYS, turn=TURNS, which=st.integers(0, 7), in_bulk=st.booleans())
def test_decide_then_undo_is_identity(
    site: Flask,
    company: Company,
    play: list[Step],
    turn: tuple[Decision, bool, bool, bool],
    which: int,
    in_bulk: bool,
) -> None:
    with site.app_context():
        stage = Play(company)
        stage.begin()
        for step in play:
            stage.take(step)
        rows = stage.comments()
        if not rows:
            return
        before = as_it_stands(stage)
        decision, with_replies, edits, redacts = turn
        choice = stage.choice(
            decision, with_replies=with_replies, edits=edits and not in_bulk, redacts=redacts and not in_bulk
        )
        if in_bulk:
            items = [(row["id"], row["version"]) for row in rows]
            batch, outcomes = decide_many(items, choice, by=stage.people["ana"], now=stage.now)
            if not any(one.entry_id for one in outcomes):
                return
            taken_back = undo_batch(batch, by=stage.people["ana"], now=stage.now)
            assert all(one.refusal is None for one in taken_back)
        else:
            row = rows[which % len(rows)]
            try:
                done = decide(row["id"], choice, seen=row["version"], by=stage.people["ana"], now=stage.now)
            except Refused:
                assert as_it_stands(stage) == before
                return
            if done.entry is None:
                return
            undo(done.entry.id, by=stage.people["ana"], now=stage.now)
        assert as_it_stands(stage) == before
        assert_counted(stage.post_id)


def as_it_stands(stage: Play) -> dict[str, Any]:
    """All that moderation decides. Versions only ever grow, and a letter that waits again may leave a little later."""
    letters = db.session.scalars(sa.select(Job.payload).where(Job.name == "tell_writer"))
    return {
        "comments": [{**row, "version": None} for row in stage.comments()],
        "post": stored_counters(stage.post_id),
        "site": site_counters(),
        "letters": sorted((one["comment_id"], one["old"], one["new"]) for one in letters),
        "findings": findings_in(stage),
        "flags": answers_of(Flag, stage),
        "appeals": answers_of(Appeal, stage),
    }


def findings_in(stage: Play) -> list[tuple[Any, ...]]:
    """Every finding in any text of the play's comments."""
    statement = (
        sa.select(*Finding.__table__.columns)
        .join(Comment, Comment.id == Finding.comment_id)
        .where(Comment.post_id == stage.post_id)
        .order_by(Finding.id)
    )
    return [tuple(map(repr, row)) for row in db.session.execute(statement)]


def answers_of(asked: type[Flag] | type[Appeal], stage: Play) -> list[tuple[Any, ...]]:
    """Every flag, or appeal, with what decisions have made of it."""
    statement = (
        sa.select(*asked.__table__.columns)
        .join(Comment, Comment.id == asked.comment_id)
        .where(Comment.post_id == stage.post_id)
        .order_by(asked.comment_id, asked.created_at)
    )
    return [tuple(row) for row in db.session.execute(statement)]
