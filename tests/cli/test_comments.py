"""``forum comments …`` and ``forum jobs …``: what they say."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.app import create_app
from forum.config import load_settings
from forum.db import db, transaction
from forum.domain.comment_states import State
from forum.models import Comment, CommentRevision, Job, SpamModel, Tally
from tests.cast import gather, meet
from tests.cli.commands import Shell, sentence_of
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.support.applications import close_app

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def site(shell: Shell):
    app = create_app(load_settings(shell.environment))
    gather(app)
    cast = meet(app)
    with app.app_context():
        post = make_post(by=cast.chanthy.actor)
        for _ in range(3):
            make_comment(post.id, state=State.APPROVED, moderator=cast.ana.actor)
    yield app
    close_app(app)


def test_recount_says_how_many_numbers_differed(shell: Shell, site: Flask) -> None:
    assert shell.run("comments", "recount").stdout == "Numbers that differed and are right now: 0.\n"
    with site.app_context(), transaction() as session:
        session.execute(sa.update(Tally).where(Tally.name == "pending").values(n=5))
    done = shell.run("comments", "recount")
    assert (done.exit_code, done.stdout) == (0, "Numbers that differed and are right now: 1.\n")
    assert "Counting posts" in done.stderr


def test_rerender_says_how_many_texts_changed(shell: Shell, site: Flask) -> None:
    with site.app_context(), transaction() as session:
        session.execute(sa.update(Comment).values(body_html="<p>old</p>"))
    done = shell.run("comments", "rerender")
    assert (done.exit_code, done.stdout) == (0, "Texts that have other HTML than before: 3.\n")
    assert "Rendering comments" in done.stderr


def test_rerender_goes_on_past_a_text_that_is_refused_and_names_it(shell: Shell, site: Flask) -> None:
    with site.app_context(), transaction() as session:
        session.execute(
            sa.update(CommentRevision).where(CommentRevision.comment_id == 2).values(body="x" * 10_001)
        )
        session.execute(sa.update(Comment).values(body_html="<p>old</p>"))
    done = shell.run("comments", "rerender")
    assert sentence_of(done) == "The sanitiser does not take comment 2: what was stored is still shown."
    assert done.stdout == "Texts that have other HTML than before: 2.\n"


def test_jobs_that_failed_are_listed_and_start_again(shell: Shell, site: Flask) -> None:
    assert shell.run("jobs", "failed").stdout == "No job has failed for good.\n"
    with site.app_context(), transaction() as session:
        session.add(
            Job(
                name="send_mail",
                payload={"to": "elin@reader.example"},
                run_at=AT,
                created_at=AT,
                attempts=8,
                last_error="MailFailed: the mail server cannot be reached",
                failed_at=AT,
            )
        )
    listed = shell.run("jobs", "failed").stdout
    assert "send_mail  2026-03-02 09:00 UTC  MailFailed: the mail server cannot be reached" in listed
    assert "elin" not in listed
    assert shell.run("jobs", "retry").stdout == "Jobs that start again: 1.\n"
    assert shell.run("jobs", "failed").stdout == "No job has failed for good.\n"


def test_train_says_what_it_learned_and_how_well_it_does(shell: Shell, site: Flask) -> None:
    with site.app_context():
        cast = meet(site)
        waits = make_comment(1, body="Earn money fast, offer").id
        for number in range(30):
            make_comment(
                1, body=f"Earn money fast, offer {number}", state=State.SPAM, moderator=cast.ana.actor
            )
            make_comment(
                1, body=f"The bridge is {number} years old", state=State.APPROVED, moderator=cast.ana.actor
            )
    done = shell.run("comments", "train")
    assert done.exit_code == 0
    assert "Reading decisions" in done.stderr
    assert "Learning" in done.stderr
    lines = done.stdout.splitlines()
    assert lines[:2] == [
        "Learned from 63 decisions: 30 spam, 33 not.",
        "A model of the first 44 decisions, asked about the 19 after them:",
    ]
    assert lines[2] == "  p >= 0.5   recall 100.0% (9 of 9)  false positives 0.0% (0 of 10)"
    assert [line[:11] for line in lines[3:5]] == ["  p >= 0.9 ", "  p >= 0.99"]
    assert lines[5:] == ["Scores that are others now, of what waits: 1."]
    with site.app_context():
        assert db.session.get_one(Comment, waits).spam_score > 0.5
        row = db.session.execute(sa.select(SpamModel)).scalar_one()
        assert (row.spam, row.ham, row.version) == (30, 33, 1)
        assert row.learned_until > 0


def test_train_on_a_site_without_spam_promises_nothing(shell: Shell, site: Flask) -> None:
    lines = shell.run("comments", "train").stdout.splitlines()
    assert lines[:2] == [
        "Learned from 3 decisions: 0 spam, 3 not.",
        "No comment is scored before 20 decisions of each kind.",
    ]
    assert "recall unknown (none)" in lines[3]
