"""Making preview links and taking them back."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.post_states import PostMove
from forum.domain.refusals import NotFound, Refused
from forum.models import LogEntry, PostRevision, PreviewLink
from forum.operations.posts.autosaving import Place, autosave
from forum.operations.posts.moving import move_post
from forum.operations.posts.preview_links import make_preview_link, revoke_preview_link
from tests.support.moments import NOW

pytestmark = pytest.mark.both_engines


@pytest.fixture
def make(chanthy):
    numbers = iter(range(1000))

    def make(post, *, by=chanthy, revision=None, days=7, now=NOW):
        key = f"key {next(numbers)}"
        return make_preview_link(post.id, key=key, revision=revision, days=days, by=by, now=now)

    return make


def logged() -> list[tuple[str, str]]:
    entries = sa.select(LogEntry.verb, LogEntry.actor_name).where(LogEntry.verb.startswith("preview."))
    return [(verb, name) for verb, name in db.session.execute(entries.order_by(LogEntry.id))]


def test_a_link_ends_by_itself_and_is_logged_once(write, make):
    link = make(write(), days=30)
    assert (link.expires_at, link.revoked_at, link.revision) == (NOW + timedelta(days=30), None, None)
    assert logged() == [("preview.make", "Chanthy")]


def test_it_is_taken_back_once_however_often_that_is_pressed(write, make, chanthy):
    post = write()
    link = make(post)
    for minutes in (1, 2):
        revoke_preview_link(post.id, link.id, by=chanthy, now=NOW + timedelta(minutes=minutes))
    assert db.session.get(PreviewLink, link.id).revoked_at == NOW + timedelta(minutes=1)
    assert [verb for verb, _ in logged()] == ["preview.make", "preview.revoke"]


def test_the_secret_is_in_neither_the_table_nor_the_log(write, make):
    link = make(write())
    (facts,) = db.session.scalars(sa.select(LogEntry.facts).where(LogEntry.verb == "preview.make"))
    assert link.key not in str(facts)


@pytest.mark.parametrize("days", [0, 2, 31, -1])
def test_only_the_offered_times_are_taken(write, make, days):
    with pytest.raises(Refused, match="preview_days_unknown"):
        make(write(), days=days)


def test_it_is_pinned_only_to_a_text_that_was(write, save, make):
    post = save(write(), body="Other words.")
    assert make(post, revision=1).revision == 1
    for revision in (0, 9):
        with pytest.raises(Refused, match="preview_revision_unknown"):
            make(post, revision=revision)


def test_it_is_pinned_to_no_text_that_nobody_saved(write, make, chanthy):
    post = write()
    texts = {"title": "Half a thought", "body": "Not for others."}
    autosave(Place(post_id=post.id), texts, base=1, known=0, by=chanthy, now=NOW + timedelta(hours=1))
    assert db.session.get(PostRevision, (post.id, -1)) is not None
    with pytest.raises(Refused, match="preview_revision_unknown"):
        make(post, revision=-1)


def test_a_public_post_needs_none_and_a_trashed_one_has_none(write, make, chanthy):
    with pytest.raises(Refused, match="preview_of_public"):
        make(write(PostMove.PUBLISH))
    make(write(PostMove.PUBLISH, published_at=NOW + timedelta(days=3), title="Later"))
    trashed = write(title="Away")
    move_post(trashed.id, PostMove.TRASH, by=chanthy, now=NOW)
    with pytest.raises(Refused, match="preview_of_trashed"):
        make(trashed)


def test_a_post_has_twenty_open_ones_at_most(write, make, chanthy):
    post = write()
    links = [make(post) for _ in range(20)]
    with pytest.raises(Refused, match="too_many_previews"):
        make(post)
    revoke_preview_link(post.id, links[0].id, by=chanthy, now=NOW)
    make(post)
    make(post, now=NOW + timedelta(days=8))


def test_somebody_elses_post_is_not_there(write, make, cast, chanthy):
    post, other = write(), write(title="Another")
    link = make(post)
    with pytest.raises(NotFound, match="no_such_post"):
        make(post, by=cast.dara.actor)
    with pytest.raises(NotFound, match="no_such_post"):
        revoke_preview_link(post.id, link.id, by=cast.dara.actor, now=NOW)
    with pytest.raises(NotFound, match="no_such_preview"):
        revoke_preview_link(other.id, link.id, by=chanthy, now=NOW)
    make(post, by=cast.boun.actor)
    revoke_preview_link(post.id, link.id, by=cast.boun.actor, now=NOW)
