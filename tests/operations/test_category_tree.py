"""Categories within categories, renamed and merged, on both engines."""

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.refusals import NotAllowed, NotFound, Refused
from forum.domain.screening import Mode
from forum.models import LogEntry, ModeratedCategory, OldAddress, Post
from forum.operations.accounts.areas import set_areas
from forum.operations.categories import CategoryDraft, delete_category, merge_category, save_category
from forum.operations.comments.text import mode_of
from forum.queries.settings import site_settings
from forum.queries.taxonomy import Shelved, categories, moved_to, section_at
from tests.factories.people import make_moderator_of
from tests.factories.posts import make_post
from tests.support.moments import NOW

pytestmark = pytest.mark.both_engines


@pytest.fixture
def keep(in_app, cast):
    """Saves a category, as an administrator."""

    def keep(name, number=None, **fields):
        return save_category(number, CategoryDraft(name, **fields), by=cast.boun.actor, now=NOW)

    return keep


def tree() -> list[tuple[str, int | None]]:
    return [(one.name, one.parent_id) for one in categories()]


def test_a_part_stands_behind_its_parent_and_counts_its_place_among_its_likes(keep):
    a, b = keep("A"), keep("B")
    keep("A2", parent_id=a.id)
    keep("A1", parent_id=a.id, place=1)
    assert tree() == [("A", None), ("A1", a.id), ("A2", a.id), ("B", None)]
    with pytest.raises(Refused, match="category_place_out_of_bounds"):
        keep("A3", parent_id=a.id, place=4)
    section = section_at("a", categories())
    assert [one.name for one in section.parts] == ["A1", "A2"]
    assert section_at("a1", categories()).parent.id == a.id
    # One that moves elsewhere goes behind those that are there.
    keep("B", b.id, parent_id=a.id)
    assert [name for name, _ in tree()] == ["A", "A1", "A2", "B"]


def test_what_stands_in_another_has_its_mode_unless_it_has_its_own(keep, cast):
    parent = keep("A", comments_mode=Mode.CLOSED)
    part, own = keep("A1", parent_id=parent.id), keep("A2", parent_id=parent.id, comments_mode=Mode.EVERYONE)
    post, other = (make_post(cast.chanthy.actor, category_id=one.id) for one in (part, own))
    assert mode_of(post, site_settings()).mode is Mode.CLOSED
    assert mode_of(other, site_settings()).mode is Mode.EVERYONE
    before = post.revision
    keep("A", parent.id, comments_mode=Mode.EVERYONE)
    assert mode_of(post, site_settings()).mode is Mode.EVERYONE
    assert db.session.scalar(sa.select(Post.revision).where(Post.id == post.id)) == before + 1


def test_who_looks_after_a_category_looks_after_a_new_part_of_it(keep, cast):
    parent = keep("A")
    set_areas(cast.ana.id, [parent.id], by=cast.boun.actor, now=NOW)
    part = keep("A1", parent_id=parent.id)
    theirs = sa.select(ModeratedCategory.category_id).where(ModeratedCategory.user_id == cast.ana.id)
    assert set(db.session.scalars(theirs)) == {parent.id, part.id}


def test_who_looks_after_a_category_looks_after_what_is_moved_into_it(keep, cast):
    def areas(member) -> set[int]:
        theirs = sa.select(ModeratedCategory.category_id).where(ModeratedCategory.user_id == member.id)
        return set(db.session.scalars(theirs))

    parent, part, other = keep("A"), keep("B"), keep("C")
    other_moderator = make_moderator_of(cast, [part.id])
    set_areas(cast.ana.id, [parent.id], by=cast.boun.actor, now=NOW)
    keep("B", part.id, parent_id=parent.id)
    assert areas(cast.ana) == {parent.id, part.id}
    assert areas(other_moderator) == {part.id}
    # What one looks after already is no second time one's own, and what moves out again stays with its moderators.
    set_areas(cast.ana.id, [parent.id, part.id, other.id], by=cast.boun.actor, now=NOW)
    keep("C", other.id, parent_id=parent.id)
    keep("B", part.id)
    assert areas(cast.ana) == {parent.id, part.id, other.id}
    # Saving it where it stands gives nobody anything back.
    set_areas(cast.ana.id, [parent.id], by=cast.boun.actor, now=NOW)
    keep("C again", other.id, parent_id=parent.id)
    assert areas(cast.ana) == {parent.id}


def test_a_changed_address_leads_on_and_comes_back(keep):
    row = keep("Guides")
    keep("Guides", row.id, slug="Tools and guides")
    assert row.slug == "tools-and-guides"
    assert moved_to(Shelved.CATEGORY, "guides") == "tools-and-guides"
    # Nobody else gets the old address, and the category itself may have it again.
    assert keep("Guides?").slug == "guides-2"
    keep("Guides", row.id, slug="guides")
    assert moved_to(Shelved.CATEGORY, "guides") is None
    assert moved_to(Shelved.CATEGORY, "tools-and-guides") == "guides"


def test_a_merged_category_leaves_its_posts_and_its_addresses_to_the_other(keep, cast):
    old, new = keep("Guides"), keep("Tools")
    keep("Guides", old.id, slug="help")
    post = make_post(cast.chanthy.actor, category_id=old.id)
    draft = make_post(cast.chanthy.actor, category_id=old.id, published_at=None)
    other = merge_category(old.id, new.id, by=cast.boun.actor, now=NOW)
    assert other.id == new.id
    stood = db.session.execute(
        sa.select(Post.category_id, Post.revision).where(Post.id.in_([post.id, draft.id]))
    )
    assert stood.all() == [(new.id, post.revision + 1), (new.id, draft.revision + 1)]
    assert [name for name, _ in tree()] == ["Tools"]
    assert {moved_to(Shelved.CATEGORY, slug) for slug in ("guides", "help")} == {"tools"}
    entry = db.session.scalars(sa.select(LogEntry).where(LogEntry.verb == "category.merge")).one()
    assert (entry.facts["name"], entry.facts["into"], entry.facts["posts"]) == ("Guides", "Tools", 2)


def test_what_may_not_go_stays(keep, cast):
    a, b = keep("A"), keep("B")
    part = keep("A1", parent_id=a.id)
    for verb in (lambda: delete_category(a.id, by=cast.boun.actor, now=NOW), lambda: merge(a.id, b.id, cast)):
        with pytest.raises(Refused, match="category_has_parts"):
            verb()
    with pytest.raises(Refused, match="category_into_itself"):
        merge(b.id, b.id, cast)
    with pytest.raises(Refused, match="no_such_category"):
        merge(b.id, 9999, cast)
    with pytest.raises(NotFound):
        merge(9999, b.id, cast)
    with pytest.raises(NotAllowed):
        merge_category(part.id, b.id, by=cast.ana.actor, now=NOW)
    set_areas(cast.ana.id, [part.id], by=cast.boun.actor, now=NOW)
    with pytest.raises(Refused, match="category_looked_after"):
        merge(part.id, b.id, cast)
    assert [name for name, _ in tree()] == ["A", "A1", "B"]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(OldAddress)) == 0


def merge(number, into, cast):
    return merge_category(number, into, by=cast.boun.actor, now=NOW)
