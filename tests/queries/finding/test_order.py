"""In which order finds come, what narrows them, and how pages follow one another; on both engines."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from forum.db import db
from forum.domain.comment_states import State
from forum.domain.finding import DocumentKind
from forum.models import Category
from forum.operations.categories import CategoryDraft, save_category
from forum.queries.finding import After, pages, read_after
from forum.queries.taxonomy import categories, section_at
from tests.factories.posts import make_post
from tests.factories.publications import make_publication
from tests.operations.moderation.scene import Scene
from tests.queries.finding.scenes import ask, found, posts
from tests.support.moments import LONG_AGO, NOW

DAY = timedelta(days=1)


def durian(
    scene: Scene, days: float, *, title: str = "A tree", body: str = "It smells of durian.", **more: str
) -> int:
    """A post of so many days ago."""
    return make_post(
        scene.cast.chanthy.actor, title=title, body=body, published_at=NOW - days * DAY, **more
    ).id


def comment(scene: Scene, days: float, **more: str) -> int:
    return scene.comment(State.APPROVED, body="A durian.", now=NOW - days * DAY, **more)


def test_titles_come_first_and_then_the_newest(scene: Scene) -> None:
    middle = durian(scene, 20)
    old_title = durian(scene, 4000, title="Durian")
    oldest = durian(scene, 30)
    newest = durian(scene, 10)
    title = durian(scene, 50, title="Of durian, again", body="Of a tree.")
    assert posts("durian") == [title, old_title, newest, middle, oldest]


def test_all_that_is_asked_for_must_be_in_the_title(scene: Scene) -> None:
    half = durian(scene, 1, title="Durian", body="A tree.")
    whole = durian(scene, 100, title="A tree of durian")
    assert posts("durian tree") == [whole, half]
    assert posts('"tree durian"') == []  # not from the title into the text


def test_a_comment_stands_where_a_post_of_a_year_before_stands(scene: Scene) -> None:
    young, old = durian(scene, 200), durian(scene, 500)
    fresh, stale = comment(scene, 2), comment(scene, 300)
    assert found("durian") == [
        ("post", young),
        ("comment", fresh),
        ("post", old),
        ("comment", stale),
    ]


def test_what_appeared_in_the_same_minute_has_an_order(scene: Scene) -> None:
    numbers = [durian(scene, 7) for _ in range(5)]
    assert posts("durian") == numbers[::-1]


def test_filters(scene: Scene, engine_app: Flask) -> None:
    save_category(None, CategoryDraft("Events"), by=scene.cast.boun.actor, now=LONG_AGO)
    events = db.session.scalars(sa.select(Category.id).where(Category.slug == "events")).one()
    part = CategoryDraft("Webinars", parent_id=events)
    save_category(None, part, by=scene.cast.boun.actor, now=LONG_AGO)
    rooms = {one.slug: one.id for one in db.session.query(Category)}
    whole = section_at("events", categories())
    assert whole is not None
    first = durian(scene, 400, language="th", body="It smells of durian น้ำ.")
    second = durian(scene, 10, category_id=rooms["webinars"], language="zh-Hant")
    said = comment(scene, 3, post_id=second)
    guide = make_publication(
        engine_app,
        scene.cast.chanthy.actor,
        editions=(("vi", "pdf"),),
        description="It smells of durian.",
        language="vi",
        category_id=rooms["webinars"],
        published_at=NOW - 20 * DAY,
    ).id
    assert found("durian") == [
        ("post", second),
        ("publication", guide),
        ("comment", said),
        ("post", first),
    ]
    assert found("durian", kind=DocumentKind.PUBLICATION) == [("publication", guide)]
    assert found("durian", language="vi") == [("publication", guide)]
    assert found("durian", kind=DocumentKind.COMMENT) == [("comment", said)]
    assert found("durian", kind=DocumentKind.POST) == [("post", second), ("post", first)]
    for numbers in ((rooms["webinars"],), whole.numbers):
        assert found("durian", categories=numbers) == [
            ("post", second),
            ("publication", guide),
            ("comment", said),
        ]
    assert found("durian", categories=(rooms["events"],)) == []
    assert found("durian", language="th") == [("post", first)]
    assert found("durian", language="zh") == [("post", second)]
    year = (NOW - 30 * DAY, NOW + DAY)
    assert found("durian", span=year) == [
        ("post", second),
        ("publication", guide),
        ("comment", said),
    ]
    kinds = {"kind": DocumentKind.PUBLICATION, "categories": whole.numbers}
    assert found("durian", span=year, **kinds) == [("publication", guide)]
    assert found("durian", span=(NOW - 19 * DAY, NOW), **kinds) == []
    assert found("durian", span=(NOW - 500 * DAY, NOW - 30 * DAY)) == [("post", first)]
    assert found("durian", span=year, kind=DocumentKind.COMMENT, categories=whole.numbers) == [
        ("comment", said)
    ]
    assert found("durian", span=year, language="km") == []


def test_a_year_ends_where_it_ends(scene: Scene) -> None:
    at = NOW - 10 * DAY
    number = durian(scene, 10)
    assert posts("durian", span=(at, at + timedelta(seconds=1))) == [number]
    assert posts("durian", span=(at - DAY, at)) == []
    assert posts("durian", span=(at + timedelta(seconds=1), NOW)) == []


def walk(size: int, q: str = "durian", **more: object) -> list[tuple[str, int]]:
    """All finds, page by page."""
    seen: list[tuple[str, int]] = []
    page = ask(q, size=size, **more)
    while True:
        assert len(page.hits) <= size
        seen += [(str(hit.kind), hit.id) for hit in page.hits]
        if page.after is None:
            return seen
        page = ask(q, size=size, after=read_after(str(page.after)), **more)


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pages_follow_one_another_without_gap_or_repeat(scene: Scene, size: int) -> None:
    for day in range(1, 4):
        durian(scene, day, title="Durian")
        durian(scene, day * 100)
        comment(scene, day * 5)
    whole = found("durian")
    assert len(whole) == 9
    assert walk(size) == whole


@pytest.mark.parametrize("size", [1, 2, 5])
def test_a_search_that_is_cut_short_goes_on_where_it_ended(
    scene: Scene, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here a page looks at three places, of which most are hidden."""
    for day in range(1, 12):
        title = "Durian" if day % 2 else "A tree"
        number = durian(scene, day, title=title)
        if day % 3:
            scene.comment(State.PENDING, body="A durian.", now=NOW - day * DAY, post_id=number)
    comment(scene, 11)
    whole = found("durian")
    assert len(whole) == 12
    monkeypatch.setattr(pages, "GLANCE", 2)
    monkeypatch.setattr(pages, "WINDOW", 3)
    assert walk(size) == whole
    assert walk(size, kind=DocumentKind.COMMENT) == [whole[-1]]


def test_where_nothing_has_the_last_word_what_begins_so_is_found(scene: Scene) -> None:
    english = durian(scene, 1, body="Against trafficking.")
    thai = durian(scene, 2, body="เขื่อนแตก")
    for q, number in (("traff", english), ("against traff", english), ("เขื", thai)):
        page = ask(q)
        assert ([hit.id for hit in page.hits], page.is_opened) == ([number], True), q
        assert any(piece.is_hit for piece in page.hits[0].passage), q
    assert ask("traff against").hits == []
    # Of so little begins a good part of all words there are.
    for q in ("t", "tr", "against tr", "ข"):
        assert (ask(q).hits, ask(q).is_opened) == ([], False), q
    assert not ask("trafficking").is_opened


def test_a_place_is_read_back_and_nothing_else() -> None:
    for after in (After(), After(5, 7), After(0, 2**62)):
        assert read_after(str(after)) == after
    for text in (
        "",
        "1",
        "1.",
        ".1",
        "1.2.3",
        "-1.2",
        "1.99999999999999999999",
        "１.２",
        "9999999999999999999.1",
    ):
        with pytest.raises(ValueError, match="place"):
            read_after(text)
