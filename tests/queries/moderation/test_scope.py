"""A moderator of some categories sees their comments, and of others nothing, wherever the desk asks."""

from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import Actor
from forum.domain.comment_states import State
from forum.domain.scopes import NOTHING, WHOLE_SITE, Scope, scope_of
from forum.models import Post
from forum.queries.desk import oldest_pending
from forum.queries.digest import digest_at
from forum.queries.moderation.narrowing import Filters
from forum.queries.moderation.queue import QUEUES, item_by_id, queue_counts, queue_counts_of, queue_page
from forum.queries.moderation.scope import areas_of, areas_of_each, posts_in
from tests.factories.people import make_category, make_moderator_of, scoped_actor
from tests.factories.posts import make_post
from tests.operations.moderation.scene import Scene
from tests.support.moments import LONG_AGO, NOW

P, A = State.PENDING, State.APPROVED


@dataclass(frozen=True)
class Two:
    """Two categories, a post of Chanthy in each, and a moderator of the first. Of the comments, ``own`` waits in the
    first, ``foreign`` in the second, for longer."""

    fai: Actor
    mine: int
    theirs: int
    own: int
    foreign: int

    @property
    def scope(self) -> Scope:
        return scope_of(self.fai, authors_moderate_own=True)


@pytest.fixture
def two(scene: Scene) -> Two:
    mine, theirs = make_category(scene.cast, "Guides"), make_category(scene.cast, "Court news")
    fai = scoped_actor(make_moderator_of(scene.cast, [mine]), [mine])
    at = {
        number: make_post(scene.cast.chanthy.actor, category_id=number, published_at=LONG_AGO).id
        for number in (mine, theirs)
    }
    own = scene.comment(P, post_id=at[mine], body="A question about the boats.", now=NOW)
    foreign = scene.comment(P, post_id=at[theirs], body="Another about the boats.", now=LONG_AGO)
    scene.comment(A, post_id=at[theirs])
    return Two(fai, mine, theirs, own, foreign)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(q="boats"),
        Filters(writer="Mali"),
        Filters(rule="mode"),
        Filters(language="en"),
    ],
    ids=str,
)
def test_queues_filters_and_the_search_hold_nothing_of_others(
    scene: Scene, two: Two, filters: Filters
) -> None:
    seen = {
        by.name: {item.id for item in queue_page(filters, by=by, authors_moderate_own=True).items}
        for by in (two.fai, scene.ana)
    }
    assert seen == {"Fai": {two.own} & seen["Ana"], "Ana": seen["Ana"]}
    assert two.foreign in seen["Ana"] or filters.language


def test_no_filter_leads_out_of_ones_categories(scene: Scene, two: Two) -> None:
    theirs = db.session.scalars(sa.select(Post.slug).where(Post.category_id == two.theirs)).one()
    for filters in (Filters(post=theirs), Filters(category="court-news"), Filters(queue="approved")):
        assert queue_page(filters, by=scene.ana, authors_moderate_own=True).items
        assert queue_page(filters, by=two.fai, authors_moderate_own=True).items == []


def test_counts_the_oldest_and_the_letter_are_of_ones_categories(scene: Scene, two: Two) -> None:
    assert queue_counts_of(two.scope) == dict.fromkeys(QUEUES, 0) | {P: 1}
    assert queue_counts_of(WHOLE_SITE) == queue_counts()
    assert (oldest_pending(two.scope), oldest_pending()) == (NOW, LONG_AGO)
    waiting = digest_at(NOW, two.scope).pending
    assert waiting is not None
    assert (waiting.n, waiting.oldest.total_seconds()) == (1, 0)
    assert digest_at(NOW, NOTHING).total == 0


def test_a_comment_elsewhere_is_not_there(two: Two) -> None:
    assert item_by_id(two.own, scope=two.scope) is not None
    assert item_by_id(two.foreign, scope=two.scope) is None
    assert item_by_id(two.own, scope=NOTHING) is None
    assert item_by_id(two.foreign) is not None


def test_the_sql_says_what_the_law_says(scene: Scene, two: Two) -> None:
    posts = db.session.execute(sa.select(Post.id, Post.author_id, Post.category_id)).all()
    scopes = [
        WHOLE_SITE,
        NOTHING,
        two.scope,
        Scope(categories=frozenset({two.mine, two.theirs})),
        Scope(author_id=scene.cast.chanthy.id),
        Scope(author_id=scene.cast.dara.id),
    ]
    for scope in scopes:
        held = {post.id for post in posts if scope.holds(author_id=post[1], category_id=post[2])}
        assert set(db.session.scalars(sa.select(Post.id).where(posts_in(scope)))) == held


def test_who_has_no_category_has_the_whole_site(scene: Scene, two: Two) -> None:
    assert areas_of(scene.cast.ana.id) is None
    assert areas_of_each([two.fai.id, scene.cast.ana.id]) == {two.fai.id: frozenset({two.mine})}
