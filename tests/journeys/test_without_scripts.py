"""The desk without scripts: after a decision the work goes on where it was."""

import pytest
from playwright.sync_api import expect

from forum.adapters import clock
from tests.factories.comments import make_comment
from tests.journeys.world import let_in, publish

pytestmark = pytest.mark.browser
LONG = "\n\n".join(f"{n}. The ferry was late again, and nobody at the pier could say why." for n in range(6))


@pytest.mark.parametrize("width", [320, 1280])
def test_the_next_item_and_the_undo_are_in_sight(live, cast, new_page, width: int) -> None:
    post_id = publish(live, cast.chanthy)
    with live.app.app_context():
        numbers = [make_comment(post_id, now=clock.now(), body=LONG).id for _ in range(8)]
    page = new_page(viewport={"width": width, "height": 640}, java_script_enabled=False)
    let_in(live, page, cast.ana)
    page.goto("/desk/moderation")
    decided = page.locator(f"#comment-{numbers[4]}")
    decided.get_by_role("button", name="Approve").click()
    told = page.get_by_role("status").filter(has_text="Approved.")
    undo = told.get_by_role("button", name="Undo")
    expect(undo).to_be_in_viewport(ratio=1)
    expect(page.locator(f"#comment-{numbers[5]} .queue-item__head")).to_be_in_viewport(ratio=1)
    # From there the keyboard goes on: to the undo first, then into the next item.
    page.keyboard.press("Tab")
    expect(undo).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(f"#comment-{numbers[5]} .tick")).to_be_focused()

    undo.click()
    expect(page.get_by_role("status").filter(has_text="taken back")).to_be_in_viewport(ratio=1)
    expect(page.locator(f"#comment-{numbers[4]} .queue-item__head")).to_be_in_viewport(ratio=1)
