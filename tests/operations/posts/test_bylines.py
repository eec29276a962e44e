"""Who signs, with and without an account."""

import pytest
import sqlalchemy as sa

from forum.db import transaction
from forum.models import Person
from forum.operations.posts.drafts import BylineDraft, BylineRole

pytestmark = pytest.mark.both_engines


def test_people_need_no_account_and_are_one_person_ever_after(write):
    draft = BylineDraft(name="Amara Lindqvist", title="Secretary", organisation="The Conference")
    first = write(bylines=(draft, BylineDraft(name="Chanthy", role=BylineRole.EDITOR)))
    assert [(b.name, b.title, b.role) for b in first.bylines] == [
        ("Amara Lindqvist", "Secretary", "author"),
        ("Chanthy", "", "editor"),
    ]
    second = write(bylines=(BylineDraft(name="Amara Lindqvist"),))
    assert second.bylines[0].person_id == first.bylines[0].person_id
    assert second.bylines[0].title == "Secretary", "what the person's page says today"
    third = write(bylines=(BylineDraft(name="Amara Lindqvist", title="", organisation=""),))
    assert third.bylines[0].title == "", "unless the draft says otherwise"


def test_they_are_frozen(write, save):
    post = write(bylines=(BylineDraft(name="Mali", title="Teacher"),))
    with transaction() as session:
        session.execute(sa.update(Person).values(name="Mali Thongkham", title="Director"))
    for bylines in (None, (BylineDraft(post.bylines[0].person_id, name="Mali"),)):
        saved = save(post, bylines=bylines)
        assert [(b.name, b.title) for b in saved.bylines] == [("Mali", "Teacher")]


def test_a_changed_name_is_somebody_else(write, save):
    post = write(bylines=(BylineDraft(name="Mali"),))
    person = post.bylines[0].person_id
    saved = save(post, bylines=(BylineDraft(person, name="Dara Sok"),))
    assert saved.bylines[0].name == "Dara Sok"
    assert saved.bylines[0].person_id != person


def test_nobody_signs_twice_for_the_same_work(write):
    twice = (
        BylineDraft(name="Mali"),
        BylineDraft(name="Mali"),
        BylineDraft(name="Mali", role=BylineRole.EDITOR),
    )
    post = write(bylines=twice)
    assert [(b.name, b.role) for b in post.bylines] == [("Mali", "author"), ("Mali", "editor")]
    assert len({b.person_id for b in post.bylines}) == 1


def test_two_new_names_with_one_address_are_two_people(write):
    post = write(bylines=(BylineDraft(name="A. Lim"), BylineDraft(name="A Lim")))
    assert len({b.person_id for b in post.bylines}) == 2


def test_they_change_places_and_go(write, save):
    post = write(bylines=(BylineDraft(name="Mali"), BylineDraft(name="Thida")))
    turned = tuple(BylineDraft(b.person_id) for b in reversed(post.bylines))
    assert [b.name for b in save(post, bylines=turned).bylines] == ["Thida", "Mali"]
    assert save(post, bylines=()).bylines == []
