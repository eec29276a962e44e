"""Whoever looks at a queue is told of each comment that comes into it, and once, however long its writer's request
takes and whatever else happens meanwhile."""

import itertools
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from forum.db import db
from forum.domain.comment_states import Decision, State
from forum.domain.scopes import WHOLE_SITE
from forum.models import Comment
from forum.operations.moderation.deciding import Choice, decide
from forum.queries.moderation.narrowing import Filters
from forum.queries.moderation.news import OVERLAP, Mark, arrived_since, counts_and_mark
from tests.cast import Cast
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.operations.moderation.scene import row
from tests.support.moments import LONG_AGO, NOW

SECOND = timedelta(seconds=1)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["begin", "again"]), st.integers(0, 9)),
        st.tuples(st.sampled_from(["end", "end", "decide"]), st.integers(0, 9)),
        st.tuples(st.just("wait"), st.sampled_from([0, 1, 50, 119])),
        st.tuples(st.just("look"), st.just(0)),
    ),
    min_size=4,
    max_size=18,
)
_slugs = itertools.count(1)


class Play:
    """Writers whose requests begin and end, a moderator who decides, and pages that are made in between."""

    def __init__(self, cast: Cast) -> None:
        slug = f"news-{next(_slugs)}"
        self.ana, self.now = cast.ana.actor, NOW
        self.post = make_post(cast.chanthy.actor, slug=slug, published_at=LONG_AGO).id
        self.filters = Filters(post=slug)
        self.begun: list[tuple[datetime, int | None]] = []
        self.pages: list[tuple[Mark, set[tuple[int, datetime]]]] = []

    def queue(self) -> set[tuple[int, datetime]]:
        waits = Comment.waits_since.is_not(None)
        rows = db.session.execute(
            sa.select(Comment.id, Comment.waits_since).where(Comment.post_id == self.post, waits)
        )
        return {(number, at) for number, at in rows}

    def numbers(self, state: State) -> list[int]:
        found = sa.select(Comment.id).where(Comment.post_id == self.post, Comment.state == state)
        return list(db.session.scalars(found.order_by(Comment.id)))

    def step(self, what: str, which: int) -> None:
        if what == "begin":
            self.begun.append((self.now, None))
        elif what == "again" and (approved := self.numbers(State.APPROVED)):
            self.begun.append((self.now, approved[which % len(approved)]))
        elif what == "end" and self.begun:
            self.end(which % len(self.begun))
        elif what == "decide" and (waiting := self.numbers(State.PENDING)):
            self.decide(waiting[which % len(waiting)], Decision.APPROVE, self.now)
        elif what == "wait":
            # No request takes longer than the overlap.
            while self.begun and self.now + which * SECOND - self.begun[0][0] >= OVERLAP:
                self.end(0)
            self.now += which * SECOND
        elif what == "look":
            _, mark = counts_and_mark(self.filters, now=self.now, scope=WHOLE_SITE)
            self.pages.append((mark, self.queue()))

    def end(self, which: int) -> None:
        began, number = self.begun.pop(which)
        if number is None:
            make_comment(self.post, now=began)
        else:
            self.decide(number, Decision.HOLD, began)

    def decide(self, number: int, decision: Decision, now: datetime) -> None:
        decide(number, Choice(decision), seen=row(number)["version"], by=self.ana, now=now)


@settings(max_examples=40)
@given(steps=STEPS)
def test_each_is_told_once(site: Flask, cast: Cast, steps: list[tuple[str, int]]) -> None:
    with site.app_context():
        play = Play(cast)
        for step in steps:
            play.step(*step)
            for mark, seen in play.pages:
                new = play.queue() - seen
                assert arrived_since(play.filters, mark, scope=WHOLE_SITE) == len(new)
