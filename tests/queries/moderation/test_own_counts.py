"""What waits for an author who moderates the comments on the own posts."""

from forum.domain.comment_states import State
from forum.domain.scopes import NOTHING, Scope
from forum.queries.desk import oldest_pending
from forum.queries.moderation.queue import QUEUES, queue_counts_of
from tests.factories.posts import make_post
from tests.operations.moderation.scene import Scene
from tests.support.moments import LONG_AGO, NOW

P, A, S = State.PENDING, State.APPROVED, State.SPAM


def test_an_authors_counts_are_those_of_the_own_posts(scene: Scene) -> None:
    other = make_post(scene.cast.dara.actor, published_at=LONG_AGO).id
    for state in (P, P, A, S):
        scene.comment(state, now=NOW)
    scene.comment(P, withdrawn=True)
    scene.comment(P, post_id=other, now=LONG_AGO)
    chanthy, dara = Scope(author_id=scene.cast.chanthy.id), Scope(author_id=scene.cast.dara.id)
    nothing = dict.fromkeys(QUEUES, 0)
    assert queue_counts_of(chanthy) == nothing | {P: 2, A: 1, S: 1}
    assert queue_counts_of(dara) == nothing | {P: 1}
    assert queue_counts_of(NOTHING) == queue_counts_of(Scope(author_id=scene.cast.elin.id)) == nothing
    assert (oldest_pending(chanthy), oldest_pending(dara)) == (NOW, LONG_AGO)
    assert oldest_pending() == LONG_AGO
    scene.settle(comments_mode="suspects")
    scene.comment()
    assert queue_counts_of(chanthy) == nothing | {P: 2, A: 2, S: 1, "second_look": 1}
