"""Administrators keep the tags, on both engines."""

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.refusals import NotAllowed, NotFound, Refused
from forum.models import LogEntry, Post, Tag
from forum.operations.tags import delete_tag, merge_tag, rename_tag
from forum.queries.belonging import belonging_of
from forum.queries.taxonomy import Shelved, moved_to, tag_shelf
from tests.factories.posts import make_post
from tests.support.moments import NOW

pytestmark = pytest.mark.both_engines


@pytest.fixture
def posts(in_app, cast):
    return [make_post(cast.chanthy.actor, tags=tags) for tags in (("Boats",), ("Boats", "Ships"), ("Ships",))]


def number_of(name: str) -> int:
    return db.session.scalars(sa.select(Tag.id).where(Tag.name == name)).one()


def names_of(post) -> list[str]:
    return [tag.name for tag in belonging_of(post.id, post.slug, now=NOW).tags]


def revisions() -> list[int]:
    return list(db.session.scalars(sa.select(Post.revision).order_by(Post.id)))


def test_a_tag_gets_another_name_and_address(posts, cast):
    before = revisions()
    tag = rename_tag(number_of("Boats"), " เรือ ", slug="เรือ", by=cast.boun.actor, now=NOW)
    assert (tag.name, tag.slug) == ("เรือ", "เรือ")
    assert moved_to(Shelved.TAG, "boats") == "เรือ"
    assert [new - old for old, new in zip(before, revisions(), strict=True)] == [1, 1, 0]
    rename_tag(tag.id, "Boats of all kinds", by=cast.boun.actor, now=NOW)
    assert db.session.get_one(Tag, tag.id).slug == "เรือ"


def test_two_tags_become_one_and_no_post_has_it_twice(posts, cast):
    before = revisions()
    other = merge_tag(number_of("Ships"), "Boats", by=cast.boun.actor, now=NOW)
    assert other.name == "Boats"
    assert [names_of(post) for post in posts] == [["Boats"]] * 3
    assert moved_to(Shelved.TAG, "ships") == "boats"
    assert [new - old for old, new in zip(before, revisions(), strict=True)] == [0, 1, 1]
    shelf, further = tag_shelf(size=10)
    assert [(one.name, one.posts) for one in shelf] == [("Boats", 3)]
    assert further is None
    entry = db.session.scalars(sa.select(LogEntry).where(LogEntry.verb == "tag.merge")).one()
    assert (entry.facts["name"], entry.facts["into"]) == ("Ships", "Boats")


def test_addresses_that_led_to_a_merged_tag_lead_on(posts, cast):
    rename_tag(number_of("Ships"), "Ships", slug="vessels", by=cast.boun.actor, now=NOW)
    merge_tag(number_of("Ships"), "Boats", by=cast.boun.actor, now=NOW)
    assert {moved_to(Shelved.TAG, slug) for slug in ("ships", "vessels")} == {"boats"}


def test_a_deleted_tag_is_on_no_post(posts, cast):
    delete_tag(number_of("Boats"), by=cast.boun.actor, now=NOW)
    assert [names_of(post) for post in posts] == [[], ["Ships"], ["Ships"]]


def test_the_shelf_is_paged_by_name(posts):
    first, further = tag_shelf(size=1)
    assert ([one.name for one in first], further) == (["Boats"], "Boats")
    second, further = tag_shelf(after="Boats", size=1)
    assert ([one.name for one in second], further) == (["Ships"], None)


@pytest.mark.parametrize(
    ("verb", "code"),
    [
        (lambda by: rename_tag(number_of("Boats"), " ", by=by, now=NOW), "tag_name_empty"),
        (lambda by: rename_tag(number_of("Boats"), "x" * 81, by=by, now=NOW), "tag_name_too_long"),
        (lambda by: rename_tag(number_of("Boats"), "a\0", by=by, now=NOW), "tag_name_not_text"),
        (lambda by: rename_tag(number_of("Boats"), "Ships", by=by, now=NOW), "tag_name_taken"),
        (lambda by: rename_tag(number_of("Boats"), "B", slug="x" * 301, by=by, now=NOW), "tag_slug_too_long"),
        (lambda by: merge_tag(number_of("Boats"), "Boats", by=by, now=NOW), "tag_into_itself"),
        (lambda by: merge_tag(number_of("Boats"), "Rafts", by=by, now=NOW), "no_such_tag"),
        (lambda by: merge_tag(number_of("Boats"), "", by=by, now=NOW), "tag_name_empty"),
    ],
)
def test_what_cannot_be_is_refused_by_name_and_changes_nothing(posts, cast, verb, code):
    with pytest.raises(Refused, match=code):
        verb(cast.boun.actor)
    assert [names_of(post) for post in posts] == [["Boats"], ["Boats", "Ships"], ["Ships"]]


def test_only_administrators_keep_them(posts, cast):
    number = number_of("Boats")
    for by in (cast.elin.actor, cast.chanthy.actor, cast.ana.actor):
        for verb in (
            lambda by: rename_tag(number, "B", by=by, now=NOW),
            lambda by: merge_tag(number, "Ships", by=by, now=NOW),
            lambda by: delete_tag(number, by=by, now=NOW),
        ):
            with pytest.raises(NotAllowed):
                verb(by)
    with pytest.raises(NotFound):
        delete_tag(9999, by=cast.boun.actor, now=NOW)
