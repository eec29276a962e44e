"""Lists of posts: newest first, each post once, whatever the page size."""

from datetime import timedelta

import pytest

from forum.domain.post_states import PostMove
from forum.operations.posts.drafts import BylineDraft
from forum.operations.posts.moving import move_post
from forum.queries.lists import ALL_POSTS, Shelf, posts_on
from forum.queries.people import person_at
from forum.queries.taxonomy import categories, section_at, tag_at
from tests.factories.posts import make_post
from tests.support.moments import LONG_AGO, NOW, TOMORROW, YESTERDAY
from tests.support.statements import count_statements

pytestmark = pytest.mark.usefixtures("in_app")


def titles(page):
    return [card.title for card in page.items]


def walk(shelf, size):
    """All titles of the shelf, page after page."""
    found, older = [], None
    while True:
        page = posts_on(shelf, size=size, older=older, now=NOW)
        found += titles(page)
        if page.older is None:
            return found
        older = page.older


@pytest.mark.both_engines
@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_walking_the_pages_meets_every_post_once_newest_first(cast, size):
    # Three posts at the very same instant: the number decides, so that none is lost between two pages.
    for at in (LONG_AGO, YESTERDAY, YESTERDAY, YESTERDAY, NOW - timedelta(hours=1), NOW, LONG_AGO):
        make_post(cast.chanthy.actor, published_at=at, title=f"At {at:%d %H}")
    everything = titles(posts_on(ALL_POSTS, size=50, older=None, now=NOW))

    assert len(everything) == 7
    assert everything[0] == f"At {NOW:%d %H}"
    assert everything[-1] == f"At {LONG_AGO:%d %H}"
    assert walk(ALL_POSTS, size) == everything


@pytest.mark.both_engines
def test_only_public_posts_are_listed(cast):
    make_post(cast.chanthy.actor, title="Public")
    make_post(cast.chanthy.actor, title="Draft", published_at=None)
    make_post(cast.chanthy.actor, title="Tomorrow", published_at=TOMORROW, now=YESTERDAY)
    gone = make_post(cast.chanthy.actor, title="Gone")
    move_post(gone.id, PostMove.TRASH, by=cast.chanthy.actor, now=NOW)

    assert walk(ALL_POSTS, 10) == ["Public"]


def test_a_scheduled_post_is_listed_from_its_instant_on(cast):
    make_post(cast.chanthy.actor, title="Tomorrow", published_at=TOMORROW, now=YESTERDAY)

    just_before = posts_on(ALL_POSTS, size=5, older=None, now=TOMORROW - timedelta(microseconds=1))
    assert titles(just_before) == []
    assert titles(posts_on(ALL_POSTS, size=5, older=None, now=TOMORROW)) == ["Tomorrow"]


@pytest.mark.both_engines
def test_a_shelf_holds_what_it_names(cast):
    make_post(
        cast.chanthy.actor,
        title="About law",
        tags=("Law", "Work"),
        bylines=(BylineDraft(name="Thida Aung"), BylineDraft(name="Siri")),
    )
    make_post(cast.dara.actor, title="About work", tags=("Work",), published_at=LONG_AGO)

    law, work = tag_at("law", now=NOW), tag_at("work", now=NOW)
    thida, dara = person_at("thida-aung", now=NOW), person_at("dara", now=NOW)
    posts = section_at("posts", categories())
    assert walk(Shelf(tag_id=law.id), 1) == ["About law"]
    assert walk(Shelf(tag_id=work.id), 1) == ["About law", "About work"]
    assert walk(Shelf(person_id=thida.id), 1) == ["About law"]
    assert walk(Shelf(person_id=dara.id), 1) == ["About work"]
    assert walk(Shelf(categories=posts.numbers), 1) == ["About law", "About work"]
    assert walk(Shelf(start=LONG_AGO, end=YESTERDAY), 1) == ["About work"]
    assert walk(Shelf(start=LONG_AGO + timedelta(seconds=1), end=YESTERDAY), 1) == []


def test_a_card_says_what_the_list_shows(cast):
    make_post(
        cast.chanthy.actor,
        title="Signed",
        excerpt="By hand.",
        bylines=(
            BylineDraft(name="Thida Aung", title="Officer", organisation="Regional Network"),
            BylineDraft(name="Siri"),
        ),
    )
    make_post(cast.chanthy.actor, title="Cut", body="The text itself, cut.", published_at=LONG_AGO)

    signed, cut = posts_on(ALL_POSTS, size=5, older=None, now=NOW).items
    assert signed.excerpt == "By hand."
    assert [(one.name, one.standing, one.person_slug) for one in signed.signatures] == [
        ("Thida Aung", "Officer, Regional Network", "thida-aung"),
        ("Siri", "", "siri"),
    ]
    assert cut.excerpt == "The text itself, cut."


def test_a_tag_or_a_person_of_drafts_only_is_nobody_s_business(cast):
    make_post(cast.chanthy.actor, tags=("Secret",), bylines=(BylineDraft(name="Hidden"),), published_at=None)

    assert tag_at("secret", now=NOW) is None
    assert person_at("hidden", now=NOW) is None


def test_a_page_takes_two_statements_however_long_it_is(cast):
    for _ in range(12):
        make_post(cast.chanthy.actor)

    with count_statements(at_most=2):
        posts_on(ALL_POSTS, size=10, older=None, now=NOW)
