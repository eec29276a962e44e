"""The queues: what stands in which, in what order, through which filters, and for whom."""

from datetime import timedelta
from typing import Any

import pytest

from forum.domain.actors import Actor
from forum.domain.comment_states import Decision, State
from forum.domain.screening import Severity
from forum.domain.tallies import TALLIES
from forum.operations.categories import CategoryDraft, save_category
from forum.operations.rules import WordListDraft, save_word_list
from forum.queries.moderation.cursors import read_cursor, write_cursor
from forum.queries.moderation.narrowing import Filters
from forum.queries.moderation.queue import (
    item_by_id,
    queue_counts,
    queue_page,
)
from tests.factories.posts import make_post
from tests.operations.moderation.scene import Scene, row, standing, writer
from tests.support.moments import LONG_AGO, NOW, after
from tests.support.statements import count_statements

P, A, R, S, T = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM, State.TRASHED


def numbers(scene: Scene, by: Actor | None = None, own: bool = False, **filters: Any) -> list[int]:
    page = queue_page(Filters(**filters), by=by or scene.ana, authors_moderate_own=own)
    return [item.id for item in page.items]


def test_each_comment_stands_in_the_queue_of_its_state(scene: Scene) -> None:
    made = {state: scene.comment(state) for state in State}
    for state, number in made.items():
        assert numbers(scene, queue=state) == [number]
    assert numbers(scene, queue="second_look") == []
    assert queue_counts() == dict.fromkeys(TALLIES, 0) | dict.fromkeys(State, 1) | {"public": 1}


def test_what_was_taken_back_stands_in_none(scene: Scene) -> None:
    for state in State:
        scene.comment(state, withdrawn=True)
        assert numbers(scene, queue=state) == []
    assert set(queue_counts().values()) == {0}


def test_the_second_look_is_a_queue_beside_the_states(scene: Scene) -> None:
    scene.settle(comments_mode="suspects")
    number = scene.comment()
    assert numbers(scene, queue="second_look") == numbers(scene, queue="approved") == [number]
    scene.decide(number, Decision.APPROVE)
    assert numbers(scene, queue="second_look") == []


def test_what_waits_comes_oldest_first_and_what_is_done_newest_first(scene: Scene) -> None:
    first, second = scene.comment(now=LONG_AGO), scene.comment(now=NOW)
    assert numbers(scene, queue="pending") == [first, second]
    for number in (first, second):
        scene.decide(number, Decision.SPAM)
    assert numbers(scene, queue="spam") == [second, first]


def test_the_second_look_comes_in_the_order_of_asking(scene: Scene) -> None:
    scene.settle(comments_mode="suspects")
    early, late = scene.comment(now=LONG_AGO), scene.comment(now=after(days=-1))
    scene.edit(early, "Changed today.", by=writer(early), now=NOW)
    assert numbers(scene, queue="second_look") == [early, late]  # it has waited since it was published
    scene.decide(early, Decision.APPROVE)
    scene.edit(early, "Changed again.", by=writer(early), now=after(5))
    assert numbers(scene, queue="second_look") == [late, early]


