"""What stands around an item: the comments above it."""

from forum.domain.comment_states import Decision, State
from forum.operations.comments.withdrawing import withdraw_comment
from forum.queries.moderation import surroundings
from forum.queries.moderation.items import Item
from forum.queries.moderation.queue import item_by_id
from tests.operations.moderation.scene import Scene, row, writer
from tests.support.moments import NOW

A, R = State.APPROVED, State.REJECTED


def item(number: int) -> Item:
    found = item_by_id(number)
    assert found is not None
    return found


def chain(scene: Scene, length: int) -> list[int]:
    """So many public comments, each below the one before."""
    numbers: list[int] = []
    for _ in range(length):
        numbers.append(scene.comment(A, reply_to=numbers[-1] if numbers else None))
    return numbers


def test_an_item_knows_all_that_is_above_it_from_the_first_on(scene: Scene) -> None:
    above = chain(scene, 4)
    number = scene.comment(reply_to=above[-1])
    assert [one.id for one in item(number).ancestors] == above
    assert item(above[0]).ancestors == ()


def test_what_became_of_those_above_is_told(scene: Scene) -> None:
    root, middle, last = chain(scene, 3)
    number = scene.comment(reply_to=last)
    scene.decide(middle, Decision.REJECT)
    withdraw_comment(root, by=writer(root), now=NOW)
    above = item(number).ancestors
    assert [(one.state, one.is_withdrawn) for one in above] == [(A, True), (R, False), (A, False)]
    assert all(one.body_html == row(one.id)["body_html"] for one in above)


def test_of_a_long_chain_those_far_above_are_names_without_texts(scene: Scene) -> None:
    above = chain(scene, surroundings.TEXTS + 2)
    number = scene.comment(reply_to=above[-1])
    texts = [bool(one.body_html) for one in item(number).ancestors]
    assert texts == [False] * 2 + [True] * surroundings.TEXTS
    assert all(one.author_name == "Mali" for one in item(number).ancestors)
