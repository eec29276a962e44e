"""What is typed and not saved: one text a person and post, and no page writes over what it has not seen."""

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.actors import SYSTEM
from forum.domain.refusals import Conflict, NotAllowed, NotFound
from forum.jobs.sweeping import sweep
from forum.models import Autosave
from forum.operations.posts.autosaving import Place, autosave, give_up, set_aside
from forum.queries.posts_desk.autosaves import kept_text, never_saved
from forum.queries.posts_desk.manuscripts import edited_post
from forum.queries.posts_desk.revisions import revision_text, revisions_of
from tests.operations.traces import logged
from tests.support.moments import NOW, after

pytestmark = pytest.mark.both_engines

KEY = "k" * 24
NEW = Place(form_key=KEY)


@pytest.fixture
def keep(chanthy):
    """Keeps a text by itself, as the author's page does."""

    def keep(place, known=0, *, base=1, by=chanthy, now=NOW, **texts):
        return autosave(place, {"title": "T", "body": "B", **texts}, base=base, known=known, by=by, now=now)

    return keep


@pytest.fixture
def here(write):
    return Place(post_id=write().id)


def test_it_stands_beside_the_post_and_never_in_it(here, keep, chanthy, cast):
    entries = len(logged())
    number = keep(here, title="Typed", slug="typed")
    stored = edited_post(here.post_id, by=chanthy)
    assert (stored.title, stored.slug, stored.version) == ("Ferries at dawn", "ferries-at-dawn", 1)
    kept = kept_text(by=chanthy, post_id=here.post_id)
    assert kept.texts == {"title": "Typed", "body": "B", "slug": "typed"}
    assert (kept.number, kept.base_version, kept.saved_at) == (number, 1, NOW)
    assert kept_text(by=cast.boun.actor, post_id=here.post_id) is None, "nobody else is shown it"
    assert len(logged()) == entries


def test_one_page_goes_on_with_its_own_number(here, keep, chanthy):
    first = keep(here, body="One.")
    second = keep(here, first, body="Two.")
    assert second > first
    assert keep(here, second, body="Two.") == second, "nothing was typed since"
    assert kept_text(by=chanthy, post_id=here.post_id).texts["body"] == "Two."
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Autosave)) == 1


@pytest.mark.parametrize("place", ["here", "new"])
def test_a_page_that_knows_less_writes_over_nothing(here, keep, chanthy, place):
    at, base = (here, 1) if place == "here" else (NEW, 0)
    first = keep(at, base=base, body="One.")
    keep(at, first, base=base, body="Two.")
    for known in (0, first, 99):
        with pytest.raises(Conflict, match="autosave_changed_since"):
            keep(at, known, base=base, body="Three.")
    assert kept_text(by=chanthy, post_id=at.post_id, form_key=at.form_key).texts["body"] == "Two."


def test_nothing_is_kept_for_a_version_that_is_no_more(here, keep, save, write, chanthy):
    post = edited_post(here.post_id, by=chanthy)
    save(post, body="Somebody saved.")
    for base in (0, 1, 3):
        with pytest.raises(Conflict, match="post_changed_since"):
            keep(here, base=base)
    assert kept_text(by=chanthy, post_id=here.post_id) is None
    keep(here, base=2)


def test_saving_takes_away_what_the_page_has_kept(here, keep, chanthy, write):
    from forum.operations.posts.drafts import PostDraft
    from forum.operations.posts.saving import save_post

    number = keep(here, body="Typed.")
    save_post(here.post_id, PostDraft("T", "Saved."), seen=1, by=chanthy, now=after(1), autosaved=number)
    kept = kept_text(by=chanthy, post_id=here.post_id)
    assert (kept.texts, kept.number > number) == (None, True)
    with pytest.raises(Conflict, match="autosave_changed_since"):
        keep(here, number, base=2)  # a late one of the page that is gone
    keep(here, kept.number, base=2)

    number = keep(NEW, base=0)
    from forum.operations.posts.saving import create_post

    create_post(PostDraft("T", "B"), by=chanthy, now=NOW, form_key=KEY, autosaved=number)
    assert never_saved(by=chanthy) == []


