"""A thread: in the order of the tree, a page by keyset, only what readers may see."""

import pytest

from forum.domain.comment_states import State
from forum.domain.threading import SHOWN_DEPTH
from forum.operations.comments.withdrawing import withdraw_comment
from forum.operations.moderation.deciding import Choice, Decision, decide
from forum.queries.thread import Gone, place_of_comment, thread_of
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.support.moments import NOW
from tests.support.statements import count_statements

pytestmark = pytest.mark.usefixtures("in_app")


@pytest.fixture
def post(cast, in_app):
    return make_post(cast.chanthy.actor)


@pytest.fixture
def say(cast, post):
    """``say("text", to=comment)``: a comment of Ana's, public at once."""

    def comment(body, to=None):
        return make_comment(post.id, body=body, by=cast.ana.actor, reply_to=to.id if to else None)

    return comment


@pytest.fixture
def chain(say):
    """Twelve comments, each an answer to the one before: depths 0 to 11."""
    comments = [say("depth 0")]
    for depth in range(1, 12):
        comments.append(say(f"depth {depth}", to=comments[-1]))
    return comments


def texts(thread):
    return [(comment.body_html or "").removeprefix("<p>").removesuffix("</p>") for comment in thread.comments]


def walk(post_id, size, root=None):
    """All texts below ``root``, page after page, and the same on the way back."""
    forward, starts, start = [], [], None
    while True:
        thread = thread_of(post_id, size=size, root=root, start=start)
        forward += texts(thread)
        starts.append(start)
        if thread.later is None:
            break
        start = thread.later
    back = [start]
    while thread.has_earlier:
        back.append(thread.earlier)
        thread = thread_of(post_id, size=size, root=root, start=thread.earlier)
    return forward, starts, back[::-1]


@pytest.mark.both_engines
def test_replies_stand_below_what_they_answer_in_the_order_of_writing(post, say):
    one = say("one")
    two = say("two")
    one_one = say("one-one", to=one)
    say("two-one", to=two)
    say("one-one-one", to=one_one)
    say("one-two", to=one)

    thread = thread_of(post.id, size=50)
    assert texts(thread) == ["one", "one-one", "one-one-one", "one-two", "two", "two-one"]
    assert [comment.level for comment in thread.comments] == [0, 1, 2, 1, 0, 1]
    assert thread.comments[2].answers == one_one.id
    assert thread.comments[2].answers_name == "Ana"
    assert not thread.has_earlier
    assert thread.later is None


@pytest.mark.both_engines
@pytest.mark.parametrize("size", [1, 2, 3, 4, 10])
def test_pages_meet_every_comment_once_forwards_and_backwards(post, say, size):
    for number in range(3):
        root = say(f"{number}")
        say(f"{number}-1", to=root)
        say(f"{number}-2", to=say(f"{number}-0", to=root))
    everything = texts(thread_of(post.id, size=50))

    forward, starts, back = walk(post.id, size)
    assert len(everything) == 12
    assert forward == everything
    assert back == starts


@pytest.mark.both_engines
def test_what_is_too_deep_continues_on_a_page_of_its_own(post, chain):
    thread = thread_of(post.id, size=50)
    assert texts(thread) == [f"depth {depth}" for depth in range(SHOWN_DEPTH + 1)]
    assert [comment.continues for comment in thread.comments] == [0, 0, 0, 0, 0, 6]

    deeper = thread_of(post.id, size=50, root=chain[5].id)
    assert texts(deeper) == [f"depth {depth}" for depth in range(5, 11)]
    assert [comment.level for comment in deeper.comments] == [0, 1, 2, 3, 4, 5]
    assert deeper.comments[-1].continues == 1
    assert not deeper.comments[0].is_answered_here
    assert deeper.comments[0].answers == chain[4].id


@pytest.mark.both_engines
def test_a_comment_s_place_is_where_readers_find_it(post, chain, say):
    for comment in chain:
        place = place_of_comment(comment.id, size=50, now=NOW)
        thread = thread_of(post.id, size=50, root=place.root, start=place.start)
        assert place.slug == post.slug
        assert comment.id in [one.id for one in thread.comments]
    assert place_of_comment(chain[5].id, size=50, now=NOW).root is None
    assert place_of_comment(chain[6].id, size=50, now=NOW).root == chain[5].id
    assert place_of_comment(chain[11].id, size=50, now=NOW).root == chain[10].id


