"""Two moderators at one queue: each sees what the other does, and loses nothing of what they type."""

import re

import pytest
from playwright.sync_api import Page, expect

from forum.adapters import clock
from tests.factories.comments import make_comment
from tests.journeys.world import let_in, publish

pytestmark = pytest.mark.browser


def waiting(live, post_id: int, n: int) -> list[int]:
    with live.app.app_context():
        return [make_comment(post_id, now=clock.now()).id for _ in range(n)]


def at_the_queue(live, page: Page, member) -> Page:
    let_in(live, page, member)
    page.goto("/desk/moderation")
    return page


def look(page: Page) -> None:
    """What the page does by itself every few seconds while it is seen."""
    with page.expect_response(re.compile("/desk/moderation/news")):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_who_looks_at_it_is_shown_to_the_other(live, cast, new_page) -> None:
    first, second = waiting(live, publish(live, cast.chanthy), 2)
    ana = at_the_queue(live, new_page(), cast.ana)
    boun = at_the_queue(live, new_page(), cast.boun)
    with ana.expect_response(re.compile(f"/comments/{first}/claim")):
        ana.keyboard.press("j")
    look(boun)
    expect(boun.locator(f"#comment-{first}")).to_contain_text("Ana is looking at this")
    expect(boun.locator(f"#comment-{second}")).not_to_contain_text("is looking at this")
    expect(ana.locator(f"#comment-{first}")).not_to_contain_text("is looking at this")
    # Going on takes it along; nobody is kept from deciding.
    with ana.expect_response(re.compile(f"/comments/{second}/claim")):
        ana.keyboard.press("j")
    # What the browser sends on leaving an item has no answer to wait for.
    row = boun.locator(f"#comment-{first}")
    for _ in range(50):
        look(boun)
        if "is looking at this" not in row.inner_text():
            break
    expect(row).not_to_contain_text("is looking at this")
    boun.keyboard.press("j")
    boun.keyboard.press("j")
    boun.keyboard.press("a")
    expect(boun.locator(f"#comment-{second}")).to_have_class(re.compile("queue-item--decided"))
    ana.close()


def test_what_the_other_decided_says_so_and_what_is_typed_stays(live, cast, new_page) -> None:
    first, second, third = waiting(live, publish(live, cast.chanthy), 3)
    ana = at_the_queue(live, new_page(), cast.ana)
    boun = at_the_queue(live, new_page(), cast.boun)
    expect(ana).to_have_title(re.compile(r"^\(3\) Moderation"))
    ana.keyboard.press("j")
    ana.keyboard.press("j")
    ana.keyboard.press("r")
    note = ana.locator(f"#comment-{second}").get_by_label("A sentence to the writer")
    note.press_sequentially("Please leave out the na")
    boun.keyboard.press("j")
    for number in (first, second):
        expect(boun.locator(f"#comment-{number}")).to_be_focused()
        boun.keyboard.press("a")
    expect(boun.locator(f"#comment-{third}")).to_be_focused()
    look(ana)
    expect(ana.locator(f"#comment-{first}")).to_have_class(re.compile("queue-item--decided"))
    expect(ana.locator(f"#comment-{first}")).to_contain_text("Approved · Boun")
    expect(note).to_be_focused()
    expect(note).to_have_value("Please leave out the na")
    expect(ana.locator(f"#comment-{second} [data-overtaken]")).to_contain_text("What you typed here is kept.")
    expect(ana.locator("#count-approved")).to_have_text("2")
    expect(ana).to_have_title(re.compile(r"^\(1\) Moderation"))


def test_on_the_page_of_one_comment_it_is_said_and_what_is_typed_stays(live, cast, new_page) -> None:
    (number,) = waiting(live, publish(live, cast.chanthy), 1)
    ana = new_page()
    let_in(live, ana, cast.ana)
    ana.goto(f"/desk/comments/{number}")
    text = ana.get_by_role("region", name="Edit and decide").get_by_role("textbox").first
    text.press_sequentially("Half a correc")
    typed = text.input_value()
    boun = at_the_queue(live, new_page(), cast.boun)
    boun.keyboard.press("j")
    boun.keyboard.press("a")
    expect(boun.locator(f"#comment-{number}")).to_have_class(re.compile("queue-item--decided"))
    look(ana)
    item = ana.locator(f"#comment-{number}")
    expect(item.locator("[data-overtaken]")).to_contain_text("Approved · Boun")
    expect(item.locator("[data-overtaken]")).to_contain_text("Load the page again")
    expect(text).to_be_focused()
    expect(text).to_have_value(typed)


def test_new_ones_are_told_and_come_when_asked_for(live, cast, page) -> None:
    post = publish(live, cast.chanthy)
    (first,) = waiting(live, post, 1)
    at_the_queue(live, page, cast.ana)
    page.locator(f"#comment-{first}").focus()
    new = waiting(live, post, 2)
    look(page)
    expect(page.get_by_text("2 new comments")).to_be_visible()
    expect(page.locator(f"#comment-{first}")).to_be_focused()
    expect(page.locator(f"#comment-{new[0]}")).to_have_count(0)
    page.get_by_role("link", name="Show").click()
    expect(page.locator(f"#comment-{new[0]}")).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator(f"#comment-{new[1]}")).to_be_focused()
    expect(page.get_by_text("2 new comments")).to_have_count(0)
