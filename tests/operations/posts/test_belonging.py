"""What a post belongs to, on both engines: its original, its series, its place before the others."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.refusals import NotAllowed, Refused
from forum.models import Post, SeriesPart
from forum.operations.posts.drafts import BelongingDraft, PostDraft
from forum.operations.posts.saving import save_post
from forum.queries.belonging import belonging_of, series_at
from forum.queries.lists import front_page
from forum.queries.posts_desk.manuscripts import edited_post
from tests.factories.posts import BODY, make_post
from tests.support.moments import NOW, TOMORROW, YESTERDAY

pytestmark = pytest.mark.both_engines


@pytest.fixture
def write(in_app, cast):
    """A public post that belongs somewhere."""

    def write(title, language="en", by=cast.chanthy, published_at=YESTERDAY, **belonging):
        return make_post(
            by.actor,
            title=title,
            language=language,
            published_at=published_at,
            now=YESTERDAY,
            belonging=BelongingDraft(**belonging),
        )

    return write


def save(post, by, at=NOW, body=BODY, language=None, **belonging):
    """Saves the post with another text or belonging; without ``belonging`` it stays as it is."""
    draft = PostDraft(
        title=post.title,
        body=body,
        language=language or post.language,
        published_at=post.published_at,
        belonging=BelongingDraft(**belonging) if belonging else None,
    )
    return save_post(post.id, draft, seen=post.version, by=by.actor, now=at)


def group(post) -> list[tuple[str, bool]]:
    found = belonging_of(post.id, post.slug, now=NOW)
    return [(one.title, one.is_original) for one in found.translations]


def test_an_original_and_its_translations_name_each_other(write, cast):
    original = write("Ferry")
    thai = write("เรือ", "th", translates_id=original.id)
    # Whoever names a translation means its original.
    lao = write("ເຮືອ", "lo", translates_id=thai.id)
    hidden = write("Khmer", "km", published_at=None, translates_id=original.id)
    assert group(original) == [("ເຮືອ", False), ("เรือ", False)]
    assert group(thai) == [("Ferry", True), ("ເຮືອ", False)]
    assert group(lao) == [("Ferry", True), ("เรือ", False)]
    assert group(hidden) == [("Ferry", True), ("ເຮືອ", False), ("เรือ", False)]
    assert edited_post(lao.id, by=cast.chanthy.actor).translates_slug == "ferry"
    save(lao, cast.chanthy, series="")
    assert group(lao) == []


@pytest.mark.parametrize(
    ("language", "of", "code"),
    [
        ("en", "original", "translates_same_language"),
        ("th", "original", "translates_language_taken"),
        ("th", "thai", "translates_language_taken"),
        ("km", "hidden", "translates_nothing"),
        ("km", None, "translates_nothing"),
    ],
)
def test_what_is_no_translation_is_refused_and_nothing_is_stored(write, cast, language, of, code):
    original = write("Ferry")
    numbers = {
        "original": original.id,
        "thai": write("เรือ", "th", translates_id=original.id).id,
        "hidden": write("Hidden", by=cast.dara, published_at=None).id,
    }
    before = db.session.scalar(sa.select(sa.func.count()).select_from(Post))
    with pytest.raises(Refused, match=code):
        write("Again", language, translates_id=numbers.get(of, 9999))
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Post)) == before


def test_a_group_stays_one_whoever_of_it_changes(write, cast):
    original = write("Ferry")
    thai = write("เรือ", "th", translates_id=original.id)
    other = write("Boat", "vi")
    for post, change, code in (
        (original, {"translates_id": other.id}, "translates_has_translations"),
        (original, {"translates_id": original.id}, "translates_itself"),
        (original, {"translates_id": thai.id}, "translates_has_translations"),
        # A change of the language alone is a change of the group, too.
        (thai, {"language": "en"}, "translates_same_language"),
        (original, {"language": "th"}, "translates_language_taken"),
    ):
        with pytest.raises(Refused, match=code):
            save(post, cast.chanthy, **change)
    assert group(original) == [("เรือ", False)]


def test_a_translation_is_behind_until_it_follows(write, cast):
    original = write("Ferry")
    thai = write("เรือ", "th", translates_id=original.id)

    def times():
        found = belonging_of(thai.id, thai.slug, now=NOW).original
        return found.text_at, db.session.scalar(sa.select(Post.text_at).where(Post.id == thai.id))

    assert times() == (YESTERDAY, YESTERDAY)
    original = save(original, cast.chanthy, at=YESTERDAY + timedelta(hours=1))  # the text stays
    assert times() == (YESTERDAY, YESTERDAY)
    save(original, cast.chanthy, at=NOW, body="Another text.")
    assert times() == (NOW, YESTERDAY)
    save(thai, cast.chanthy, at=NOW, body="อีกข้อความหนึ่ง")
    assert times() == (NOW, NOW)


def parts(post) -> tuple[int, list[str]]:
    found = belonging_of(post.id, post.slug, now=NOW).series
    return (found.number, [one.title for one in found.parts]) if found else (0, [])


def test_a_series_has_its_parts_in_their_order(write, cast):
    one, two = write("One", series="On rivers"), write("Two", series=" On  rivers ")
    write("Later", series="On rivers", published_at=TOMORROW)
    first = write("First", series="On rivers", series_place=1)
    assert parts(two) == (3, ["One", "First", "Two"])  # those in one place stand by their numbers
    found = belonging_of(first.id, first.slug, now=NOW).series
    assert (found.before.title, found.behind.title) == ("One", "Two")
    assert series_at("on-rivers", now=NOW).name == "On rivers"
    stamp = db.session.scalar(sa.select(Post.revision).where(Post.id == two.id))
    save(one, cast.chanthy, series="On rivers", series_place=9)
    assert parts(two) == (2, ["First", "Two", "One"])
    assert db.session.scalar(sa.select(Post.revision).where(Post.id == two.id)) == stamp + 1
    save(two, cast.chanthy, series="")
    assert parts(two) == (0, [])


def test_a_series_of_drafts_is_nowhere(write):
    write("Draft", series="Secret", published_at=None)
    assert series_at("secret", now=NOW) is None


@pytest.mark.parametrize(
    ("belonging", "code"),
    [
        ({"series": "x" * 121}, "series_too_long"),
        ({"series": "a\0"}, "series_not_text"),
        ({"series": "–!–"}, "series_without_letters"),
        ({"series": "A", "series_place": 0}, "series_place_out_of_bounds"),
        ({"series": "A", "series_place": 10_000}, "series_place_out_of_bounds"),
    ],
)
def test_what_is_no_series_is_refused(write, belonging, code):
    with pytest.raises(Refused, match=code):
        write("One", **belonging)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SeriesPart)) == 0


def test_pinned_posts_stand_before_the_others(write, cast):
    old = write("Old", by=cast.boun, published_at=YESTERDAY - timedelta(days=9), is_pinned=True)
    new = write("New")
    pinned, page = front_page(size=10, now=NOW)
    assert ([one.title for one in pinned], [one.title for one in page.items]) == (["Old"], ["New"])
    save(old, cast.boun, is_pinned=False)
    pinned, page = front_page(size=10, now=NOW)
    assert ([one.title for one in pinned], [one.title for one in page.items]) == ([], ["New", "Old"])
    assert new.pinned_at is None


def test_only_administrators_pin_and_only_a_few(write, cast):
    with pytest.raises(NotAllowed):
        write("Mine", is_pinned=True)
    for number in range(5):
        write(f"Pinned {number}", by=cast.boun, is_pinned=True)
    with pytest.raises(Refused, match="too_many_pinned"):
        write("One more", by=cast.boun, is_pinned=True)


def test_a_save_that_says_nothing_of_it_leaves_it(write, cast):
    original = write("Ferry")
    thai = write("เรือ", "th", translates_id=original.id, series="On rivers", is_canonical=True)
    save(thai, cast.chanthy, body="ข้อความอื่น")
    stored = edited_post(thai.id, by=cast.chanthy.actor)
    assert (stored.translates_slug, stored.series, stored.series_place) == ("ferry", "On rivers", 1)
    assert stored.is_canonical