@pytest.mark.both_engines
@pytest.mark.parametrize("size", [2, 3, 5])
def test_a_place_further_down_begins_with_its_conversation_where_it_fits(post, say, size):
    for number in range(4):
        root = say(f"{number}")
        say(f"{number}-1", to=root)
        say(f"{number}-2", to=root)
    for comment in thread_of(post.id, size=50).comments:
        place = place_of_comment(comment.id, size=size, now=NOW)
        thread = thread_of(post.id, size=size, start=place.start)
        assert comment.id in [one.id for one in thread.comments]
        if size > 2:
            assert thread.comments[0].level == 0


@pytest.mark.both_engines
@pytest.mark.parametrize("state", [State.PENDING, State.REJECTED, State.SPAM, State.TRASHED])
def test_only_approved_comments_are_there(cast, post, state):
    hidden = make_comment(post.id, body="hidden", state=state, moderator=cast.ana.actor)

    assert thread_of(post.id, size=50).comments == []
    assert place_of_comment(hidden.id, size=50, now=NOW) is None
    assert thread_of(post.id, size=50, root=hidden.id) is None
    assert thread_of(post.id, size=50, start=hidden.id) is None


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("decision", "gone"),
    [
        (None, Gone.WITHDRAWN),
        (Decision.HOLD, Gone.WAITING),
        (Decision.SPAM, Gone.TAKEN_DOWN),
        (Decision.TRASH, Gone.TAKEN_DOWN),
    ],
)
def test_a_comment_with_replies_leaves_a_tombstone_without_name_or_text(cast, post, say, decision, gone):
    above = say("above")
    reply = say("reply", to=above)
    if decision is None:
        withdraw_comment(above.id, by=cast.ana.actor, now=NOW)
    else:
        decide(above.id, Choice(decision), seen=above.version, by=cast.boun.actor, now=NOW)

    tombstone, below = thread_of(post.id, size=50).comments
    assert (tombstone.id, tombstone.gone) == (above.id, gone)
    assert (tombstone.name, tombstone.body_html, tombstone.language) == (None, None, None)
    assert below.id == reply.id
    assert below.is_answered_here
    assert below.answers_name is None
    assert place_of_comment(above.id, size=50, now=NOW) is None

    withdraw_comment(reply.id, by=cast.ana.actor, now=NOW)
    assert thread_of(post.id, size=50).comments == []


@pytest.mark.both_engines
def test_taking_a_comment_down_with_its_replies_leaves_nothing(cast, post, say):
    above = say("above")
    reply = say("reply", to=above)
    choice = Choice(Decision.TRASH, with_replies=True)
    decide(above.id, choice, seen=above.version, by=cast.boun.actor, now=NOW)

    assert thread_of(post.id, size=50).comments == []
    assert place_of_comment(reply.id, size=50, now=NOW) is None


def test_a_comment_of_another_post_is_no_place_in_this_thread(cast, post, say):
    elsewhere = make_comment(make_post(cast.chanthy.actor).id, by=cast.ana.actor)
    say("here")

    assert thread_of(post.id, size=50, root=elsewhere.id) is None
    assert thread_of(post.id, size=50, start=elsewhere.id) is None
    assert thread_of(post.id, size=50, start=10_000) is None


@pytest.mark.both_engines
def test_what_is_answered_on_another_page_is_told_from_what_is_gone(cast, post, say):
    above = say("above")
    answer = say("an answer", to=above)
    # Read before anything is counted: what was written is read afresh when it is asked for.
    post_id, above_id, answer_id = post.id, above.id, answer.id
    for is_gone in (False, True):
        if is_gone:
            decide(above_id, Choice(Decision.TRASH), seen=above.version, by=cast.boun.actor, now=NOW)
        with count_statements(at_most=2):
            (one,) = thread_of(post_id, size=10, start=answer_id).comments
        assert (one.answers, one.is_answered_here, one.is_answered_gone) == (above_id, False, is_gone)


def test_a_thread_is_one_statement_and_its_later_pages_two(post, say):
    comments = [say("root") for _ in range(12)]
    # What was written before the last comment is read afresh when it is asked for; that is no part of the pages.
    middle, last = comments[6].id, comments[11].id

    with count_statements(at_most=1):
        thread_of(post.id, size=10)
    with count_statements(at_most=2):
        thread_of(post.id, size=10, start=middle)
    with count_statements(at_most=2):
        place_of_comment(last, size=10, now=NOW)
