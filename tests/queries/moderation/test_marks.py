"""How far somebody sees a queue who looks at it now."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from forum.db import db
from forum.domain.comment_states import State
from forum.domain.flags import FlagReason
from forum.domain.scopes import WHOLE_SITE, Scope
from forum.models import Post
from forum.operations.comments.appealing import appeal_comment
from forum.operations.comments.flagging import FlagDraft, flag_comment
from forum.queries.moderation import news
from forum.queries.moderation.narrowing import Filters
from forum.queries.moderation.news import MOST_KNOWN, arrived_since, counts_and_mark
from forum.queries.moderation.queue import queue_counts_of
from tests.operations.moderation.scene import Scene, writer
from tests.support.moments import NOW

SECOND = timedelta(seconds=1)


def appealed(scene: Scene, now: datetime) -> None:
    number = scene.comment(State.REJECTED)
    appeal_comment(number, "Please look again.", by=writer(number), now=now)


def flagged(scene: Scene, now: datetime) -> None:
    flag_comment(scene.comment(State.APPROVED), FlagDraft(FlagReason.INSULT), by=scene.elin, now=now)


@pytest.mark.parametrize(
    ("queue", "come"), [("appeals", appealed), ("flagged", flagged), ("second_look", flagged)]
)
def test_so_in_the_queues_beside_the_states(
    scene: Scene, queue: str, come: Callable[[Scene, datetime], None]
) -> None:
    scene.settle(flags_needed=1)
    filters = Filters(queue=queue)
    _, mark = counts_and_mark(filters, now=NOW, scope=WHOLE_SITE)
    come(scene, NOW - 7 * SECOND)
    assert arrived_since(filters, mark, scope=WHOLE_SITE) == 1
    _, mark = counts_and_mark(filters, now=NOW + SECOND, scope=WHOLE_SITE)
    assert arrived_since(filters, mark, scope=WHOLE_SITE) == 0


def test_of_a_flood_as_many_are_known_as_can_be_named(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_KNOWN >= 50
    monkeypatch.setattr(news, "MOST_KNOWN", 3)
    for seconds in range(6):
        scene.comment(now=NOW - seconds * SECOND)
    _, mark = counts_and_mark(Filters(), now=NOW, scope=WHOLE_SITE)
    assert len(mark.known) == 3
    assert mark.since == NOW - 3 * SECOND
    assert arrived_since(Filters(), mark, scope=WHOLE_SITE) == 0
    scene.comment(now=NOW - 2 * SECOND)
    assert arrived_since(Filters(), mark, scope=WHOLE_SITE) == 1


def test_the_counts_are_those_of_the_scope(scene: Scene) -> None:
    scene.comment(now=NOW)
    scene.comment(State.APPROVED)
    category = db.session.scalar(sa.select(Post.category_id).where(Post.id == scene.post_id))
    for scope in (
        WHOLE_SITE,
        Scope(categories=frozenset([category])),
        Scope(author_id=scene.cast.chanthy.id),
    ):
        counts, mark = counts_and_mark(Filters(), now=NOW, scope=scope)
        assert counts == queue_counts_of(scope)
        assert counts["pending"] == len(mark.known) == 1
    counts, mark = counts_and_mark(Filters(), now=NOW, scope=Scope())
    assert (set(counts.values()), mark.known) == ({0}, {})
