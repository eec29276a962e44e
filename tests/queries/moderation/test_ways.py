"""The ways through a queue with filters: whichever is taken, each comment that passes is shown once and in order."""

import pytest

from forum.domain.comment_states import State
from forum.queries.moderation import queue, short_ways
from forum.queries.moderation.cursors import write_cursor
from forum.queries.moderation.narrowing import Filters
from forum.queries.moderation.queue import queue_page
from tests.factories.posts import make_post
from tests.operations.moderation.scene import Scene
from tests.support.moments import LONG_AGO, after


def test_a_search_that_finds_little_ends_and_goes_on_where_it_ended(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(short_ways, "FEW", 1)
    monkeypatch.setattr(queue, "WINDOW", 3)
    other = make_post(scene.cast.dara.actor, title="Rain", published_at=LONG_AGO).id
    bodies = ["dam", "dam", "x", "x", "x", "x", "dam", "x"]
    made = [scene.comment(body=body, now=after(i), post_id=other) for i, body in enumerate(bodies)]
    found, cursor, pages = [], None, []
    while True:
        page = queue_page(Filters(q="dam"), by=scene.ana, cursor=cursor, authors_moderate_own=False)
        found += [item.id for item in page.items]
        pages.append((len(page.items), page.is_cut_short))
        if (cursor := page.next_cursor) is None:
            break
    assert found == [made[0], made[1], made[6]]
    assert pages == [(2, True), (0, True), (1, False)]
    # A page that is full before the search ends goes on behind its last item.
    page = queue_page(Filters(q="dam"), by=scene.ana, limit=1, authors_moderate_own=False)
    assert (page.is_cut_short, page.next_cursor) == (False, write_cursor(after(0), made[0]))


@pytest.mark.parametrize("queue_name", ["pending", "approved"])
@pytest.mark.parametrize(
    ("window", "few", "common"), [(6, 1, 99), (12, 1, 6), (30, 5, 99), (9, 60, 99), (9, 60, 6)]
)
def test_whichever_way_a_search_takes_it_finds_each_once_and_in_order(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, queue_name: str, window: int, few: int, common: int
) -> None:
    monkeypatch.setattr(short_ways, "FEW", few)
    monkeypatch.setattr(short_ways, "COMMON", common)
    monkeypatch.setattr(queue, "WINDOW", window)
    state = State(queue_name)
    # Dense at first, then nothing for long, then dense again; some at the same moment.
    says = [i % 2 == 0 if i < 10 else i > 24 for i in range(32)]
    made = [scene.comment(state, body="dam" if yes else "x", now=after(i // 3)) for i, yes in enumerate(says)]
    expected = [number for number, yes in zip(made, says, strict=True) if yes]
    if queue_name == "approved":
        expected.reverse()
    for limit in (1, 3, 5, 25):
        found, cursor = [], None
        while True:
            page = queue_page(
                Filters(queue=queue_name, q="dam"),
                by=scene.ana,
                cursor=cursor,
                limit=limit,
                authors_moderate_own=False,
            )
            found += [item.id for item in page.items]
            if (cursor := page.next_cursor) is None:
                break
        assert found == expected, limit


@pytest.mark.parametrize(("glance", "common", "is_counted"), [(8, 4, True), (8, 3, False), (4, 3, True)])
def test_what_many_of_the_first_pass_is_not_counted_but_walked(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, glance: int, common: int, is_counted: bool
) -> None:
    monkeypatch.setattr(short_ways, "GLANCE", glance)
    monkeypatch.setattr(short_ways, "COMMON", common)
    monkeypatch.setattr(queue, "WINDOW", 6)
    bodies = ["dam", "dam", "x", "x", "x", "x", "dam", "x", "x", "x"]
    for i, body in enumerate(bodies):
        scene.comment(body=body, now=after(i))
    page = queue_page(Filters(q="dam"), by=scene.ana, authors_moderate_own=False)
    # The short way leads to all three; the walk ends with the window.
    assert (len(page.items), page.is_cut_short) == ((3, False) if is_counted else (2, True))
