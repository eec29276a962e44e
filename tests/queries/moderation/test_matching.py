"""All that match: the same comments as on the pages of the queue, in the same order, counted exactly."""

import pytest
import sqlalchemy as sa

from forum.db import transaction
from forum.domain.actors import Actor
from forum.domain.comment_states import State
from forum.domain.scopes import WHOLE_SITE, Scope, scope_of
from forum.models import Comment
from forum.queries.moderation.matching import all_that_match, count_matching, glimpses
from forum.queries.moderation.narrowing import Filters
from forum.queries.moderation.queue import queue_page
from tests.factories.people import make_category, make_moderator_of, scoped_actor
from tests.factories.posts import make_post
from tests.operations.moderation.scene import Scene
from tests.support.moments import LONG_AGO, after
from tests.support.statements import count_statements

P, A, R, S, T = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM, State.TRASHED


@pytest.fixture
def fai(scene: Scene) -> Actor:
    """Moderates one of two categories; in each stand comments of every state, and one that looks like spam."""
    numbers = [make_category(scene.cast, name) for name in ("Guides", "Court news")]
    for category in numbers:
        post = make_post(scene.cast.chanthy.actor, category_id=category, published_at=LONG_AGO).id
        waiting = [
            scene.comment(state, post_id=post, body=f"Of boats, {n}.", now=after(n))
            for n, state in enumerate((P, A, R, S, T, P, P, A))
        ]
        with transaction() as session:
            session.execute(sa.update(Comment).where(Comment.id == waiting[0]).values(spam_score=0.95))
    return scoped_actor(make_moderator_of(scene.cast, numbers[:1]), numbers[:1])


def pages(filters: Filters, by: Actor) -> list[tuple[int, int]]:
    """What the pages of the queue show, one after the other."""
    found, cursor = [], None
    while True:
        page = queue_page(filters, by=by, cursor=cursor, limit=2, authors_moderate_own=True)
        found += [(item.id, item.version) for item in page.items]
        if (cursor := page.next_cursor) is None:
            return found


@pytest.mark.parametrize(
    "queue", ["pending", "second_look", "approved", "rejected", "spam", "trashed", "muted"]
)
@pytest.mark.parametrize(
    "narrow", [{}, {"q": "boats"}, {"category": "court-news"}, {"writer": "Mali"}], ids=str
)
def test_they_are_what_the_queue_shows(scene: Scene, fai: Actor, queue: str, narrow: dict[str, str]) -> None:
    filters = Filters(queue=queue, **narrow)
    for by in (scene.ana, fai):
        scope, shown = scope_of(by, authors_moderate_own=True), pages(filters, by)
        found = all_that_match(filters, scope=scope, limit=100)
        assert (found.total, list(found.pairs)) == (len(shown), shown)
        cut = all_that_match(filters, scope=scope, limit=1)
        assert (cut.total, list(cut.pairs)) == (len(shown), shown[:1])
        assert count_matching(filters, scope=scope) == len(shown)
        assert count_matching(filters, scope=scope, among=[number for number, _ in shown[1:]]) == len(
            shown[1:]
        )


def test_they_cost_three_statements_at_most(scene: Scene, fai: Actor) -> None:
    scope = scope_of(fai, authors_moderate_own=True)
    with count_statements(at_most=3):
        assert all_that_match(Filters(q="boats", language="en"), scope=scope, limit=1).total == 3


def test_a_glimpse_shows_nothing_of_others(scene: Scene, fai: Actor) -> None:
    mine = [number for number, _ in pages(Filters(), fai)]
    everything = [number for number, _ in pages(Filters(), scene.ana)]
    scope = scope_of(fai, authors_moderate_own=True)
    with count_statements(at_most=2):
        assert [one.id for one in glimpses(everything, scope=scope)] == mine
    assert len(glimpses(everything, scope=WHOLE_SITE, length=4)[0].words) <= 4
    assert glimpses(everything, scope=Scope()) == []
