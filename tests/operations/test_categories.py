"""Administrators keep the categories, on both engines."""

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import STRANGER
from forum.domain.refusals import NotAllowed, NotFound, Refused
from forum.domain.screening import Mode
from forum.models import Category, LogEntry, Post
from forum.operations.categories import CategoryDraft, delete_category, save_category
from forum.queries.taxonomy import categories, category_shelf
from tests.factories.posts import make_post
from tests.support.moments import NOW

pytestmark = pytest.mark.both_engines


@pytest.fixture
def keep(in_app, cast):
    """Saves a category, as an administrator."""

    def keep(name, number=None, **fields):
        return save_category(number, CategoryDraft(name, **fields), by=cast.boun.actor, now=NOW)

    return keep


def order() -> list[str]:
    return [one.name for one in categories()]


def test_a_new_one_stands_behind_the_others_under_an_address_made_of_its_name(keep):
    for name in ("Updates", "คู่มือ", "Events"):
        keep(name)
    assert [(one.name, one.slug) for one in categories()] == [
        ("Updates", "updates"),
        ("คู่มือ", "คู่มือ"),
        ("Events", "events"),
    ]


@pytest.mark.parametrize(
    ("place", "expected"), [(1, ["C", "A", "B"]), (2, ["A", "C", "B"]), (3, ["A", "B", "C"])]
)
def test_it_goes_to_its_place(keep, place, expected):
    third = [keep(name) for name in "ABC"][-1]
    keep("C", third.id, place=place)
    assert order() == expected
    assert list(db.session.scalars(sa.select(Category.position).order_by(Category.position))) == [0, 1, 2]


def test_a_new_one_may_go_between(keep):
    keep("A")
    keep("B")
    keep("C", place=2)
    assert order() == ["A", "C", "B"]


def test_its_address_stays_and_the_stamp_of_its_posts_moves(keep, cast):
    row = keep("Guides")
    inside = make_post(cast.chanthy.actor, title="A guide", category_id=row.id)
    outside = make_post(cast.chanthy.actor, title="No guide", category_id=keep("News").id)
    before = (inside.revision, outside.revision)
    keep("Tools", row.id, comments_mode=Mode.CLOSED, description="For  everybody")
    shelf = {one.name: one for one in category_shelf()}
    assert (shelf["Tools"].slug, shelf["Tools"].comments_mode, shelf["Tools"].posts) == (
        "guides",
        "closed",
        1,
    )
    assert shelf["Tools"].description == "For everybody"
    after = {post.id: post.revision for post in db.session.execute(sa.select(Post.id, Post.revision))}
    assert (after[inside.id], after[outside.id]) == (before[0] + 1, before[1])


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": " \u200b "}, "category_name_empty"),
        ({"name": "x" * 121}, "category_name_too_long"),
        ({"name": "a\x00b"}, "category_name_not_text"),
        ({"name": "Updates"}, "category_name_taken"),
        ({"name": "New", "description": "x" * 501}, "category_description_too_long"),
        ({"name": "New", "place": 3}, "category_place_out_of_bounds"),
        ({"name": "New", "place": 0}, "category_place_out_of_bounds"),
    ],
)
def test_what_cannot_be_is_refused_by_name_and_leaves_nothing(keep, fields, code):
    keep("Updates")
    with pytest.raises(Refused) as caught:
        keep(**fields)
    assert caught.value.code == code
    assert order() == ["Updates"]


def test_a_category_with_posts_stays_even_if_they_are_drafts(keep, cast):
    row, empty = keep("Guides"), keep("Empty")
    make_post(cast.chanthy.actor, category_id=row.id, published_at=None)
    with pytest.raises(Refused, match="category_in_use"):
        delete_category(row.id, by=cast.boun.actor, now=NOW)
    delete_category(empty.id, by=cast.boun.actor, now=NOW)
    assert order() == ["Guides"]
    verbs = db.session.scalars(sa.select(LogEntry.verb).where(LogEntry.verb.like("category.%")))
    assert list(verbs) == ["category.save", "category.save", "category.delete"]


def test_only_administrators_keep_them(keep, cast):
    row = keep("Guides")
    for by in (STRANGER, cast.elin.actor, cast.chanthy.actor, cast.ana.actor):
        with pytest.raises(NotAllowed):
            save_category(None, CategoryDraft("Mine"), by=by, now=NOW)
        with pytest.raises(NotAllowed):
            delete_category(row.id, by=by, now=NOW)
    assert order() == ["Guides"]


def test_one_that_is_not_there_is_not_found(keep, cast):
    with pytest.raises(NotFound):
        keep("Mine", 9999)
    with pytest.raises(NotFound):
        delete_category(9999, by=cast.boun.actor, now=NOW)
