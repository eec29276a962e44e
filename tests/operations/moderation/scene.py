"""One post with its people, and short ways to do and to look. Everything goes through the real verbs, and everything
is read as rows, past what a session remembers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.db import db
from forum.domain.actors import Actor, ActorKind
from forum.domain.comment_states import Decision, ReasonCode, Standing, State
from forum.domain.refusals import Refused
from forum.models import Comment, CommentRevision, Finding, Job, LogEntry, Post
from forum.operations.comments.editing import edit_comment
from forum.operations.jobs import claim_job, finish_job
from forum.operations.moderation.deciding import Choice, Decided, decide
from forum.operations.settings import change_settings
from tests.cast import Cast
from tests.factories.comments import AT_EASE, make_comment
from tests.factories.posts import make_post
from tests.invariants.recount import COUNTERS, site_counters, standing_in, stored_counters
from tests.support.moments import LONG_AGO, NOW


@dataclass(frozen=True)
class Scene:
    """``post_id`` is Chanthy's post; the site holds everyone."""

    cast: Cast
    post_id: int

    @property
    def ana(self) -> Actor:
        return self.cast.ana.actor

    @property
    def elin(self) -> Actor:
        return self.cast.elin.actor

    def comment(self, state: State | None = None, *, post_id: int | None = None, **more: Any) -> int:
        """A comment in ``state``; its number."""
        more.setdefault("now", LONG_AGO)
        return make_comment(post_id or self.post_id, state=state, moderator=self.ana, **more).id

    def decide(
        self,
        number: int,
        decision: Decision,
        *,
        seen: int | None = None,
        by: Actor | None = None,
        now: datetime = NOW,
        reason: ReasonCode = ReasonCode.OFF_TOPIC,
        **choice: Any,
    ) -> Decided:
        """Ana's decision on the comment as it stands, unless said otherwise."""
        choice.setdefault("reason_code", reason if decision is Decision.REJECT else None)
        seen = row(number)["version"] if seen is None else seen
        return decide(number, Choice(decision, **choice), seen=seen, by=by or self.ana, now=now)

    def edit(self, number: int, body: str, *, by: Actor, now: datetime = NOW, seen: int | None = None) -> int:
        """The writer's new text for the comment; its revision."""
        seen = row(number)["version"] if seen is None else seen
        return edit_comment(number, body, seen=seen, speed=AT_EASE, by=by, now=now).current_revision

    def settle(self, **settings: Any) -> None:
        """What the administrator decides about the site."""
        change_settings(settings, by=self.cast.boun.actor, now=LONG_AGO)

    def counters(self) -> dict[str, tuple[int, int]]:
        """Each counter on the post and on the site."""
        on_post, on_site = stored_counters(self.post_id), site_counters()
        return {name: (on_post[name], on_site[name]) for name in COUNTERS}


@pytest.fixture
def scene(engine_app: Flask, cast: Cast) -> Iterator[Scene]:
    """A scene on each engine, with an open application context."""
    with engine_app.app_context():
        yield Scene(cast, make_post(cast.chanthy.actor, published_at=LONG_AGO).id)


def row(number: int) -> dict[str, Any]:
    """The stored comment."""
    statement = sa.select(*Comment.__table__.columns).where(Comment.id == number)
    return dict(db.session.execute(statement).one()._mapping)


def writer(number: int) -> Actor:
    """The guest who wrote the comment, known by the edit code."""
    now = row(number)
    return Actor(ActorKind.GUEST, now["author_name"], id=now["guest_id"], is_confirmed=True)


def standing(number: int) -> Standing:
    return standing_in(row(number))


def state(number: int) -> State:
    return standing(number).state


def log_of(number: int) -> list[LogEntry]:
    """The comment's entries, oldest first."""
    statement = sa.select(LogEntry).where(LogEntry.comment_id == number).order_by(LogEntry.id)
    return list(db.session.scalars(statement))


def letters(number: int) -> list[dict[str, Any]]:
    """What waits to be told to the comment's writer: the payload with the time at which it leaves."""
    jobs = db.session.execute(
        sa.select(Job.payload, Job.run_at).where(Job.name == "tell_writer").order_by(Job.id)
    )
    return [{**payload, "run_at": at} for payload, at in jobs if payload["comment_id"] == number]


def ways(number: int) -> list[tuple[State, State]]:
    """The same as old and new state."""
    return [(State(letter["old"]), State(letter["new"])) for letter in letters(number)]


def send_letters(now: datetime) -> int:
    """What a worker does when they are due; how many."""
    sent = 0
    while job := claim_job("worker", now=now, lease_seconds=60):
        finish_job(job)
        sent += 1
    return sent


def findings(number: int) -> list[str]:
    """The rules that found something in the text that stands."""
    return list(
        db.session.scalars(
            sa.select(Finding.rule)
            .join(Comment, Comment.id == Finding.comment_id)
            .where(Comment.id == number, Finding.revision == Comment.current_revision)
            .order_by(Finding.id)
        )
    )


def texts(number: int) -> list[tuple[int, str, bool]]:
    """Number, source, and whether a moderator wrote it, of every text the comment had."""
    statement = (
        sa.select(CommentRevision.number, CommentRevision.body, CommentRevision.by_moderator)
        .where(CommentRevision.comment_id == number)
        .order_by(CommentRevision.number)
    )
    return [(one.number, one.body, one.by_moderator) for one in db.session.execute(statement)]


def stamp(post_id: int) -> int:
    return db.session.scalar(sa.select(Post.revision).where(Post.id == post_id)) or 0


@contextmanager
def refusal(code: str, kind: type[Refused] = Refused) -> Iterator[None]:
    """The block is refused with ``code``, and nothing is changed by it."""
    before = everything()
    with pytest.raises(kind) as refused:
        yield
    assert refused.value.code == code
    assert type(refused.value) is kind
    assert everything() == before


def everything() -> dict[str, Any]:
    """All that a verb about comments could change."""
    tables = (Comment, CommentRevision, Finding, Job)
    return {
        **{
            table.__tablename__: sorted(
                map(repr, db.session.execute(sa.select(*table.__table__.columns)).all())
            )
            for table in tables
        },
        "log": db.session.scalar(sa.select(sa.func.count()).select_from(LogEntry)),
        "site": site_counters(),
        "stamps": sorted(db.session.execute(sa.select(Post.id, Post.revision)).all()),
    }
