"""A window in which nothing may be in anybody's way."""

import pytest
from playwright.sync_api import Page

from tests.journeys.obstacles import dress


@pytest.fixture
def window(new_page, width, scheme):
    """``window()``: one more person's browser, as wide and as dark as this test wants it. With ``whole_pages`` its
    forms are answered by whole pages, as they are where no script works; axe itself needs scripts."""

    def open_window(*, whole_pages: bool = False) -> Page:
        page = new_page(**dress(width, scheme))
        if whole_pages:
            page.route("**/htmx*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        return page

    return open_window
