"""When an address that a guest gave may be written to, and for how long it waits."""

from datetime import datetime, timedelta

import pytest

from forum.domain.guest_notices import ASKED_AGAIN_AFTER, LINK_LASTS, NoticeState, may_be_asked, notice_state
from tests.support.moments import LONG_AGO, NOW, YESTERDAY

SECOND = timedelta(seconds=1)
ASKED, CONFIRMED, OVER = NoticeState


@pytest.mark.parametrize(
    ("created_at", "confirmed_at", "state"),
    [
        (NOW, None, ASKED),
        (NOW - LINK_LASTS + SECOND, None, ASKED),
        (NOW - LINK_LASTS, None, OVER),
        (LONG_AGO, None, OVER),
        (NOW, NOW, CONFIRMED),
        (LONG_AGO, LONG_AGO, CONFIRMED),  # what was confirmed in time stays so
    ],
)
def test_where_an_address_stands(
    created_at: datetime, confirmed_at: datetime | None, state: NoticeState
) -> None:
    assert notice_state(created_at, confirmed_at, NOW) is state


@pytest.mark.parametrize(
    ("asked_at", "may"),
    [
        (None, True),
        (NOW, False),
        (NOW - ASKED_AGAIN_AFTER + SECOND, False),
        (NOW - ASKED_AGAIN_AFTER, True),
        (LONG_AGO, True),
    ],
)
def test_an_address_is_asked_once_a_day_at_most(asked_at: datetime | None, may: bool) -> None:
    assert may_be_asked(asked_at, NOW) is may
    assert not may_be_asked(asked_at, NOW, ended_at=LONG_AGO)
    assert ASKED_AGAIN_AFTER == NOW - YESTERDAY
