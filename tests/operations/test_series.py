"""Administrators keep the series, on both engines."""

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.refusals import Conflict, NotAllowed, NotFound, Refused
from forum.models import LogEntry, Post, Series
from forum.operations.posts.drafts import BelongingDraft
from forum.operations.series import SeriesDraft, change_series, delete_series, merge_series, order_series
from forum.queries.series import series_shelf, shelved_parts, shelved_series
from forum.queries.taxonomy import Shelved, moved_to
from tests.factories.posts import make_post
from tests.support.moments import NOW

pytestmark = pytest.mark.both_engines


@pytest.fixture
def posts(in_app, cast):
    """Three parts of Ferries, the second of them a draft, and one of Rivers: their numbers by their titles."""
    made = [("One", "Ferries", {}), ("Two", "Ferries", {"published_at": None}), ("Three", "Ferries", {})]
    return {
        title: make_post(cast.chanthy.actor, title=title, belonging=BelongingDraft(series=series), **more).id
        for title, series, more in (*made, ("Source", "Rivers", {}))
    }


def number_of(name: str) -> int:
    return db.session.scalars(sa.select(Series.id).where(Series.name == name)).one()


def titles(name: str) -> list[str]:
    return [part.title for part in shelved_parts(number_of(name), now=NOW)]


def order(posts, wanted: str, seen: str, by) -> None:
    """Puts the parts of Ferries with these titles in order, which stood as they were ``seen``."""
    wanted, seen = ([posts[title] for title in titles.split()] for titles in (wanted, seen))
    order_series(number_of("Ferries"), wanted, seen=seen, by=by, now=NOW)


def revisions() -> list[int]:
    return list(db.session.scalars(sa.select(Post.revision).order_by(Post.id)))


def moved_since(before: list[int]) -> list[int]:
    return [new - old for old, new in zip(before, revisions(), strict=True)]


def logged(verb: str):
    return db.session.scalars(sa.select(LogEntry).where(LogEntry.verb == verb)).one().facts


def test_a_series_gets_another_name_address_and_description(posts, cast):
    before, number = revisions(), number_of("Ferries")
    draft = SeriesDraft(" เรือ ", " Who crosses. ", "เรือ")
    change_series(number, draft, by=cast.boun.actor, now=NOW)
    series = shelved_series(number)
    assert (series.name, series.slug, series.description, series.posts) == ("เรือ", "เรือ", "Who crosses.", 3)
    assert moved_to(Shelved.SERIES, "ferries") == "เรือ"
    assert moved_since(before) == [1, 1, 1, 0]
    assert logged("series.change") == {"series": number, "name": "เรือ"}
    change_series(number, SeriesDraft("Boats"), by=cast.boun.actor, now=NOW)
    assert (shelved_series(number).slug, shelved_series(number).description) == ("เรือ", "")


def test_the_parts_stand_as_they_are_put(posts, cast):
    before, number = revisions(), number_of("Ferries")
    order(posts, "Three One Two", "One Two Three", cast.boun.actor)
    assert titles("Ferries") == ["Three", "One", "Two"]
    assert moved_since(before) == [1, 1, 1, 0]
    assert logged("series.order") == {"series": number, "name": "Ferries"}
    # One that has come meanwhile stands behind.
    order(posts, "One Three", "Three One", cast.boun.actor)
    assert titles("Ferries") == ["One", "Three", "Two"]
    states = {part.title: part.state for part in shelved_parts(number, now=NOW)}
    assert states == {"One": "published", "Two": "draft", "Three": "published"}


