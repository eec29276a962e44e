"""Where administrators publish, no way leads words that nobody has read into a public post: neither an earlier text
that comes back, nor one that was kept by itself. And when search finds what was reviewed."""

import pytest

from forum.db import db
from forum.domain.post_states import PostMove
from forum.domain.refusals import NotAllowed
from forum.models import Post
from forum.operations.posts.autosaving import Place, autosave
from forum.operations.posts.moving import move_post
from forum.operations.posts.restoring import restore_revision
from forum.operations.settings import change_settings
from forum.queries.posts_desk.revisions import revisions_of
from tests.operations.traces import logged
from tests.queries.finding.scenes import posts
from tests.support.moments import NOW, TOMORROW, after

pytestmark = pytest.mark.both_engines
FIRST = "They *leave* at five."


@pytest.fixture
def boun(in_app, cast):
    return cast.boun.actor


@pytest.fixture
def twice(write, save, boun):
    """Writes a post whose first text was another one, then lets administrators alone publish."""

    def twice(move, **fields) -> Post:
        post = save(write(), move, body="They leave at six.", **fields)
        change_settings({"authors_publish": False}, by=boun, now=NOW)
        return post

    return twice


@pytest.mark.parametrize("published_at", [NOW, TOMORROW], ids=["public", "scheduled"])
def test_no_author_restores_what_readers_see_or_will_see(twice, chanthy, boun, published_at):
    post = twice(PostMove.PUBLISH, published_at=published_at)
    entries = len(logged())
    with pytest.raises(NotAllowed, match="public_text_is_reviewed"):
        restore_revision(post.id, 1, seen=2, by=chanthy, now=after(1))
    db.session.expire_all()
    stored = db.session.get(Post, post.id)
    assert (stored.body, stored.version) == ("They leave at six.", 2)
    assert [row.number for row in revisions_of(post.id, after=None, size=9)[0]] == [2, 1]
    assert len(logged()) == entries
    assert posts("six", now=TOMORROW) == [post.id]
    assert posts("five", now=TOMORROW) == []
    assert restore_revision(post.id, 1, seen=2, by=boun, now=after(2)).body == FIRST


@pytest.mark.parametrize("move", [None, PostMove.SUBMIT], ids=["draft", "in review"])
def test_what_nobody_sees_yet_is_restored_by_its_author(twice, chanthy, move):
    post = twice(move)
    standing = post.standing
    restored = restore_revision(post.id, 1, seen=2, by=chanthy, now=after(1))
    assert (restored.body, restored.standing) == (FIRST, standing)


def test_what_is_kept_by_itself_changes_no_public_post_and_is_not_saved_past_the_rule(twice, save, chanthy):
    post = twice(PostMove.PUBLISH)
    texts = {"title": post.title, "body": "Words that nobody has read."}
    autosave(Place(post_id=post.id), texts, base=2, known=0, by=chanthy, now=after(hours=1))
    db.session.expire_all()
    assert db.session.get(Post, post.id).body == "They leave at six."
    assert posts("nobody", now=after(hours=1)) == []
    (unsaved,) = [row.number for row in revisions_of(post.id, after=None, size=9)[0] if row.number < 0]
    with pytest.raises(NotAllowed, match="public_text_is_reviewed"):
        restore_revision(post.id, unsaved, seen=2, by=chanthy, now=after(hours=2))
    with pytest.raises(NotAllowed, match="public_text_is_reviewed"):
        save(post, body=texts["body"])


def test_search_finds_a_post_when_it_is_published_from_review_and_not_before(write, save, boun, chanthy):
    older = write(PostMove.PUBLISH, title="An older one", now=after(1))
    post = save(write(title="In review"), PostMove.SUBMIT, body="Lanterns at five.", now=after(2))
    assert posts("lanterns", now=after(2)) == posts("review", now=after(2)) == []
    move_post(post.id, PostMove.RETURN, by=boun, now=after(3), note="Name the source.")
    assert posts("lanterns", now=after(3)) == posts("source", now=after(3)) == []
    save(post, PostMove.SUBMIT, body="Lanterns leave at noon.", now=after(4))
    move_post(post.id, PostMove.PUBLISH, by=boun, now=after(5))
    assert posts("lanterns noon", now=after(5)) == [post.id]
    assert posts("leave", now=after(5)) == [post.id, older.id], "its place is that of its publication"
    move_post(post.id, PostMove.UNPUBLISH, by=chanthy, now=after(6))
    move_post(post.id, PostMove.SUBMIT, by=chanthy, now=after(7))
    assert posts("lanterns", now=after(9)) == []


def test_what_the_reviewer_changes_while_sending_back_or_publishing_is_what_is_found(write, save, boun):
    post = write(PostMove.SUBMIT, body="Lanterns.")
    save(post, PostMove.PUBLISH, by=boun, body="Candles.", published_at=TOMORROW, now=after(1))
    assert posts("candles", now=after(2)) == []
    assert posts("candles", now=TOMORROW) == [post.id]
    assert posts("lanterns", now=TOMORROW) == []