def test_saving_leaves_what_another_page_has_kept(here, keep, chanthy):
    from forum.operations.posts.drafts import PostDraft
    from forum.operations.posts.saving import save_post

    number = keep(here, body="One.")
    keep(here, number, body="Typed on another page.")
    save_post(here.post_id, PostDraft("T", "Saved."), seen=1, by=chanthy, now=after(1), autosaved=number)
    assert kept_text(by=chanthy, post_id=here.post_id).texts["body"] == "Typed on another page."


def kinds(post_id: int) -> list[tuple[int, str]]:
    return [(row.number, row.kind.value) for row in revisions_of(post_id, after=None, size=50)[0]][::-1]


def test_ten_minutes_after_the_last_revision_it_becomes_one(here, keep, save, chanthy, cast):
    number = keep(here, now=after(minutes=9, seconds=59), body="Early.")
    assert kinds(here.post_id) == [(1, "save")]
    number = keep(here, number, now=after(minutes=11), body="Early.", excerpt="Short.", language="km")
    assert kinds(here.post_id) == [(1, "save"), (-1, "autosave")]
    number = keep(here, number, now=after(minutes=12), body="Soon after.")
    keep(here, by=cast.boun.actor, now=after(minutes=20), body="Another's.")
    number = keep(here, number, now=after(minutes=22), body="Later.")
    number = keep(here, number, now=after(minutes=60), body="Later.")
    assert kinds(here.post_id) == [(1, "save"), (-1, "autosave"), (-2, "autosave"), (-3, "autosave")]
    first = revision_text(here.post_id, -1)
    assert (first.body, first.texts["excerpt"], first.saved_by) == ("Early.", "Short.", "Chanthy")
    assert revision_text(here.post_id, -3).body == "Later."
    stored = edited_post(here.post_id, by=chanthy)
    save(stored, body="Saved.", now=after(minutes=61))
    assert kinds(here.post_id)[-1] == (2, "save")


def test_a_title_too_long_for_a_post_is_kept_whole_and_cut_in_the_revision(here, keep, chanthy):
    keep(here, now=after(minutes=11), title="ก" * 400)
    assert len(kept_text(by=chanthy, post_id=here.post_id).texts["title"]) == 400
    assert len(revision_text(here.post_id, -1).title) == 300


def test_what_is_given_up_stays_among_the_revisions(here, keep, chanthy):
    number = keep(here, body="Typed.")
    with pytest.raises(Conflict, match="autosave_changed_since"):
        give_up(here, known=number + 1, by=chanthy, now=NOW)
    give_up(here, known=number, by=chanthy, now=after(1))
    assert kept_text(by=chanthy, post_id=here.post_id).texts is None
    assert revision_text(here.post_id, -1).body == "Typed."
    give_up(here, known=number, by=chanthy, now=after(2))
    assert len(kinds(here.post_id)) == 2, "once"
    set_aside(here.post_id, {"title": "T", "body": "Aside."}, known=0, by=chanthy, now=after(3))
    assert revision_text(here.post_id, -2).body == "Aside."


def test_posts_that_never_were_are_listed_for_who_began_them(keep, chanthy, cast):
    keep(NEW, base=0, title="First")
    second = Place(form_key="z" * 24)
    number = keep(second, base=0, title="Second", now=after(1))
    assert [one.texts["title"] for one in never_saved(by=chanthy)] == ["Second", "First"]
    assert never_saved(by=cast.dara.actor) == []
    keep(NEW, base=0, by=cast.dara.actor)  # a key that somebody guessed is another person's text
    give_up(second, known=number, by=chanthy, now=after(2))
    assert [one.texts["title"] for one in never_saved(by=chanthy)] == ["First"]


def test_only_who_may_edit_the_post_keeps_anything_of_it(here, keep, cast):
    for other in (cast.dara.actor, cast.ana.actor, cast.elin.actor):
        with pytest.raises(NotFound):
            keep(here, by=other)
        with pytest.raises(NotFound):
            give_up(here, known=0, by=other, now=NOW)
    for reader in (cast.elin.actor, cast.ana.actor, SYSTEM):
        with pytest.raises(NotAllowed):
            keep(NEW, base=0, by=reader)


def test_what_nobody_touched_for_ninety_days_is_swept(here, keep, chanthy):
    keep(here)
    keep(NEW, base=0, now=after(1))
    sweep({}, None, after(days=90))
    assert kept_text(by=chanthy, post_id=here.post_id) is None
    assert len(never_saved(by=chanthy)) == 1