def test_two_series_become_one(posts, cast):
    change_series(number_of("Ferries"), SeriesDraft("Ferries", slug="boats"), by=cast.boun.actor, now=NOW)
    before = revisions()
    other = merge_series(number_of("Ferries"), "Rivers", by=cast.boun.actor, now=NOW)
    assert other.name == "Rivers"
    assert titles("Rivers") == ["Source", "One", "Two", "Three"]
    assert {moved_to(Shelved.SERIES, slug) for slug in ("ferries", "boats")} == {"rivers"}
    assert moved_since(before) == [1, 1, 1, 1]
    shelf, further = series_shelf(size=10)
    assert ([(one.name, one.posts) for one in shelf], further) == ([("Rivers", 4)], None)
    facts = logged("series.merge")
    assert (facts["name"], facts["into"], facts["posts"]) == ("Ferries", "Rivers", 3)


def test_an_empty_series_is_deleted_and_no_other(posts, cast):
    number = number_of("Rivers")
    with pytest.raises(Refused, match="series_in_use"):
        delete_series(number, by=cast.boun.actor, now=NOW)
    db.session.execute(sa.delete(Post).where(Post.id == posts["Source"]))
    db.session.commit()
    delete_series(number, by=cast.boun.actor, now=NOW)
    assert shelved_series(number) is None
    assert logged("series.delete") == {"series": number, "name": "Rivers"}


def test_the_shelf_is_paged_by_name(posts):
    first, further = series_shelf(size=1)
    assert ([one.name for one in first], further) == (["Ferries"], "Ferries")
    second, further = series_shelf(after="Ferries", size=1)
    assert ([one.name for one in second], further) == (["Rivers"], None)


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (SeriesDraft(" "), "series_name_empty"),
        (SeriesDraft("x" * 121), "series_name_too_long"),
        (SeriesDraft("a\0"), "series_name_not_text"),
        (SeriesDraft("–!–"), "series_name_without_letters"),
        (SeriesDraft("Rivers"), "series_name_taken"),
        (SeriesDraft("B", slug="x" * 301), "series_slug_too_long"),
        (SeriesDraft("B", slug="a\0"), "series_slug_not_text"),
        (SeriesDraft("B", "x" * 501), "series_description_too_long"),
        (SeriesDraft("B", "a\0"), "series_description_not_text"),
    ],
)
def test_what_a_series_cannot_be_called_is_refused_by_name(posts, cast, draft, code):
    with pytest.raises(Refused, match=f"^{code}$"):
        change_series(number_of("Ferries"), draft, by=cast.boun.actor, now=NOW)
    assert titles("Ferries") == ["One", "Two", "Three"]


def test_what_cannot_be_merged_or_ordered_is_refused(posts, cast):
    number, by = number_of("Ferries"), cast.boun.actor
    for into, code in (
        ("Ferries", "series_into_itself"),
        ("Rafts", "no_such_series"),
        ("", "series_name_empty"),
    ):
        with pytest.raises(Refused, match=code):
            merge_series(number, into, by=by, now=NOW)
    for wanted, seen in (
        ("Source", "Source"),
        ("One One", "One Two"),
        ("One", "One Two"),
        ("One Two Source", "One Two Three"),
        # By somebody who has not seen how another one has put them, or that one has left, or come between.
        ("Three One Two", "One Three Two"),
        ("Two One Source Three", "One Two Source Three"),
        ("Three One", "One Three"),
    ):
        with pytest.raises(Conflict, match="series_parts_changed"):
            order(posts, wanted, seen, by)
    assert titles("Ferries") == ["One", "Two", "Three"]


def test_only_administrators_keep_them(posts, cast):
    number = number_of("Ferries")
    verbs = (
        lambda number, by: change_series(number, SeriesDraft("B"), by=by, now=NOW),
        lambda number, by: merge_series(number, "Rivers", by=by, now=NOW),
        lambda number, by: order_series(number, [], seen=[], by=by, now=NOW),
        lambda number, by: delete_series(number, by=by, now=NOW),
    )
    for verb in verbs:
        for member in (cast.elin, cast.chanthy, cast.ana):
            with pytest.raises(NotAllowed):
                verb(number, member.actor)
        with pytest.raises(NotFound, match="no_such_series"):
            verb(9999, cast.boun.actor)
