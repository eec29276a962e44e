"""What must hold after any sequence of events, whoever takes part. Looked at after every step."""

from itertools import pairwise

import sqlalchemy as sa
from flask import Flask
from hypothesis import given, settings

from forum.db import db
from forum.domain.actors import ActorKind
from forum.domain.comment_states import ReviewReason, Standing, State, is_public
from forum.domain.post_states import PostState
from forum.domain.post_states import is_public as post_is_public
from forum.models import Comment, Finding, Job, LogEntry, Post
from forum.queries.feeds import newest_comments
from forum.queries.public import comment_is_public
from forum.queries.thread import place_of_comment, thread_of
from tests.cast import Cast
from tests.invariants.play import Play
from tests.invariants.recount import COUNTERS, Row, assert_counted, site_counters
from tests.invariants.steps import PLAYS, Step


@settings(max_examples=120)
@given(play=PLAYS)
def test_the_promises_hold(site: Flask, cast: Cast, play: list[Step]) -> None:
    with site.app_context():
        stage = Play(cast)
        stage.begin()
        for step in play:
            stage.take(step)
            rows = stage.comments()
            public = public_by_the_law(stage, rows)
            assert_counted(stage.post_id)
            assert_log_folds_to_the_state(stage, rows)
            assert_what_waits_has_a_finding(rows)
            assert_one_predicate(stage, public)
            assert all(row["body"] in stage.passed[row["id"]] for row in rows if row["id"] in public)
        assert_readers_see(stage, rows, public)
        assert_the_site_is_the_sum_of_its_posts()
        assert_nothing_written_in_log_or_outbox(stage)


def standing_in(row: Row) -> Standing:
    return Standing(
        state=State(row["state"]),
        previous_state=row["previous_state"] and State(row["previous_state"]),
        review=row["review_reason"] and ReviewReason(row["review_reason"]),
        hides_replies=row["hides_replies"],
        is_withdrawn=row["withdrawn_at"] is not None,
        resubmissions=row["resubmissions"],
        revision=row["current_revision"],
    )


def public_by_the_law(stage: Play, rows: list[Row]) -> set[int]:
    """The rule on paper, asked of each comment."""
    state, published_at = db.session.execute(
        sa.select(Post.state, Post.published_at).where(Post.id == stage.post_id)
    ).one()
    shown = post_is_public(PostState(state), published_at, stage.now)
    return {
        row["id"]
        for row in rows
        if is_public(standing_in(row), hidden_ancestors=row["hidden_ancestors"], post_is_public=shown)
    }


def assert_log_folds_to_the_state(stage: Play, rows: list[Row]) -> None:
    entries: dict[int, list[LogEntry]] = {row["id"]: [] for row in rows}
    for entry in stage.log():
        entries[entry.comment_id or 0].append(entry)
    for row in rows:
        own = entries[row["id"]]
        assert own[0].before is None
        assert all(later.before == earlier.after for earlier, later in pairwise(own))
        assert Standing.from_facts(own[-1].after or {}) == standing_in(row)
        # What a rule made of a text stands behind its writer's entry, in the same step.
        steps = [entry.version for entry in own if entry.actor_kind is not ActorKind.RULE]
        assert steps == list(range(1, row["version"] + 1))


def assert_what_waits_has_a_finding(rows: list[Row]) -> None:
    found = db.session.execute(
        sa.select(Finding.comment_id, Finding.revision).where(
            Finding.severity == "hold", Finding.comment_id.in_([row["id"] for row in rows])
        )
    )
    explained = {(one.comment_id, one.revision) for one in found}
    for row in rows:
        if row["state"] == State.PENDING:
            assert (row["id"], row["current_revision"]) in explained


def assert_one_predicate(stage: Play, public: set[int]) -> None:
    in_sql = db.session.scalars(
        sa.select(Comment.id)
        .join(Post, Post.id == Comment.post_id)
        .where(Comment.post_id == stage.post_id, comment_is_public(stage.now))
    )
    assert set(in_sql) == public


def assert_readers_see(stage: Play, rows: list[Row], public: set[int]) -> None:
    """The questions that readers' pages ask give what is public, in its place, and nothing of the rest."""
    texts = {row["id"]: row for row in rows}
    fed = newest_comments(size=50, now=stage.now, post_id=stage.post_id)
    assert {one.id for one in fed} == public
    assert all(one.body_html == texts[one.id]["body_html"] for one in fed)
    assert {n for n in texts if place_of_comment(n, size=50, now=stage.now) is not None} == public
    thread = thread_of(stage.post_id, size=50)
    assert thread is not None
    shown = shown_in(rows)
    for one in thread.comments:
        assert (one.gone is None) is (one.id in shown)
        if one.gone is not None:
            assert (one.body_html, one.name, one.language) == (None, None, None)
            # A tombstone stands for the sake of a public answer somewhere below.
            assert any(texts[number]["path"].startswith(texts[one.id]["path"]) for number in shown)


def shown_in(rows: list[Row]) -> set[int]:
    """What would be public if the post were."""
    return {
        row["id"]
        for row in rows
        if is_public(standing_in(row), hidden_ancestors=row["hidden_ancestors"], post_is_public=True)
    }


def assert_the_site_is_the_sum_of_its_posts() -> None:
    columns = [sa.func.sum(getattr(Post, f"{name}_count")).label(name) for name in COUNTERS]
    assert site_counters() == dict(db.session.execute(sa.select(*columns)).one()._mapping)


def assert_nothing_written_in_log_or_outbox(stage: Play) -> None:
    kept = [
        *db.session.execute(sa.select(*LogEntry.__table__.columns).where(LogEntry.post_id == stage.post_id)),
        *db.session.execute(sa.select(*Job.__table__.columns)),
    ]
    assert f"of{stage.number}end" not in repr([tuple(row) for row in kept])
