"""Sent for review, sent back with a note, published from it; and who publishes."""

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.post_states import PostMove, PostState
from forum.domain.refusals import NotAllowed, Refused
from forum.models import Job, LogEntry, Post
from forum.operations.posts.moving import move_post
from forum.operations.settings import change_settings
from tests.support.moments import NOW, TOMORROW, after

pytestmark = pytest.mark.both_engines
NOTE = "Please name the source.\nAnd the date."


@pytest.fixture
def boun(in_app, cast):
    return cast.boun.actor


@pytest.fixture
def administrators_publish(boun):
    change_settings({"authors_publish": False}, by=boun, now=NOW)


def back(post: Post, *, by, note: str = NOTE, now=NOW) -> Post:
    return move_post(post.id, PostMove.RETURN, by=by, now=now, note=note)


def letters() -> list[dict]:
    return list(db.session.scalars(sa.select(Job.payload).where(Job.name == "tell_author")))


def last_entry() -> LogEntry:
    return db.session.scalars(sa.select(LogEntry).order_by(LogEntry.id.desc()).limit(1)).one()


def test_a_draft_goes_into_review_and_stays_there_when_it_is_saved(write, save):
    post = save(write(), PostMove.SUBMIT)
    assert (post.standing, post.state, post.submitted_at) == (PostState.IN_REVIEW, PostState.DRAFT, NOW)
    assert last_entry().verb == "post.submit"
    again = save(post, body="Other words.", now=after(5))
    assert (again.standing, again.submitted_at) == (PostState.IN_REVIEW, NOW)


def test_a_new_post_goes_into_review_at_once_but_not_an_empty_one(write):
    assert write(PostMove.SUBMIT).standing is PostState.IN_REVIEW
    with pytest.raises(Refused, match="post_body_empty"):
        write(PostMove.SUBMIT, body="", title="Nothing")


def test_it_is_sent_back_with_a_note_that_is_logged_and_told(write, boun):
    post = back(write(PostMove.SUBMIT), by=boun, now=after(60))
    assert (post.standing, post.returned_at, post.return_note, post.returned_by) == (
        PostState.DRAFT,
        after(60),
        NOTE,
        "Boun",
    )
    entry = last_entry()
    assert (entry.verb, entry.note, entry.actor_name) == ("post.return", NOTE, "Boun")
    assert letters() == [{"post_id": post.id, "returned_at": after(60).isoformat()}]


@pytest.mark.parametrize("move", [PostMove.SUBMIT, PostMove.PUBLISH])
def test_the_note_is_gone_with_the_next_step(write, save, boun, move):
    post = back(write(PostMove.SUBMIT), by=boun)
    assert save(post, body="With its source.").return_note == NOTE, "saving is no answer yet"
    moved = save(post, move)
    assert (moved.return_note, moved.returned_at, moved.returned_by) == ("", None, None)


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("", "return_note_empty"),
        (" \n ", "return_note_empty"),
        ("x" * 501, "return_note_too_long"),
        ("\0", "return_note_not_text"),
    ],
)
def test_no_post_is_sent_back_without_a_word(write, boun, note, code):
    post = write(PostMove.SUBMIT)
    with pytest.raises(Refused, match=code):
        back(post, by=boun, note=note)
    db.session.expire_all()
    assert db.session.get(Post, post.id).standing is PostState.IN_REVIEW
    assert letters() == []


def test_only_administrators_send_back(write, chanthy):
    with pytest.raises(NotAllowed, match="not_allowed"):
        back(write(PostMove.SUBMIT), by=chanthy)


def test_who_sends_back_the_own_post_gets_no_letter(write, boun):
    back(write(PostMove.SUBMIT, by=boun), by=boun)
    assert letters() == []


def test_its_author_takes_it_back(write, chanthy):
    post = move_post(write(PostMove.SUBMIT).id, PostMove.UNPUBLISH, by=chanthy, now=NOW)
    assert (post.standing, post.submitted_at) == (PostState.DRAFT, None)


def test_it_is_published_from_review_now_or_later(write, save, boun):
    now = save(write(PostMove.SUBMIT), PostMove.PUBLISH, by=boun)
    later = save(write(PostMove.SUBMIT, title="Later"), PostMove.PUBLISH, by=boun, published_at=TOMORROW)
    assert (now.state, now.published_at, now.submitted_at) == (PostState.PUBLISHED, NOW, None)
    assert (later.state, later.published_at, later.submitted_at) == (PostState.PUBLISHED, TOMORROW, None)


@pytest.mark.usefixtures("administrators_publish")
def test_where_administrators_publish_no_author_does(write, save, boun, chanthy):
    with pytest.raises(NotAllowed, match="authors_do_not_publish"):
        write(PostMove.PUBLISH)
    draft = write(PostMove.SUBMIT)
    with pytest.raises(NotAllowed, match="authors_do_not_publish"):
        save(draft, PostMove.PUBLISH)
    with pytest.raises(NotAllowed, match="authors_do_not_publish"):
        move_post(draft.id, PostMove.PUBLISH, by=chanthy, now=NOW)
    db.session.expire_all()
    assert db.session.get(Post, draft.id).standing is PostState.IN_REVIEW
    assert move_post(draft.id, PostMove.PUBLISH, by=boun, now=NOW).state is PostState.PUBLISHED
    assert write(PostMove.PUBLISH, by=boun, title="The administrator's").state is PostState.PUBLISHED


@pytest.mark.parametrize("published_at", [NOW, TOMORROW], ids=["public", "scheduled"])
def test_there_no_author_changes_what_readers_see_or_will_see(write, save, boun, chanthy, published_at):
    post = write(PostMove.PUBLISH, published_at=published_at)
    change_settings({"authors_publish": False}, by=boun, now=NOW)
    with pytest.raises(NotAllowed, match="public_text_is_reviewed"):
        save(post, body="Words that nobody has read.")
    db.session.expire_all()
    assert db.session.get(Post, post.id).body == "They *leave* at five."
    assert save(post, by=boun, body="Words of an administrator.").body == "Words of an administrator."
    taken = save(post, PostMove.UNPUBLISH, body="Words that nobody has read.")
    assert (taken.standing, taken.body) == (PostState.DRAFT, "Words that nobody has read.")
    assert save(taken, PostMove.SUBMIT).standing is PostState.IN_REVIEW
