"""Leaving the site at once, for those who must not be seen reading it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.world import SLUG, publish

pytestmark = pytest.mark.browser

SAID = "Press Escape twice to leave this site at once."


AWAY = "/archive"


@pytest.fixture
def read(live, cast):
    """Opens a post on a page; the link away leads to a page that this browser may see, in place of another site."""
    publish(live, cast.chanthy)

    def read_on(page):
        page.goto(f"/posts/{SLUG}")
        page.locator("[data-leave]").evaluate(f"link => {{ link.href = '{AWAY}' }}")
        return page

    return read_on


def test_escape_twice_leaves_and_forgets_what_was_typed(read, new_page) -> None:
    page = read(new_page())
    expect(page.get_by_text(SAID)).to_be_visible()
    page.get_by_role("link", name="Write a comment").click()
    page.get_by_label("Your comment").fill("What nobody may find here")
    page.wait_for_function("Object.keys(sessionStorage).length > 0")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url(f"**{AWAY}")
    assert page.evaluate("Object.keys(sessionStorage).length") == 0


def test_escape_once_stays(read, new_page) -> None:
    page = read(new_page())
    page.keyboard.press("Escape")
    page.wait_for_timeout(1_100)
    page.keyboard.press("Escape")
    page.wait_for_timeout(200)
    assert AWAY not in page.url


def test_without_scripts_nothing_is_promised_of_keys(read, new_page) -> None:
    page = read(new_page(java_script_enabled=False))
    expect(page.get_by_text(SAID)).to_be_hidden()
    expect(page.locator("[data-leave]")).to_be_visible()


def test_a_phone_is_promised_no_keys(read, new_page) -> None:
    page = read(new_page(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740}))
    expect(page.get_by_text(SAID)).to_be_hidden()
    expect(page.locator("[data-leave]")).to_be_visible()
