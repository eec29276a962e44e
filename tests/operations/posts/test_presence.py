"""Who has a post open: said to others for a minute, logged nowhere."""

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.refusals import NotFound
from forum.jobs.sweeping import sweep
from forum.models import Presence
from forum.operations.posts.presence import be_present
from forum.queries.posts_desk.presences import others_at
from tests.operations.traces import logged
from tests.support.moments import NOW, after

pytestmark = pytest.mark.both_engines


def test_others_are_told_for_a_minute_after_the_last_word(write, chanthy, cast):
    post, boun = write(), cast.boun.actor
    entries = len(logged())
    be_present(post.id, by=chanthy, now=NOW)
    be_present(post.id, by=chanthy, now=after(20))
    assert others_at([post.id], by=boun, now=after(79)) == {post.id: ["Chanthy"]}
    assert others_at([post.id], by=boun, now=after(80)) == {}
    assert others_at([post.id], by=chanthy, now=after(30)) == {}, "one knows that oneself"
    be_present(post.id, by=boun, now=after(40))
    assert others_at([post.id, 99], by=chanthy, now=after(41)) == {post.id: ["Boun"]}
    assert others_at([], by=chanthy, now=NOW) == {}
    assert len(logged()) == entries


def test_what_is_over_is_swept(write, chanthy):
    post = write()
    be_present(post.id, by=chanthy, now=NOW)
    sweep({}, None, after(59))
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Presence)) == 1
    sweep({}, None, after(60))
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Presence)) == 0


def test_only_who_may_edit_the_post_can_be_there(write, cast):
    post = write()
    for other in (cast.dara.actor, cast.ana.actor, cast.elin.actor):
        with pytest.raises(NotFound):
            be_present(post.id, by=other, now=NOW)
