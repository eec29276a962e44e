"""What stands around an item: the comments above it, and what else its writer sent."""

import pytest

from forum.domain.comment_states import Decision, State
from forum.domain.scopes import WHOLE_SITE, Scope
from forum.operations.comments.withdrawing import withdraw_comment
from forum.queries.moderation import surroundings
from forum.queries.moderation.items import Item
from forum.queries.moderation.narrowing import Filters
from forum.queries.moderation.queue import item_by_id, queue_page
from tests.factories.posts import make_post
from tests.operations.moderation.scene import Scene, row, writer
from tests.support.moments import LONG_AGO, NOW, after
from tests.support.statements import count_statements

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


def others(number: int, scope: Scope = WHOLE_SITE) -> list[int] | None:
    found = item_by_id(number, scope=scope)
    assert found is not None
    return None if found.others is None else [one.id for one in found.others]


def test_an_item_knows_the_newest_ten_others_of_its_writer(scene: Scene) -> None:
    numbers = [scene.comment(by=scene.elin, now=after(n)) for n in range(12)]
    scene.decide(numbers[10], Decision.SPAM)
    scene.decide(numbers[9], Decision.REJECT)
    assert others(numbers[11]) == numbers[10:0:-1]
    assert others(numbers[0]) == numbers[11:1:-1]
    shown = item(numbers[11]).others
    assert shown is not None
    assert [one.state for one in shown[:3]] == [State.SPAM, R, State.PENDING]


def test_nobodys_typed_name_is_a_person(scene: Scene) -> None:
    first, second = scene.comment(name="Mali"), scene.comment(name="Mali")
    assert others(first) == []
    third = scene.comment(by=writer(first), name="Soe")
    assert others(first) == [third]
    assert others(second) == []
    by_staff = scene.comment(by=scene.ana)
    assert others(by_staff) == []


def test_what_a_writer_sent_elsewhere_is_not_shown_to_who_may_not_see_it(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = make_post(scene.cast.dara.actor, published_at=LONG_AGO).id
    own = [scene.comment(by=scene.elin) for _ in range(2)]
    foreign = scene.comment(by=scene.elin, post_id=elsewhere)
    scope = Scope(author_id=scene.cast.chanthy.id)
    assert others(own[0], scope) == [own[1]]
    assert others(own[0]) == [foreign, own[1]]
    monkeypatch.setattr(surroundings, "LOOKED_AT", 1)
    assert others(own[0], scope) == []


def test_all_of_it_is_one_question(scene: Scene) -> None:
    above = chain(scene, 3)
    for by in (scene.elin, writer(above[0]), scene.ana):
        scene.comment(by=by, reply_to=above[-1])
    with count_statements() as statements:
        queue_page(Filters(), by=scene.ana, authors_moderate_own=False)
    assert sum("UNION ALL" in one and "body_html" in one for one in statements.sent) == 1
