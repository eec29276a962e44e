"""All HTML made anew from its source."""

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.db import db, transaction
from forum.domain.comment_states import State
from forum.domain.markup import SANITISER_VERSION
from forum.models import Comment, CommentRevision, Post
from forum.operations.comments.rerendering import Batch, rerender_comments
from forum.operations.comments.text import ready_words
from forum.operations.posts.rerendering import rerender_posts
from tests.cast import Cast
from tests.factories.comments import make_comment
from tests.factories.posts import make_post

pytestmark = pytest.mark.both_engines

OLD = '<p><a href="javascript:old()">of an older sanitiser</a></p>'


@pytest.fixture
def post_id(app: Flask, cast: Cast) -> int:
    with app.app_context():
        post_id = make_post(by=cast.chanthy.actor).id
        for _ in range(5):
            make_comment(post_id, state=State.APPROVED, moderator=cast.ana.actor)
        return post_id


def make_old(app: Flask) -> None:
    with app.app_context(), transaction() as session:
        session.execute(sa.update(Comment).values(body_html=OLD, sanitiser_version=0))
        session.execute(sa.update(CommentRevision).values(body_html=OLD))
        session.execute(sa.update(Post).values(body_html=OLD, sanitiser_version=0))


def html_of(app: Flask) -> list[str]:
    with app.app_context():
        return [
            *db.session.scalars(sa.select(Comment.body_html).order_by(Comment.id)),
            *db.session.scalars(sa.select(CommentRevision.body_html).order_by(CommentRevision.comment_id)),
            *db.session.scalars(sa.select(Post.body_html)),
        ]


def test_what_is_up_to_date_stays_as_it_is(app: Flask, post_id: int) -> None:
    with app.app_context():
        stamp = db.session.get_one(Post, post_id).revision
        batch = rerender_comments(0)
        assert (batch.changed, batch.refused) == (0, ())
        assert rerender_posts(0) == Batch(post_id, 0)
        db.session.expire_all()
        assert db.session.get_one(Post, post_id).revision == stamp


def test_comments_their_revisions_and_posts_are_made_anew(app: Flask, post_id: int) -> None:
    before = html_of(app)
    with app.app_context():
        versions = db.session.scalars(sa.select(Comment.version).order_by(Comment.id)).all()
        stamp = db.session.get_one(Post, post_id).revision
    make_old(app)
    with app.app_context():
        assert rerender_posts(0).changed == 1
        first = rerender_comments(0, size=3)
        assert first.last is not None
        second = rerender_comments(first.last, size=3)
        assert (first.changed, second.changed) == (3, 2)
        assert second.last is not None
        assert rerender_comments(second.last) == Batch(None)
    assert html_of(app) == before
    with app.app_context():
        assert set(db.session.scalars(sa.select(Comment.sanitiser_version))) == {SANITISER_VERSION}
        assert set(db.session.scalars(sa.select(Post.sanitiser_version))) == {SANITISER_VERSION}
        # What a moderator has on the screen can still be decided on; what readers see has changed.
        assert db.session.scalars(sa.select(Comment.version).order_by(Comment.id)).all() == versions
        assert db.session.get_one(Post, post_id).revision == stamp + 6


def test_a_source_that_is_refused_now_keeps_what_was_stored_and_is_named(app: Flask, post_id: int) -> None:
    with app.app_context(), transaction() as session:
        number = session.scalars(sa.select(sa.func.min(Comment.id))).one()
        too_long = "x" * 10_001
        session.execute(sa.update(Comment).where(Comment.id == number).values(body=too_long))
        session.execute(
            sa.update(CommentRevision).where(CommentRevision.comment_id == number).values(body=too_long)
        )
    make_old(app)
    with app.app_context():
        batch = rerender_comments(0)
        assert (batch.changed, batch.refused) == (4, (number,))
        assert db.session.get_one(Comment, number).body_html == OLD


def test_a_text_that_its_writer_changes_meanwhile_is_left_alone(
    app: Flask, post_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_old(app)

    def meanwhile(body: str):
        if db.session.scalar(sa.select(Comment.id).where(Comment.body == "New.")) is None:
            with transaction() as session:
                number = session.scalars(sa.select(sa.func.min(Comment.id))).one()
                session.execute(
                    sa.update(Comment)
                    .where(Comment.id == number)
                    .values(body="New.", body_html="<p>New.</p>", current_revision=2)
                )
        return ready_words(body)

    monkeypatch.setattr("forum.operations.comments.rerendering.ready_words", meanwhile)
    with app.app_context():
        assert rerender_comments(0).changed == 4
        assert (
            db.session.scalars(sa.select(Comment.body_html).where(Comment.body == "New.")).one()
            == "<p>New.</p>"
        )
