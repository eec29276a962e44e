"""An administrator says which categories a moderator looks after."""

import pytest

from forum.domain.refusals import NotAllowed, NotFound, Refused
from forum.operations.accounts import set_areas
from forum.operations.categories import delete_category
from forum.queries.moderation.scope import areas_of
from tests.factories.people import make_category, make_moderator_of, scoped_actor
from tests.operations.traces import logged
from tests.support.moments import NOW

pytestmark = [pytest.mark.both_engines, pytest.mark.usefixtures("in_app")]


def test_categories_are_given_changed_and_taken_and_the_log_says_so(cast) -> None:
    guides, news = make_category(cast, "Guides"), make_category(cast, "News")
    ana = cast.ana.id
    for wanted, slugs in (([news, guides, guides], ["guides", "news"]), ([news], ["news"]), ([], [])):
        set_areas(ana, wanted, by=cast.boun.actor, now=NOW)
        assert areas_of(ana) == (frozenset(wanted) or None)
        entry = logged()[-1]
        assert (entry.verb, entry.user_id, entry.facts) == ("account.area", ana, {"categories": slugs})


def test_what_holds_already_leaves_no_entry(cast) -> None:
    guides = make_category(cast, "Guides")
    set_areas(cast.ana.id, [guides], by=cast.boun.actor, now=NOW)
    before = len(logged())
    set_areas(cast.ana.id, [guides], by=cast.boun.actor, now=NOW)
    assert len(logged()) == before


@pytest.mark.parametrize(
    ("who", "category", "by", "kind", "code"),
    [
        ("ana", "guides", "ana", NotAllowed, "not_allowed"),
        ("chanthy", "guides", "boun", Refused, "no_moderator"),
        ("boun", "guides", "boun", Refused, "no_moderator"),
        ("ana", "none", "boun", Refused, "no_such_category"),
        ("nobody", "guides", "boun", NotFound, "no_such_account"),
    ],
)
def test_who_gives_what_to_whom(cast, who, category, by, kind, code) -> None:
    number = {"guides": make_category(cast, "Guides"), "none": 9999}[category]
    user_id = 9999 if who == "nobody" else getattr(cast, who).id
    with pytest.raises(kind) as caught:
        set_areas(user_id, [number], by=getattr(cast, by).actor, now=NOW)
    assert caught.value.code == code
    assert areas_of(user_id) is None


def test_a_moderators_category_cannot_be_deleted_under_them(cast) -> None:
    """Without any category the moderator would look after the whole site."""
    guides = make_category(cast, "Guides")
    fai = make_moderator_of(cast, [guides])
    with pytest.raises(Refused, match="category_looked_after"):
        delete_category(guides, by=cast.boun.actor, now=NOW)
    assert areas_of(fai.id) == {guides}
    set_areas(fai.id, [], by=cast.boun.actor, now=NOW)
    delete_category(guides, by=cast.boun.actor, now=NOW)


def test_a_moderator_of_a_category_gives_nobody_anything(cast) -> None:
    guides = make_category(cast, "Guides")
    fai = scoped_actor(make_moderator_of(cast, [guides]), [guides])
    with pytest.raises(NotAllowed):
        set_areas(fai.id or 0, [], by=fai, now=NOW)
