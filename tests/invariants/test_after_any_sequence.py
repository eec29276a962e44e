"""What must hold after any sequence of events, whoever takes part. Looked at after every step."""

from contextlib import suppress
from itertools import pairwise

import sqlalchemy as sa
from flask import Flask
from hypothesis import given, settings

from forum.db import db
from forum.domain.actors import ActorKind
from forum.domain.appeals import AppealOutcome
from forum.domain.comment_states import Decision, Standing, State, is_public, leaves_tombstone
from forum.domain.flags import FlagOutcome
from forum.domain.post_states import PostState
from forum.domain.post_states import is_public as post_is_public
from forum.domain.refusals import Refused
from forum.domain.threading import SHOWN_DEPTH
from forum.models import Appeal, Comment, CommentRevision, Finding, Flag, Job, LogEntry, Post
from forum.operations.moderation.deciding import decide
from forum.queries.feeds import newest_comments
from forum.queries.public import comment_is_public
from forum.queries.thread import place_of_comment, thread_of
from tests.invariants.company import Company
from tests.invariants.play import Play
from tests.invariants.recount import COUNTERS, Row, assert_counted, recount, site_counters, standing_in
from tests.invariants.steps import PLAYS, Step


@settings(max_examples=80)
@given(play=PLAYS)
def test_the_promises_hold(site: Flask, company: Company, play: list[Step]) -> None:
    with site.app_context():
        stage = Play(company)
        stage.begin()
        for step in play:
            stage.take(step)
            rows = stage.comments()
            public = public_by_the_law(stage, rows)
            assert_counted(stage.post_id)
            assert_log_folds_to_the_state(stage, rows)
            assert_what_waits_has_a_finding(rows)
            assert_one_predicate(stage, public)
            assert_marked_as_moderated(rows)
            assert_flags_are_looked_at(rows)
            assert_appeals_are_answered_by_others(rows)
            assert all(row["body"] in stage.passed[row["id"]] for row in rows if row["id"] in public)
        assert_readers_see(stage, rows, public)
        assert_the_site_is_the_sum_of_its_posts()
        assert_nothing_is_buried(stage)
        assert_nothing_written_in_log_or_outbox(stage)


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
        # A flag alone changes nothing for whoever is deciding: no standing, no version.
        flags = [entry for entry in entries[row["id"]] if entry.version is None]
        assert {(entry.verb, entry.before, entry.after) for entry in flags} <= {("comment.flag", None, None)}
        own = [entry for entry in entries[row["id"]] if entry.version is not None]
        assert own[0].before is None
        assert all(later.before == earlier.after for earlier, later in pairwise(own))
        assert Standing.from_facts(own[-1].after or {}) == standing_in(row)
        # What a rule made of a text stands behind its writer's entry, in the same step; what readers' flags brought
        # about is a step of its own.
        steps = [
            entry.version
            for entry in own
            if entry.actor_kind is not ActorKind.RULE or entry.verb == "comment.flag_up"
        ]
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


def assert_marked_as_moderated(rows: list[Row]) -> None:
    """ "Edited by a moderator" stands on the texts that are a moderator's, and on no others."""
    texts = sa.select(CommentRevision.comment_id, CommentRevision.number).where(
        CommentRevision.by_moderator, CommentRevision.comment_id.in_([row["id"] for row in rows])
    )
    moderated = {tuple(text) for text in db.session.execute(texts)}
    for row in rows:
        is_moderated = (row["id"], row["current_revision"]) in moderated
        assert (row["edited_by_moderator_at"] is not None) is is_moderated


def assert_flags_are_looked_at(rows: list[Row]) -> None:
    """No public comment has open flags that weigh enough and waits for no look; what has been decided about stands with
    a decision, and nothing stays open about what its writer took back."""
    flags: dict[int, list[Flag]] = {row["id"]: [] for row in rows}
    for flag in db.session.scalars(sa.select(Flag).where(Flag.comment_id.in_(list(flags)))):
        flags[flag.comment_id].append(flag)
    for row in rows:
        own = flags[row["id"]]
        weight = sum(flag.weight for flag in own if flag.outcome is None)
        kept = {flag.entry_id for flag in own if flag.outcome is FlagOutcome.DISAGREED}
        if row["state"] == State.APPROVED and row["withdrawn_at"] is None and row["flagged_at"] is None:
            assert round(weight, 2) < 1 + len(kept)
        if row["flagged_at"] is not None:
            assert weight
            assert row["state"] in (State.PENDING, State.APPROVED)
            assert row["state"] == State.PENDING or row["review_reason"] is not None
        decided = db.session.scalars(
            sa.select(LogEntry.verb).where(LogEntry.id.in_({flag.entry_id for flag in own}))
        )
        gone = {flag.entry_id for flag in own if flag.outcome is FlagOutcome.GONE}
        assert set(decided) <= {f"comment.{decision}" for decision in Decision} | {"comment.withdraw"}
        assert bool(gone) <= (row["withdrawn_at"] is not None)
        if row["withdrawn_at"] is not None:
            assert all(flag.outcome is not None for flag in own)


def assert_appeals_are_answered_by_others(rows: list[Row]) -> None:
    """An appeal is open where its comment waits for it and nowhere else; who decided first has not answered it."""
    appeals = db.session.scalars(
        sa.select(Appeal).where(Appeal.comment_id.in_([row["id"] for row in rows]))
    ).all()
    assert {one.comment_id for one in appeals if one.outcome is None} == {
        row["id"] for row in rows if row["appealed_at"] is not None
    }
    for one in appeals:
        if one.outcome in (AppealOutcome.UPHELD, AppealOutcome.OVERTURNED):
            assert one.answer
            assert one.entry_id is not None
            entry = db.session.get_one(LogEntry, one.entry_id)
            assert entry.actor_id != one.against_user_id
            assert entry.verb != "comment.hold"


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
    fed = newest_comments(size=50, now=stage.now, post_id=stage.post_id).items
    assert {one.id for one in fed} == public
    assert all(one.body_html == texts[one.id]["body_html"] for one in fed)
    again = recount(rows)
    for n, row in texts.items():
        below = {"hidden_ancestors": again.hidden[n], "public_descendants": again.below[n]}
        assert leaves_tombstone(standing_in(row), **below) is (n in again.tombstones)
    assert {n for n in texts if place_of_comment(n, size=50, now=stage.now) is not None} == public
    thread = thread_of(stage.post_id, size=50)
    assert thread is not None
    shown = shown_in(rows)
    shallow = {n for n, row in texts.items() if row["depth"] <= SHOWN_DEPTH}
    assert {one.id for one in thread.comments if one.gone} == again.tombstones & shallow
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


def assert_nothing_is_buried(stage: Play) -> None:
    """Whatever hides its replies, moderators can show them again; then all that is approved stands in the thread."""
    for row in [row for row in stage.comments() if row["hides_replies"]]:
        for decision in (Decision.RESTORE, Decision.APPROVE):
            for moderator in ("ana", "boun"):  # of an appeal one of them may be barred
                now = next(one for one in stage.comments() if one["id"] == row["id"])
                if now["hides_replies"]:
                    with suppress(Refused):
                        by = stage.people[moderator]
                        decide(row["id"], stage.choice(decision), seen=now["version"], by=by, now=stage.now)
    rows = stage.comments()
    assert not any(row["hides_replies"] for row in rows)
    approved = {row["id"] for row in rows if row["state"] == State.APPROVED and row["withdrawn_at"] is None}
    assert assert_counted(stage.post_id).public == shown_in(rows) == approved
