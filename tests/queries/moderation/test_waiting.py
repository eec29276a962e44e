"""What came back into the queue waits since then: for the news, the filter of ages, the statistics and the letter."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from forum.domain.comment_states import Decision, State
from forum.domain.flags import FlagReason
from forum.domain.scopes import WHOLE_SITE
from forum.operations.comments.flagging import FlagDraft, flag_comment
from forum.operations.moderation.undoing import undo
from forum.queries.digest import Waiting, digest_at
from forum.queries.moderation.narrowing import Filters
from forum.queries.moderation.news import Mark, arrived_since
from forum.queries.moderation.queue import QueuePage, queue_page
from forum.queries.statistics.waiting import Wait, waiting_by_age, waiting_now
from tests.operations.moderation.scene import Scene, log_of, row, writer
from tests.support.moments import NOW

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
BACK = NOW + 5 * DAY
LATER = BACK + 2 * MINUTE
P, A, R = State.PENDING, State.APPROVED, State.REJECTED


def sent_again(scene: Scene) -> int:
    number = scene.comment(R)
    scene.edit(number, "Better words now.", by=writer(number), now=BACK)
    return number


def taken_back(scene: Scene) -> int:
    number = scene.comment(A)
    scene.decide(number, Decision.HOLD, now=BACK)
    return number


def hidden(scene: Scene) -> int:
    scene.settle(flags_hide_at=1)
    number = scene.comment(A)
    flag_comment(number, FlagDraft(FlagReason.INSULT), by=scene.elin, now=BACK)
    return number


def kept_back(scene: Scene) -> int:
    number = scene.comment(A)
    scene.edit(number, "Another text.", by=writer(number), now=BACK)
    return number


def corrected(scene: Scene) -> int:
    number = scene.comment()
    scene.edit(number, "Another text.", by=writer(number), now=BACK)
    return number


def found(filters: Filters, scene: Scene) -> list[int]:
    page = queue_page(filters, by=scene.ana, authors_moderate_own=False)
    assert isinstance(page, QueuePage)
    return [item.id for item in page.items]


@pytest.mark.parametrize("come_back", [sent_again, taken_back, hidden, kept_back, corrected])
def test_what_came_back_is_new_wherever_that_is_asked(
    scene: Scene, come_back: Callable[[Scene], int]
) -> None:
    number = come_back(scene)
    old = scene.comment(now=NOW)
    assert row(number)["state"] == P
    assert arrived_since(Filters(), Mark(BACK - MINUTE), scope=WHOLE_SITE) == 1
    assert arrived_since(Filters(), Mark(BACK), scope=WHOLE_SITE) == 0
    newer, older = (Filters(age=f"{word}:1", asked_at=LATER) for word in ("newer", "older"))
    assert (found(newer, scene), found(older, scene)) == ([number], [old])
    assert set(found(Filters(), scene)) == {number, old}
    assert waiting_now(LATER) == Wait(2, 2 * MINUTE, 5 * DAY + 2 * MINUTE)
    assert dict(waiting_by_age(LATER))["hour"] == 1
    scene.decide(old, Decision.SPAM, now=LATER)
    assert waiting_now(LATER) == Wait(1, 2 * MINUTE, 2 * MINUTE)
    assert digest_at(LATER).pending == Waiting(1, 2 * MINUTE)
    scene.decide(number, Decision.REJECT, now=LATER)
    assert log_of(number)[-1].waited_seconds == 120
    assert row(number)["waits_since"] is None


def test_what_an_undo_brings_back_waits_since_it_did(scene: Scene) -> None:
    number = scene.comment(now=NOW)
    entry = scene.decide(number, Decision.APPROVE, now=BACK).entry
    assert entry is not None
    undo(entry.id, by=scene.ana, now=LATER)
    assert row(number)["waits_since"] == NOW
    assert arrived_since(Filters(), Mark(BACK), scope=WHOLE_SITE) == 0
