"""Nothing is in anybody's way in the tools of the queue: deciding on many, the commands, the keys."""

import pytest
from playwright.sync_api import Page, expect

from forum.adapters import clock
from tests.factories.comments import make_comment
from tests.journeys.obstacles import LONG, SCHEMES, WIDTHS, dress, problems_here
from tests.journeys.world import let_in, publish

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("scheme", SCHEMES),
    pytest.mark.parametrize("width", WIDTHS),
]


@pytest.fixture
def ana(live, cast, new_page, width: int, scheme: str) -> Page:
    post = publish(live, cast.chanthy)
    with live.app.app_context():
        for n in range(7):
            make_comment(post, body=f"It waits. {LONG} ขอบคุณสำหรับคู่มือค่ะ {n}", name=LONG[:70], now=clock.now())
    page = new_page(**dress(width, scheme))
    let_in(live, page, cast.ana)
    return page


def test_a_decision_on_all_that_match(ana: Page) -> None:
    ana.goto(f"/desk/batches/new?q=waits&writer={LONG[:70]}&rule=mode")
    found = problems_here(ana, "a decision on all that match")
    panel = ana.locator("details.reject")
    panel.locator("summary").click()
    panel.get_by_label("Reason, told to the writers").select_option("other")
    panel.get_by_label("A sentence to the writers").fill("x" * 3000)
    panel.get_by_role("button", name="Reject").click()
    expect(ana.get_by_role("alert")).to_be_visible()
    found += problems_here(ana, "the same, refused")
    assert found == [], "\n".join(found)


def test_the_palette(ana: Page) -> None:
    ana.goto("/desk/moderation")
    ana.keyboard.press("j")
    ana.keyboard.press("/")
    expect(ana.get_by_role("option", name="Approve a")).to_be_visible()
    found = problems_here(ana, "the palette")
    ana.keyboard.type(LONG)
    expect(ana.get_by_role("group", name=f"Search comments for “{LONG}”")).to_be_visible()
    found += problems_here(ana, "the palette with a long word")
    ana.keyboard.press("Escape")
    ana.keyboard.press("Shift+?")
    expect(ana.get_by_role("heading", name="Keys")).to_be_focused()
    found += problems_here(ana, "the help with the keys")
    assert found == [], "\n".join(found)
