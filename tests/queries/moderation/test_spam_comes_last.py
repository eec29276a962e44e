"""What waits and looks like spam is shown behind all else that waits, and nothing is shown twice or left out."""

from itertools import count

import pytest
import sqlalchemy as sa

from forum.db import transaction
from forum.domain.comment_states import Decision, State
from forum.models import Comment
from forum.queries.moderation import queue
from forum.queries.moderation.cursors import BEFORE_SPAM, is_among_spam, read_cursor, write_cursor
from forum.queries.moderation.narrowing import Filters
from forum.queries.moderation.queue import queue_page
from tests.factories.posts import make_post
from tests.operations.moderation.scene import Scene
from tests.support.moments import LONG_AGO, NOW, after
from tests.support.statements import count_statements

SPAM, HAM, LIMIT = 0.9, 0.89, 2


def waiting(scene: Scene, scores: list[float | None], **more: object) -> list[int]:
    """Comments that wait, one a minute, with these scores."""
    minutes = count()
    made = [scene.comment(now=after(minutes=next(minutes)), **more) for _ in scores]
    with transaction() as session:
        for number, score in zip(made, scores, strict=True):
            session.execute(sa.update(Comment).where(Comment.id == number).values(spam_score=score))
    return made


def walked(scene: Scene, *, limit: int = LIMIT, **filters: str) -> list[list[int]]:
    """The numbers on each page, from the first to the last."""
    pages, cursor = [], None
    for _ in range(40):
        page = queue_page(
            Filters(**filters), by=scene.ana, cursor=cursor, limit=limit, authors_moderate_own=False
        )
        pages.append([item.id for item in page.items])
        cursor = page.next_cursor
        if cursor is None:
            return pages
    raise AssertionError("the queue has no end")


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5, 6, 7, 25])
def test_voices_come_before_what_looks_like_spam(scene: Scene, limit: int) -> None:
    made = waiting(scene, [SPAM, HAM, None, 1.0, 0.0, SPAM])
    in_order = [made[at] for at in (1, 2, 4, 0, 3, 5)]
    pages = walked(scene, limit=limit)
    assert [number for page in pages for number in page] == in_order
    assert all(len(page) == limit for page in pages[:-1])
    assert pages[-1]


@pytest.mark.parametrize("scores", [[], [SPAM], [HAM], [SPAM] * 5, [HAM] * 5, [HAM] * 2 + [SPAM] * 2])
def test_there_is_no_empty_page_behind_the_last(scene: Scene, scores: list[float]) -> None:
    made = waiting(scene, list(scores))
    pages = walked(scene)
    assert [number for page in pages for number in page] == made
    assert not made or pages[-1]


@pytest.mark.parametrize(
    "filters", [{"q": "ferry"}, {"category": "posts"}, {"writer": "Mali"}, {"rule": "mode"}]
)
def test_with_a_filter_too(scene: Scene, filters: dict[str, str]) -> None:
    made = waiting(scene, [SPAM, HAM, SPAM, HAM, HAM], body="A ferry")
    found = [number for page in walked(scene, **filters) for number in page]
    assert found == ([made[at] for at in (1, 3, 4, 0, 2)] if found else [])
    assert found or "category" in filters


@pytest.mark.parametrize("filters", [{"post": "ferries"}, {"language": "en"}])
def test_with_a_filter_that_has_an_index(scene: Scene, filters: dict[str, str]) -> None:
    post_id = make_post(scene.cast.chanthy.actor, slug="ferries").id
    made = waiting(scene, [SPAM, HAM, SPAM, HAM], post_id=post_id, body="The ferry is late again today")
    assert walked(scene, **filters) == [[made[1], made[3]], [made[0], made[2]]]


def test_the_page_says_that_only_spam_follows(scene: Scene) -> None:
    waiting(scene, [SPAM, HAM], body="A ferry")
    page = queue_page(Filters(q="ferry"), by=scene.ana, authors_moderate_own=False)
    assert (page.goes_on_with_spam, page.next_cursor, page.is_cut_short) == (True, BEFORE_SPAM, False)
    page = queue_page(Filters(q="ferry"), by=scene.ana, cursor=BEFORE_SPAM, authors_moderate_own=False)
    assert (len(page.items), page.next_cursor, page.goes_on_with_spam) == (1, None, False)


def test_a_search_that_is_cut_short_goes_on_where_it_was(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "WINDOW", 2)
    monkeypatch.setattr("forum.queries.moderation.short_ways.FEW", 0)
    made = waiting(scene, [HAM, SPAM] * 5, body="A ferry")
    found = [number for page in walked(scene, q="ferry") for number in page]
    assert found == made[::2] + made[1::2]


def test_other_queues_keep_their_order(scene: Scene) -> None:
    made = waiting(scene, [SPAM, HAM, SPAM])
    for number in made:
        scene.decide(number, Decision.APPROVE)
    assert [number for page in walked(scene, queue="approved") for number in page] == made[::-1]


def test_what_is_muted_stands_in_its_own_queue_as_before(scene: Scene) -> None:
    made = waiting(scene, [SPAM, HAM])
    with transaction() as session:
        session.execute(sa.update(Comment).values(is_muted=True))
    assert walked(scene) == [[]]
    assert walked(scene, queue="muted") == [made]


def test_a_cursor_of_before_stands_among_the_voices(scene: Scene) -> None:
    old = write_cursor(NOW, 7)
    assert not is_among_spam(old)
    assert read_cursor(old) == read_cursor(write_cursor(NOW, 7, among_spam=True)) == (NOW, 7)
    assert is_among_spam(write_cursor(NOW, 7, among_spam=True))
    assert read_cursor(BEFORE_SPAM) is not None
    assert read_cursor("~spam") is None
    made = waiting(scene, [HAM, SPAM])
    page = queue_page(
        Filters(), by=scene.ana, cursor=write_cursor(LONG_AGO, 1), limit=5, authors_moderate_own=False
    )
    assert [item.id for item in page.items] == made


def test_it_asks_one_question_more_at_the_end_of_the_queue_and_none_before(scene: Scene) -> None:
    waiting(scene, [HAM] * 3 + [SPAM])
    with count_statements(at_most=4):
        queue_page(Filters(), by=scene.ana, limit=2, authors_moderate_own=False)
    with count_statements(at_most=5):
        queue_page(Filters(), by=scene.ana, limit=25, authors_moderate_own=False)


def test_marking_it_as_spam_takes_it_out(scene: Scene) -> None:
    (number,) = waiting(scene, [SPAM])
    scene.decide(number, Decision.SPAM)
    assert walked(scene) == [[]]
    assert walked(scene, queue=State.SPAM.value) == [[number]]
