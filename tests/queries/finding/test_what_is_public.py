"""Readers find what they may read, and nothing else: asked of each thing itself, whenever somebody searches."""

from datetime import timedelta

import sqlalchemy as sa

from forum.db import db, transaction
from forum.domain.comment_states import Decision, ReasonCode, State
from forum.domain.post_states import PostMove
from forum.models import Comment, Document, Post
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.moderation.undoing import undo
from forum.operations.posts.drafts import PostDraft
from forum.operations.posts.moving import move_post
from forum.operations.posts.restoring import restore_revision
from forum.operations.posts.saving import save_post
from tests.factories.posts import make_post
from tests.operations.moderation.scene import Scene, row, writer
from tests.queries.finding.scenes import comments, found, posts
from tests.support.moments import NOW, YESTERDAY

WORD = "The durian tree."


def test_a_draft_is_not_found_and_a_scheduled_post_by_the_clock(scene: Scene) -> None:
    by = scene.cast.chanthy.actor
    number = make_post(by, title="Durian", published_at=None).id
    assert posts("durian") == []
    save_post(number, PostDraft("Durian", WORD), seen=1, by=by, now=NOW, move=PostMove.PUBLISH)
    assert posts("durian") == [number]
    later = make_post(by, title="Durian", published_at=NOW + timedelta(hours=1)).id
    assert posts("durian") == [number]
    assert posts("durian", now=NOW + timedelta(hours=1)) == [later, number]
    move_post(number, PostMove.TRASH, by=by, now=NOW)
    assert posts("durian") == []
    move_post(number, PostMove.RESTORE, by=by, now=NOW)
    assert posts("durian") == []


def test_a_comment_is_found_in_no_state_but_one(scene: Scene) -> None:
    for state in State:
        scene.comment(state, body=WORD)
    public = [number for number in all_comments() if row(number)["state"] is State.APPROVED]
    assert comments("durian") == public
    assert len(public) == 1


def test_a_comment_goes_and_comes_with_each_decision(scene: Scene) -> None:
    number = scene.comment(State.APPROVED, body=WORD)
    assert comments("durian") == [number]
    for decision in (Decision.HOLD, Decision.REJECT, Decision.SPAM, Decision.TRASH):
        entry = scene.decide(number, decision).entry
        assert entry is not None
        assert comments("durian") == []
        undo(entry.id, by=scene.ana, now=NOW)
        assert comments("durian") == [number]
    withdraw_comment(number, by=writer(number), now=NOW)
    assert comments("durian") == []


def test_nothing_is_found_below_a_comment_that_hides_its_replies(scene: Scene) -> None:
    above = scene.comment(State.APPROVED, body="A tree.")
    below = scene.comment(State.APPROVED, body=WORD, reply_to=above)
    assert comments("durian") == [below]
    scene.decide(above, Decision.REJECT, with_replies=True)
    assert comments("durian") == []


def test_a_comment_goes_with_its_post(scene: Scene) -> None:
    number = scene.comment(State.APPROVED, body=WORD)
    by = scene.cast.chanthy.actor
    move_post(scene.post_id, PostMove.UNPUBLISH, by=by, now=NOW)
    assert comments("durian") == []
    move_post(scene.post_id, PostMove.PUBLISH, by=by, now=NOW)
    assert comments("durian") == [number]
    with transaction() as session:
        future = sa.update(Post).where(Post.id == scene.post_id).values(published_at=NOW + timedelta(days=1))
        session.execute(future)
    assert comments("durian") == []


def test_nobody_finds_a_comment_by_what_moderators_said_or_by_its_writers_name(scene: Scene) -> None:
    number = scene.comment(body=WORD, name="Walrus")
    rejected = scene.decide(
        number, Decision.REJECT, reason=ReasonCode.PERSONAL_DATA, note="A zebra crossing."
    )
    assert rejected.entry is not None
    scene.decide(number, Decision.APPROVE, note="Rather a giraffe.")
    assert comments("durian") == [number]
    for q in ("zebra", "giraffe", "personal", '"personal data"', "walrus", "durian walrus", "durian zebra"):
        assert found(q) == [], q


def test_an_index_that_says_too_much_gives_nothing_away(scene: Scene) -> None:
    """Whatever stands in the index, a comment is found by what its page shows."""
    number = scene.comment(State.APPROVED, body=WORD)
    with transaction() as session:
        # Past every verb, so that the index does not notice.
        session.execute(sa.update(Comment).where(Comment.id == number).values(body_html="<p>A mango.</p>"))
    assert comments("durian") == []


def test_what_was_edited_is_found_as_it_is_now(scene: Scene) -> None:
    number = scene.comment(body=WORD)
    scene.edit(number, "A mango tree.", by=writer(number))
    entry = scene.decide(number, Decision.APPROVE, body="A papaya tree.").entry
    assert entry is not None
    assert (comments("durian"), comments("mango"), comments("papaya")) == ([], [], [number])
    post = db.session.get_one(Post, scene.post_id)
    draft = PostDraft("A lychee", "A rambutan.", excerpt="A pomelo.", discussion_prompt="A guava?")
    save_post(post.id, draft, seen=post.version, by=scene.cast.chanthy.actor, now=NOW)
    assert [posts(q) for q in ("river", "lychee", "rambutan", "pomelo", "guava")] == [[], *[[post.id]] * 4]


def test_a_revision_that_comes_back_is_found_by_what_it_says(scene: Scene) -> None:
    by = scene.cast.chanthy.actor
    post = make_post(by, title="Durian", body="A mango.", published_at=YESTERDAY)
    save_post(post.id, PostDraft("Papaya", "A lychee."), seen=1, by=by, now=NOW)
    assert [posts(q) for q in ("durian", "mango", "papaya", "lychee")] == [[], [], [post.id], [post.id]]
    restore_revision(post.id, 1, seen=2, by=by, now=NOW)
    assert [posts(q) for q in ("durian", "mango", "papaya", "lychee")] == [[post.id], [post.id], [], []]


def test_nothing_of_an_address_or_of_markup_is_found(scene: Scene) -> None:
    body = "See [the **tree**](https://secret.example/path).\n\n<!-- hidden -->"
    number = make_post(scene.cast.chanthy.actor, title="A title", body=body).id
    assert posts('"the tree"') == [number]
    assert [posts(q) for q in ("secret", "hidden", "href", "strong")] == [[]] * 4


def test_what_is_erased_leaves_no_word(scene: Scene) -> None:
    number = scene.comment(State.APPROVED, body=WORD)
    with transaction() as session:
        session.execute(sa.delete(Comment).where(Comment.id == number))
    assert documents("comment_id") == []
    with transaction() as session:
        session.execute(sa.delete(Post).where(Post.id == scene.post_id))
    assert documents("post_id") == []
    assert db.session.scalars(sa.text("SELECT rowid FROM document_words")).all() == []


def test_a_verb_that_fails_leaves_the_index_as_it_was(scene: Scene) -> None:
    number = make_post(scene.cast.chanthy.actor, title="Durian", body=WORD, published_at=YESTERDAY).id
    try:
        with transaction():
            save_post(number, PostDraft("Mango", "A mango."), seen=1, by=scene.cast.chanthy.actor, now=NOW)
            raise KeyError
    except KeyError:
        pass
    assert (posts("durian"), posts("mango")) == ([number], [])


def all_comments() -> list[int]:
    return list(db.session.scalars(sa.select(Comment.id).order_by(Comment.id)))


def documents(column: str) -> list[int]:
    numbers = sa.select(Document.__table__.c[column]).where(Document.__table__.c[column].is_not(None))
    return list(db.session.scalars(numbers))
