"""The cast as fixtures, and their browsers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
import time_machine
from flask import Flask

from tests.support.applications import Browser
from tests.support.moments import NOW

if TYPE_CHECKING:
    from tests.cast import Cast, Member

SignIn = Callable[["Member"], Browser]


@pytest.fixture
def cast(app: Flask) -> Cast:
    """The people of the tests, with accounts in this test's database."""
    from tests.cast import meet  # here, so that tests of the ground floor start without the house above it

    return meet(app)


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """``ana = sign_in(cast.ana)``: a browser of its own in which that person is signed in. (Signing in itself is
    tested where accounts are.)"""

    def open_browser(member: Member) -> Browser:
        browser = app.test_client()
        assert isinstance(browser, Browser)
        with browser.session_transaction() as session:
            session["_user_id"] = member.session_name
            session["_fresh"] = True
        return browser

    return open_browser


@pytest.fixture
def frozen() -> Iterator[time_machine.Traveller]:
    """The clock stands at ``NOW``; ``frozen.shift(60)`` moves it on by a minute."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller
