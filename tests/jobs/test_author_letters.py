"""The letter to an author whose post was sent back."""

import pytest
import sqlalchemy as sa

from forum.db import transaction
from forum.domain.post_states import PostMove
from forum.jobs.worker import Worker
from forum.models import User
from forum.operations.posts.moving import move_post
from tests.factories.posts import make_post
from tests.jobs.mailboxes import Mailbox, outside_of
from tests.support.moments import NOW, after

pytestmark = pytest.mark.both_engines
NOTE = "Please name the source.\nAnd the date."


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def work(app, mailbox):
    worker = Worker(app.app_context, outside_of(app, mailbox), now=lambda: after(60))

    def work() -> None:
        while worker.work_once():
            pass

    return work


@pytest.fixture
def move(app, cast):
    def move(post_id: int, move: PostMove, *, who: str = "chanthy", at=NOW) -> None:
        with app.app_context():
            move_post(post_id, move, by=getattr(cast, who).actor, now=at, note=NOTE)

    return move


@pytest.fixture
def returned(app, cast, move) -> int:
    """A post that was sent back just now."""
    with app.app_context():
        number = make_post(cast.chanthy.actor, title="Somchai's story", published_at=None, now=NOW).id
    move(number, PostMove.SUBMIT)
    move(number, PostMove.RETURN, who="boun", at=after(5))
    return number


def test_it_says_what_the_reviewer_wrote_and_where_to_go_on(returned, work, mailbox):
    work()
    (letter,) = mailbox.letters
    assert (letter.to, letter.subject) == ("chanthy@forum.test", "About your post")
    assert "    Please name the source.\n    And the date.\n" in letter.body
    assert f"http://localhost/desk/posts/{returned}/edit" in letter.body
    assert "Somchai" not in letter.subject + letter.body


@pytest.mark.parametrize("next_step", [PostMove.SUBMIT, PostMove.PUBLISH, PostMove.TRASH])
def test_it_is_not_sent_where_that_is_true_no_longer(returned, move, work, mailbox, next_step):
    move(returned, next_step, at=after(10))
    work()
    assert mailbox.letters == []


def test_sent_back_twice_before_the_worker_came_it_is_one_letter(returned, move, work, mailbox):
    move(returned, PostMove.SUBMIT, at=after(10))
    move(returned, PostMove.RETURN, who="boun", at=after(20))
    work()
    assert len(mailbox.letters) == 1


@pytest.mark.parametrize("change", [{"active": False}, {"confirmed_at": None}], ids=["closed", "unconfirmed"])
def test_nobody_is_written_to_at_an_address_that_is_not_theirs(app, cast, returned, work, mailbox, change):
    with app.app_context(), transaction() as session:
        session.execute(sa.update(User).where(User.id == cast.chanthy.id).values(**change))
    work()
    assert mailbox.letters == []
