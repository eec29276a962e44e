"""The people who sign, kept by administrators, on both engines."""

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.refusals import NotAllowed, NotFound, Refused
from forum.models import Byline, LogEntry, Person, PersonName, Post
from forum.models.person import BylineRole
from forum.operations.people import PersonDraft, change_person, merge_person
from forum.operations.posts.drafts import BylineDraft
from forum.queries.people import names_of, signatures_of, signers_page
from forum.queries.taxonomy import Shelved, moved_to
from tests.factories.posts import make_post
from tests.support.moments import NOW

pytestmark = pytest.mark.both_engines

MALI = BylineDraft(name="Mali Thongkham", title="Editor", organisation="The river desk")


@pytest.fixture
def sign(in_app, cast):
    """A post with these by-lines."""

    def sign(*bylines, language="en"):
        return make_post(cast.chanthy.actor, bylines=bylines, language=language)

    return sign


@pytest.fixture
def change(in_app, cast):
    def change(number, name="Mali Thongkham", **facts):
        return change_person(number, PersonDraft(name, **facts), by=cast.boun.actor, now=NOW)

    return change


def number_of(name) -> int:
    return db.session.scalars(sa.select(Person.id).where(Person.name == name)).one()


def standing(post) -> list[str]:
    return [f"{one.name} ({one.title})" for one in signatures_of([post.id]).get(post.id, ())]


def test_a_post_is_signed_with_the_name_in_its_language_and_keeps_it(sign, change):
    before = sign(MALI, language="th")
    number = number_of("Mali Thongkham")
    change(number, title="Chief", names={"th": "มะลิ ทองคำ", "zh": "茉莉", "lo": " "})
    assert names_of(number) == (("th", "มะลิ ทองคำ"), ("zh", "茉莉"))
    assert standing(before) == ["Mali Thongkham (Editor)"]
    # Found by any of the names, and by number.
    assert standing(sign(BylineDraft(name="มะลิ ทองคำ"), language="th")) == ["มะลิ ทองคำ (Chief)"]
    assert standing(sign(BylineDraft(name="มะลิ ทองคำ"), language="en")) == ["Mali Thongkham (Chief)"]
    assert standing(sign(BylineDraft(person_id=number, name="茉莉"), language="zh-Hans")) == ["茉莉 (Chief)"]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Person)) == 1


def test_a_changed_address_leads_on_and_nobody_else_gets_it(sign, change):
    post = sign(MALI)
    stamp = post.revision
    number = number_of("Mali Thongkham")
    change(number, slug="mali")
    assert moved_to(Shelved.PERSON, "mali-thongkham") == "mali"
    assert db.session.scalar(sa.select(Post.revision).where(Post.id == post.id)) == stamp + 1
    change(number, name="M. T.")
    sign(BylineDraft(name="Mali Thongkham"))
    assert db.session.get_one(Person, number_of("Mali Thongkham")).slug == "mali-thongkham-2"


def test_two_pages_of_one_person_become_one(sign, change, cast):
    both = sign(MALI, BylineDraft(name="Mali T."), BylineDraft(name="Mali T.", role=BylineRole.PHOTOGRAPHER))
    other = sign(BylineDraft(name="Mali T."))
    old, new = number_of("Mali T."), number_of("Mali Thongkham")
    change(old, name="Mali T.", names={"th": "มะลิ", "lo": "ມະລິ"})
    change(new, names={"th": "มะลิ ทองคำ"})
    merge_person(old, " mali-thongkham ", by=cast.boun.actor, now=NOW)
    # Nobody signs twice for the same work; what stands stays.
    assert standing(both) == ["Mali Thongkham (Editor)", "Mali T. ()"]
    assert standing(other) == ["Mali T. ()"]
    signed = db.session.scalars(sa.select(Byline.person_id).distinct())
    assert set(signed) == {new}
    assert names_of(new) == (("lo", "ມະລິ"), ("th", "มะลิ ทองคำ"))
    assert moved_to(Shelved.PERSON, "mali-t") == "mali-thongkham"
    entry = db.session.scalars(sa.select(LogEntry).where(LogEntry.verb == "person.merge")).one()
    assert (entry.facts["name"], entry.facts["into"]) == ("Mali T.", "Mali Thongkham")
    people, further = signers_page(after=None, size=5)
    assert ([(one.name, one.posts) for one in people], further) == ([("Mali Thongkham", 2)], None)


def test_an_account_goes_with_its_person_and_two_do_not_become_one(sign, cast):
    make_post(cast.dara.actor)
    sign(MALI)
    mine = sign(BylineDraft(name=cast.chanthy.name))
    own, other = number_of(cast.chanthy.name), number_of(cast.dara.name)
    with pytest.raises(Refused, match="person_has_account"):
        merge_person(own, db.session.get_one(Person, other).slug, by=cast.boun.actor, now=NOW)
    merge_person(own, "mali-thongkham", by=cast.boun.actor, now=NOW)
    mali = db.session.get_one(Person, number_of("Mali Thongkham"))
    assert mali.user_id == cast.chanthy.id
    assert standing(mine) == [f"{cast.chanthy.name} ()"]


def test_the_page_of_names_goes_on_behind_the_last(sign):
    sign(*(BylineDraft(name=name) for name in ("Cho", "An", "Binh")))
    first, further = signers_page(after=None, size=2)
    assert [one.name for one in first] == ["An", "Binh"]
    second, further = signers_page(after=further, size=2)
    assert ([one.name for one in second], further) == (["Cho"], None)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"name": " "}, "person_name_empty"),
        ({"name": "x" * 121}, "person_name_too_long"),
        ({"title": "x" * 161}, "person_title_too_long"),
        ({"bio": "x" * 1001}, "person_bio_too_long"),
        ({"names": {"th": "x" * 121}}, "person_name_too_long"),
        ({"slug": "a\0"}, "person_slug_not_text"),
    ],
)
def test_what_cannot_be_is_refused_by_name_and_changes_nothing(sign, change, facts, code):
    sign(MALI)
    number = number_of("Mali Thongkham")
    with pytest.raises(Refused, match=code):
        change(number, **facts)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(PersonName)) == 0
    assert number_of("Mali Thongkham") == number


def test_only_administrators_keep_them(sign, cast):
    sign(MALI)
    number = number_of("Mali Thongkham")
    for by in (cast.elin.actor, cast.chanthy.actor, cast.ana.actor):
        with pytest.raises(NotAllowed):
            change_person(number, PersonDraft("M"), by=by, now=NOW)
        with pytest.raises(NotAllowed):
            merge_person(number, "x", by=by, now=NOW)
    for into, code in (("nobody", "no_such_signer"), ("mali-thongkham", "person_into_itself")):
        with pytest.raises(Refused, match=code):
            merge_person(number, into, by=cast.boun.actor, now=NOW)
    with pytest.raises(NotFound):
        merge_person(9999, "mali-thongkham", by=cast.boun.actor, now=NOW)