@pytest.mark.parametrize("queue", ["pending", "spam", "second_look"])
def test_pages_hold_every_item_once_also_of_one_moment(scene: Scene, queue: str) -> None:
    if queue == "second_look":
        scene.settle(comments_mode="suspects")
    state = State(queue) if queue != "second_look" else None
    made = [scene.comment(state, now=NOW) for _ in range(5)] + [scene.comment(state, now=after(1))]
    seen: list[int] = []
    cursor = None
    for _ in range(4):
        page = queue_page(
            Filters(queue=queue), by=scene.ana, cursor=cursor, limit=2, authors_moderate_own=False
        )
        seen += [item.id for item in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == (made if queue != "spam" else made[::-1])


def test_a_page_that_is_just_full_is_the_last(scene: Scene) -> None:
    for _ in range(2):
        scene.comment()
    page = queue_page(Filters(), by=scene.ana, limit=2, authors_moderate_own=False)
    assert (len(page.items), page.next_cursor) == (2, None)


@pytest.mark.parametrize(
    "cursor",
    [
        *("", "x", "~", "2026-03-02~1", "2026-03-02T09:00:00~1", "2026-03-02T09:00:00+00:00~x", "~7", "\0~1"),
        # There is no such instant in UTC.
        *("0001-01-01T00:00:00+14:00~1", "9999-12-31T23:59:59-12:00~1"),
    ],
)
def test_a_cursor_that_is_not_one_of_ours_begins_at_the_beginning(cursor: str) -> None:
    assert read_cursor(cursor) is None


def test_a_cursor_reads_as_it_was_written_also_from_an_address() -> None:
    cursor = write_cursor(NOW, 7)
    assert read_cursor(cursor) == read_cursor(cursor.replace("+", " ")) == (NOW, 7)
    assert read_cursor(write_cursor(NOW, 7) + "0" * 30) == (NOW, -1)


def test_filters_narrow_and_combine(scene: Scene) -> None:
    draft = WordListDraft("Lottery", "lottery", action=Severity.HOLD)
    number = save_word_list(None, draft, by=scene.ana, now=LONG_AGO).id
    boun = scene.cast.boun.actor
    reports = save_category(None, CategoryDraft("Reports"), by=boun, now=LONG_AGO)
    rivers = save_category(None, CategoryDraft("Rivers", parent_id=reports.id), by=boun, now=LONG_AGO)
    other = make_post(
        scene.cast.dara.actor, title="The Dam", slug="dam", published_at=LONG_AGO, category_id=rivers.id
    ).id
    plain = scene.comment(body="It rained for a week.", name="Soe")
    held = scene.comment(body="A lottery, 100% fair_play.", name="Mali")
    thai = scene.comment(body="ขอบคุณสำหรับบทความนี้ครับ อ่านแล้วชอบมาก", post_id=other, name="Soe")
    elins = scene.comment(body="From an account.", by=scene.elin, post_id=other)
    everything = [plain, held, thai, elins]
    assert numbers(scene) == everything
    cases: list[tuple[list[int], dict[str, Any]]] = [
        ([held], {"q": "LOTTERY"}),
        ([plain, thai], {"q": "soe"}),
        ([thai, elins], {"q": "the dam"}),
        ([held], {"q": "100%"}),
        ([held], {"q": "fair_play"}),
        ([], {"q": "100x"}),
        ([], {"q": "fairxplay"}),
        ([thai, elins], {"post": "dam"}),
        ([], {"post": str(other)}),
        ([], {"post": "no-such-post"}),
        ([], {"post": "9" * 40}),
        ([plain, held], {"category": "posts"}),
        # A category is meant with what stands in it.
        ([thai, elins], {"category": "reports"}),
        ([thai, elins], {"category": "rivers"}),
        ([], {"category": "no-such-category"}),
        ([thai], {"language": "th"}),
        ([held], {"rule": "words"}),
        ([held], {"rule": f"words:{number}"}),
        ([], {"rule": "words:999"}),
        ([], {"rule": "word_"}),
        (everything, {"rule": "mode"}),
        ([plain, thai], {"writer": "Soe"}),
        ([elins], {"writer": f"user:{scene.cast.elin.id}"}),
        ([elins], {"writer": "Elin"}),
        ([plain], {"writer": f"guest:{row(plain)['guest_id']}"}),
        ([], {"writer": "user:" + "9" * 40}),
        ([thai], {"q": "soe", "post": "dam", "language": "th", "rule": "mode", "writer": "Soe"}),
    ]
    for expected, filters in cases:
        assert numbers(scene, **filters) == expected, filters


def test_the_age_filter_counts_from_now_whole_days_in_the_queue(scene: Scene) -> None:
    days = [
        timedelta(days=3, seconds=1),
        timedelta(days=3),
        timedelta(days=3) - timedelta(seconds=1),
        timedelta(0),
    ]
    over, exactly, under, now = (scene.comment(now=NOW - one) for one in days)
    for age, expected in {
        "older:3": [over, exactly],
        "newer:3": [under, now],
        "newer:1": [now],
        "older:9999": [],
        "newer:9999": [over, exactly, under, now],
        "ancient": [],
    }.items():
        assert numbers(scene, age=age, asked_at=NOW) == expected, age
    scene.settle(comments_mode="suspects")
    looks = scene.comment(now=NOW - timedelta(days=3))
    assert numbers(scene, queue="second_look", age="older:3", asked_at=NOW) == [looks]
    with pytest.raises(ValueError, match="moment"):
        numbers(scene, age="older:3")


def test_the_rule_filter_looks_at_the_text_that_stands(scene: Scene) -> None:
    save_word_list(None, WordListDraft("Lottery", "lottery"), by=scene.ana, now=LONG_AGO)
    number = scene.comment(body="A lottery.")
    scene.edit(number, "None of that.", by=writer(number))
    assert numbers(scene, rule="words") == []


@pytest.mark.parametrize("name", ["q", "post", "category", "language", "rule", "writer", "age"])
def test_what_cannot_be_in_a_text_is_not_found(scene: Scene, name: str) -> None:
    scene.comment()
    asked: dict[str, Any] = {name: "a\0b"}
    assert numbers(scene, **asked) == []


def test_authors_see_what_they_may_decide(scene: Scene) -> None:
    other = make_post(scene.cast.dara.actor, published_at=LONG_AGO).id
    own, foreign = scene.comment(), scene.comment(post_id=other)
    assert numbers(scene, by=scene.cast.chanthy.actor, own=True) == [own]
    assert numbers(scene, by=scene.cast.dara.actor, own=True) == [foreign]
    for by in (scene.cast.chanthy.actor, scene.elin):
        assert numbers(scene, by=by, own=False) == []
    assert numbers(scene, by=scene.elin, own=True) == []
    assert numbers(scene, by=scene.cast.boun.actor) == [own, foreign]


def test_an_item_knows_its_post_parent_findings_and_last_decision(scene: Scene) -> None:
    parent = scene.comment(A, name="Soe", body="Who *asked*?")
    number = scene.comment(reply_to=parent, name="Mali")
    item = item_by_id(number)
    assert item is not None
    assert (item.id, item.version, item.state, item.author_name) == (number, 1, P, "Mali")
    assert (item.post_id, item.depth, item.revision) == (scene.post_id, 1, 1)
    assert [(one.id, one.author_name, one.body_html) for one in item.ancestors] == [
        (parent, "Soe", "<p>Who <em>asked</em>?</p>")
    ]
    assert [(found.rule, found.severity, found.detail) for found in item.findings] == [
        ("mode:everyone", "hold", {"source": "site"})
    ]
    assert item.last_decision is None
    entry = scene.decide(number, Decision.APPROVE).entry
    assert entry is not None
    item = item_by_id(number)
    assert item is not None
    assert item.last_decision is not None
    assert (item.last_decision.entry_id, item.last_decision.actor_name) == (entry.id, "Ana")
    scene.edit(number, "Changed.", by=writer(number))
    item = item_by_id(number)
    assert item is not None
    assert item.last_decision is None  # there is nothing any more that could be taken back
    assert standing(number).revision == item.revision == 2
    assert item_by_id(10_000) is None


def test_a_page_of_the_queue_takes_four_statements_and_the_last_one_five(scene: Scene) -> None:
    parent = scene.comment(A)
    for _ in range(5):
        scene.comment(reply_to=parent)
    with count_statements(at_most=5):
        queue_page(Filters(), by=scene.ana, authors_moderate_own=False)
