"""What is counted all along, counted again."""

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.db import db, transaction
from forum.domain.comment_states import Decision, State
from forum.models import Comment, Post, Tally
from forum.operations.comments.recounting import recount_post, recount_site
from forum.operations.moderation.deciding import Choice, decide
from tests.cast import Cast
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.support.moments import NOW

pytestmark = pytest.mark.both_engines


@pytest.fixture
def post_id(app: Flask, cast: Cast) -> int:
    """A post with a thread in many states: one of its branches is hidden, one comment withdrawn."""
    with app.app_context():
        post_id = make_post(by=cast.chanthy.actor).id
        ana = cast.ana.actor
        root = make_comment(post_id, state=State.APPROVED, moderator=ana).id
        reply = make_comment(post_id, reply_to=root, state=State.APPROVED, moderator=ana).id
        make_comment(post_id, reply_to=reply, state=State.APPROVED, moderator=ana)
        other = make_comment(post_id, state=State.APPROVED, moderator=ana).id
        make_comment(post_id, reply_to=other, state=State.APPROVED, moderator=ana)
        seen = db.session.get_one(Comment, other).version
        decide(other, Choice(Decision.TRASH, with_replies=True), seen=seen, by=ana, now=NOW)
        make_comment(post_id, withdrawn=True)
        for state in (State.REJECTED, State.SPAM):
            make_comment(post_id, state=state, moderator=ana)
        make_comment(post_id)
        return post_id


def numbers(app: Flask, post_id: int) -> list[tuple[object, ...]]:
    with app.app_context():
        post = db.session.get_one(Post, post_id)
        return [
            *(tuple(row) for row in db.session.execute(sa.select(Tally.name, Tally.n).order_by(Tally.name))),
            ("post", post.public_count, post.pending_count, post.trashed_count, post.approved_count),
            *(
                tuple(row)
                for row in db.session.execute(
                    sa.select(Comment.id, Comment.hidden_ancestors, Comment.public_descendants).order_by(
                        Comment.id
                    )
                )
            ),
        ]


def recount(app: Flask, post_id: int) -> int:
    with app.app_context():
        return recount_post(post_id) + recount_site()


def test_after_ordinary_work_all_numbers_are_right(app: Flask, post_id: int) -> None:
    before = numbers(app, post_id)
    with app.app_context():
        stamp = db.session.get_one(Post, post_id).revision
    assert recount(app, post_id) == 0
    assert numbers(app, post_id) == before
    with app.app_context():
        assert db.session.get_one(Post, post_id).revision == stamp


def test_whatever_was_wrong_is_right_again_and_readers_see_it(app: Flask, post_id: int) -> None:
    before = numbers(app, post_id)
    with app.app_context(), transaction() as session:
        stamp = db.session.get_one(Post, post_id).revision
        session.execute(sa.update(Post).values(public_count=99, pending_count=0))
        session.execute(sa.update(Tally).where(Tally.name == "spam").values(n=7))
        session.execute(sa.delete(Tally).where(Tally.name == "public"))
        session.execute(sa.update(Comment).values(hidden_ancestors=Comment.hidden_ancestors + 1))
        session.execute(sa.update(Comment).where(Comment.depth == 0).values(public_descendants=5))
        comments = session.scalars(sa.select(sa.func.count()).select_from(Comment)).one()
        roots = session.scalars(sa.select(sa.func.count()).where(Comment.depth == 0)).one()
    assert recount(app, post_id) == 2 + 2 + comments + roots
    assert numbers(app, post_id) == before
    assert recount(app, post_id) == 0
    with app.app_context():
        assert db.session.get_one(Post, post_id).revision == stamp + 1


def test_a_post_that_is_gone_meanwhile_is_no_fault(app: Flask) -> None:
    with app.app_context():
        assert recount_post(4711) == 0
