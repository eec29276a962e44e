"""The spam score's job."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.db import db
from forum.domain.comment_states import State
from forum.domain.site_settings import SiteSettings
from forum.jobs.registry import JOBS
from forum.jobs.timetable import next_five_minutes
from forum.models import Comment
from forum.operations.jobs import claim_job
from forum.queries.spam import current_model
from tests.cast import Cast
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.jobs.mailboxes import Mailbox, outside_of
from tests.operations.spam.teaching import SPAM, teach
from tests.support.moments import after


@pytest.mark.parametrize(
    ("now", "at"), [("09:00:00", "09:05:00"), ("09:04:59", "09:05:00"), ("09:57:01", "10:00:00")]
)
def test_it_comes_every_five_minutes(now: str, at: str) -> None:
    def on_the_day(time: str) -> datetime:
        return datetime.fromisoformat(f"2026-03-02 {time}").replace(tzinfo=UTC)

    assert next_five_minutes(on_the_day(now), SiteSettings()) == on_the_day(at)


def test_it_learns_and_twice_is_as_good_as_once(in_app: Flask, cast: Cast) -> None:
    post = make_post(by=cast.chanthy.actor)
    make_comment(post.id, state=State.SPAM, moderator=cast.ana.actor)
    for _ in range(2):
        JOBS["learn_from_decisions"]({}, outside_of(in_app, Mailbox()), after(minutes=5))
    model = current_model()
    assert model is not None
    assert (model.spam, model.ham) == (1, 0)


def test_what_it_has_learned_is_asked_about_what_waits(in_app: Flask, cast: Cast) -> None:
    post = make_post(by=cast.chanthy.actor)
    waits = make_comment(post.id, body=SPAM, name="Best Bonus").id
    outside, learned = outside_of(in_app, Mailbox()), after(minutes=5)
    JOBS["learn_from_decisions"]({}, outside, learned)
    assert claim_job("worker", now=learned, lease_seconds=60) is None
    teach()
    make_comment(post.id, state=State.SPAM, moderator=cast.ana.actor)
    for _ in range(2):
        JOBS["learn_from_decisions"]({}, outside, learned)
    job = claim_job("worker", now=learned, lease_seconds=60)
    assert job is not None
    assert (job.name, job.payload) == ("score_waiting", {})
    assert claim_job("another", now=learned, lease_seconds=60) is None
    JOBS[job.name](job.payload, outside, learned)
    score = db.session.scalar(sa.select(Comment.spam_score).where(Comment.id == waits))
    assert score is not None
    assert score > 0.9
