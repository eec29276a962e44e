"""Revisions: kept when a save or a publication changed what the post says, named, and brought back as new ones."""

from datetime import date

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.post_states import PostMove, PostState
from forum.domain.refusals import Conflict, NotFound, Refused
from forum.domain.revisions import RevisionKind
from forum.models import PostRevision
from forum.operations.posts.restoring import restore_revision
from forum.operations.posts.revising import name_revision
from forum.queries.posts_desk.manuscripts import edited_post
from forum.queries.posts_desk.revisions import (
    revised_post,
    revision_before,
    revision_text,
    revisions_of,
    text_of_version,
)
from tests.operations.traces import logged
from tests.support.moments import NOW, after

pytestmark = pytest.mark.both_engines

SOURCE = {
    "source_name": "A paper",
    "source_address": "https://example.org/a",
    "source_date": date(2016, 12, 16),
    "source_permission": "By leave",
}


def kinds(post) -> list[tuple[int, str]]:
    rows, _ = revisions_of(post.id, after=None, size=50)
    return [(row.number, row.kind.value) for row in reversed(rows)]


def unsaved(post, *, number=-1, title="Half a thought", body="Nobody saved this.", now=NOW, **texts):
    """A revision of a text that nobody saved, past every verb."""
    db.session.add(
        PostRevision(
            post_id=post.id,
            number=number,
            title=title,
            body=body,
            created_at=now,
            kind=RevisionKind.AUTOSAVE,
            texts=texts,
        )
    )
    db.session.commit()


def test_each_says_why_it_was_made(write, save, chanthy):
    post = write()
    save(post, body="Six.", now=after(1))
    save(post, PostMove.PUBLISH, body="Seven.", now=after(2))
    save(post, PostMove.PUBLISH, now=after(3))
    save(post, slug="elsewhere", now=after(4))
    restore_revision(post.id, 1, seen=5, by=chanthy, now=after(5))
    assert kinds(post) == [(1, "save"), (2, "save"), (3, "publish"), (6, "restore")]


def test_what_the_post_says_comes_back_and_where_it_stands_stays(write, save, chanthy):
    first = {"excerpt": "Short.", "discussion_prompt": "And you?", "language": "km", **SOURCE}
    post = write(PostMove.PUBLISH, tags=("boats",), **first)
    stands = {"slug": "elsewhere", "tags": ("rivers",), "keep_open": True, "close_after_days": 7}
    save(post, now=after(1), title="Nets", body="Other words.", excerpt="", language="en", **stands)
    restored = restore_revision(post.id, 1, seen=2, by=chanthy, now=after(2))
    stored = edited_post(post.id, by=chanthy)
    assert (stored.title, stored.body) == ("Ferries at dawn", "They *leave* at five.")
    assert {name: getattr(stored, name) for name in first} == first
    assert (stored.slug, stored.tags) == ("elsewhere", ("rivers",))
    assert (stored.keep_open, stored.close_after_days) == (True, 7)
    assert (stored.state, stored.version) == (PostState.PUBLISHED, 3)
    assert [one.name for one in stored.signers] == ["Chanthy"]
    assert "<em>leave</em>" in restored.body_html
    assert text_of_version(post.id, 3).texts["excerpt"] == "Short."
    assert revision_text(post.id, 2).title == "Nets", "what it took the place of is still there"
    last = logged()[-1]
    assert (last.verb, last.version, last.facts) == ("post.revert", 3, {"revision": 1})


def test_one_that_kept_title_and_text_only_brings_those_back(write, save, chanthy):
    """So were all revisions that were made before more was kept."""
    post = write(excerpt="Old.")
    db.session.execute(sa.update(PostRevision).values(texts=None))
    db.session.commit()
    save(post, body="Other words.", excerpt="New.", now=after(1))
    restore_revision(post.id, 1, seen=2, by=chanthy, now=after(2))
    stored = edited_post(post.id, by=chanthy)
    assert (stored.body, stored.excerpt) == ("They *leave* at five.", "New.")


def test_restoring_what_stands_there_already_does_nothing(write, chanthy):
    post = write()
    before = len(logged())
    assert restore_revision(post.id, 1, seen=1, by=chanthy, now=after(1)).version == 1
    assert (kinds(post), len(logged())) == ([(1, "save")], before)


def test_nothing_is_restored_over_what_somebody_saved_meanwhile(write, save, chanthy):
    post = write()
    save(post, body="Six.", now=after(1))
    with pytest.raises(Conflict, match="post_changed_since"):
        restore_revision(post.id, 1, seen=1, by=chanthy, now=after(2))
    assert edited_post(post.id, by=chanthy).body == "Six."


def test_a_text_that_cannot_be_saved_cannot_be_restored(write, chanthy):
    post = write()
    unsaved(post, title="")
    unsaved(post, number=-2, source_date="yesterday")
    for number, code in ((-1, "title_empty"), (-2, "source_date_not_a_day")):
        with pytest.raises(Refused, match=code):
            restore_revision(post.id, number, seen=1, by=chanthy, now=after(1))


def test_what_nobody_saved_is_no_version(write, save):
    post = write()
    unsaved(post, now=after(1))
    save(post, body="Six.", now=after(2))
    assert text_of_version(post.id, 0) is None
    assert text_of_version(post.id, 1).body == "They *leave* at five."
    assert text_of_version(post.id, 2).body == text_of_version(post.id, 99).body == "Six."
    assert kinds(post) == [(1, "save"), (-1, "autosave"), (2, "save")], "in the order of time"
    assert revision_before(post.id, 2).body == "Nobody saved this."
    assert revision_before(post.id, -1).number == 1
    assert revision_before(post.id, 1) is None


def test_pages_lead_through_all_of_them(write, save):
    post = write()
    for number in range(6):
        save(post, body=f"Text {number}.", now=after(number // 2))
        unsaved(post, number=-1 - number, now=after(number // 2))
    seen, at = [], None
    while True:
        rows, at = revisions_of(post.id, after=at, size=5)
        seen += [row.number for row in rows]
        if at is None:
            break
    assert sorted(seen) == [*range(-6, 0), *range(1, 8)]


def test_a_name_is_given_and_taken_away(write, chanthy):
    post = write()
    assert (
        name_revision(post.id, 1, "  Before   the letter ", by=chanthy, now=NOW).name == "Before the letter"
    )
    name_revision(post.id, 1, "Before the letter", by=chanthy, now=NOW)
    assert revision_text(post.id, 1).name == "Before the letter"
    assert [entry.verb for entry in logged()].count("post.name_revision") == 1
    with pytest.raises(Refused, match="revision_name_too_long"):
        name_revision(post.id, 1, "x" * 121, by=chanthy, now=NOW)
    name_revision(post.id, 1, "", by=chanthy, now=NOW)
    assert revision_text(post.id, 1).name == ""


def test_only_who_may_edit_the_post_may_do_any_of_it(write, cast):
    post = write(PostMove.PUBLISH)
    for other in (cast.dara.actor, cast.ana.actor, cast.elin.actor):
        assert revised_post(post.id, by=other) is None
        with pytest.raises(NotFound):
            restore_revision(post.id, 1, seen=1, by=other, now=NOW)
        with pytest.raises(NotFound):
            name_revision(post.id, 1, "Mine", by=other, now=NOW)
    with pytest.raises(NotFound, match="no_such_revision"):
        name_revision(post.id, 2, "Mine", by=cast.boun.actor, now=NOW)
