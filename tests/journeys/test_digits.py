"""The digits of the reasons: on a comment and in its list of reasons they reject, in a field they are digits."""

import pytest
from playwright.sync_api import expect

from forum.domain.comment_states import State
from forum.queries.moderation.queue import item_by_id
from tests.journeys.test_keys import counts, waiting
from tests.journeys.world import let_in, publish

pytestmark = pytest.mark.browser


def test_the_digit_of_a_reason_rejects_for_it(live, cast, page) -> None:
    first, second = waiting(live, publish(live, cast.chanthy), 2)
    let_in(live, page, cast.ana)
    page.goto("/desk/moderation")
    page.keyboard.press("j")
    page.keyboard.press("3")
    expect(page.locator(f"#comment-{second}")).to_be_focused()
    assert counts(live) == {"rejected": 1, "pending": 1}
    page.goto(f"/desk/comments/{first}")
    expect(page.get_by_text("Attacks a person").first).to_be_visible()
    # In a field it is a digit.
    page.goto("/desk/moderation")
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.get_by_label("A sentence to the writer").first.fill("")
    page.keyboard.type("3")
    expect(page.get_by_label("A sentence to the writer").first).to_have_value("3")
    assert counts(live) == {"rejected": 1, "pending": 1}


def test_the_digit_rejects_while_the_list_of_reasons_has_the_focus(live, cast, page) -> None:
    first, second = waiting(live, publish(live, cast.chanthy), 2)
    let_in(live, page, cast.ana)
    page.goto("/desk/moderation")
    for key in "jr":
        page.keyboard.press(key)
    expect(page.locator(f"#comment-{first}").get_by_label("Reason, told to the writer")).to_be_focused()
    page.keyboard.press("3")
    expect(page.locator(f"#comment-{second}")).to_be_focused()
    assert counts(live) == {"rejected": 1, "pending": 1}
    with live.app.app_context():
        assert item_by_id(first).state is State.REJECTED
    # The selection's list has no digits, and the comment where one was before is not meant.
    page.keyboard.press("Shift+r")
    expect(page.locator(".bulk").get_by_label("Reason, told to the writers")).to_be_focused()
    page.keyboard.press("3")
    page.keyboard.press("Escape")
    expect(page.locator(".bulk summary")).to_be_focused()
    assert counts(live) == {"rejected": 1, "pending": 1}
