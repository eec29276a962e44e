"""The queue by keys alone, and two moderators at one queue."""

import itertools
import re
import time

import pytest
from playwright.sync_api import expect

from forum.adapters import clock
from forum.domain.comment_states import Decision, State
from forum.operations.moderation.deciding import Choice, decide
from forum.queries.moderation.queue import item_by_id, queue_counts
from tests.factories.comments import make_comment
from tests.journeys.world import let_in, publish

pytestmark = pytest.mark.browser


def waiting(live, post_id: int, n: int) -> list[int]:
    with live.app.app_context():
        return [make_comment(post_id, now=clock.now()).id for _ in range(n)]


def counts(live) -> dict[str, int]:
    with live.app.app_context():
        return {name: n for name, n in queue_counts().items() if n}


def test_ten_comments_without_the_mouse(live, cast, page) -> None:
    numbers = waiting(live, publish(live, cast.chanthy), 10)
    let_in(live, page, cast.ana)
    page.goto("/desk/moderation")
    page.keyboard.press("j")
    for number, key in zip(numbers[:4], "asda", strict=True):
        expect(page.locator(f"#comment-{number}")).to_be_focused()
        page.keyboard.press(key)
        expect(page.locator(f"#comment-{number}")).to_have_class(re.compile("queue-item--decided"))
    page.keyboard.press("z")
    expect(page.locator(f"#comment-{numbers[3]}")).to_be_focused()
    page.keyboard.press("j")
    for _ in range(6):
        page.keyboard.press("x")
        page.keyboard.press("j")
    expect(page.locator("[data-count]")).to_have_text("6")
    page.keyboard.press("Shift+a")
    expect(page.get_by_role("status")).to_contain_text("6 comments approved.")
    assert counts(live) == {"approved": 7, "public": 7, "pending": 1, "spam": 1, "trashed": 1}
    page.keyboard.press("z")
    expect(page.get_by_role("status")).to_contain_text("Taken back: 6 comments are as they were.")
    assert counts(live) == {"approved": 1, "public": 1, "pending": 7, "spam": 1, "trashed": 1}


def test_typing_in_a_field_decides_nothing(live, cast, page) -> None:
    waiting(live, publish(live, cast.chanthy), 2)
    let_in(live, page, cast.ana)
    page.goto("/desk/moderation")
    page.get_by_label("Words").press_sequentially("jasdxz")
    page.keyboard.press("Tab")
    assert counts(live) == {"pending": 2}
    page.locator("body").click(position={"x": 2, "y": 300})
    page.keyboard.press("Shift+?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("a")
    assert counts(live) == {"pending": 2}
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_the_slower_of_two_is_told_in_place(live, cast, page) -> None:
    (number,) = waiting(live, publish(live, cast.chanthy), 1)
    let_in(live, page, cast.ana)
    page.goto("/desk/moderation")
    with live.app.app_context():
        decide(number, Choice(Decision.SPAM), seen=1, by=cast.boun.actor, now=clock.now())
    page.keyboard.press("j")
    page.keyboard.press("a")
    item = page.locator(f"#comment-{number}")
    expect(item.get_by_role("alert")).to_contain_text("Nothing was decided")
    expect(item.get_by_role("alert")).to_contain_text("Boun")
    with live.app.app_context():
        assert item_by_id(number).state is State.SPAM
    page.keyboard.press("a")
    expect(item).to_have_class(re.compile("queue-item--decided"))
    with live.app.app_context():
        assert item_by_id(number).state is State.APPROVED


def test_a_note_is_written_by_keys(live, cast, page) -> None:
    (number,) = waiting(live, publish(live, cast.chanthy), 1)
    let_in(live, page, cast.ana)
    page.goto("/desk/moderation")
    item = page.locator(f"#comment-{number}")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("r")
    item.get_by_label("A sentence to the writer").fill("Half a sente")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    note = item.get_by_label("Note for moderators")
    expect(note).to_be_focused()
    # What is refused stays where it was typed, with why, and so does the person.
    note.fill("x" * 1001)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(item.locator(".field__error")).to_be_visible()
    expect(note).to_be_focused()
    expect(note).to_have_value("x" * 1001)
    note.fill("as usual")
    page.keyboard.press("Control+Enter")
    expect(item.locator(".notes")).to_contain_text("as usual")
    expect(item.get_by_role("status")).to_be_focused()
    # Nothing else in the row has moved.
    expect(item.locator(".tick")).to_be_checked()
    assert item.get_by_label("A sentence to the writer").input_value() == "Half a sente"
    assert page.url.endswith("/desk/moderation")
    assert counts(live) == {"pending": 1}
    # A sentence that an approval would not tell is not dropped in silence.
    page.keyboard.press("a")
    expect(item.get_by_label("A sentence to the writer")).to_have_value("Half a sente")
    assert counts(live) == {"pending": 1}


def test_the_key_for_editing_leads_into_the_text(live, cast, page) -> None:
    (number,) = waiting(live, publish(live, cast.chanthy), 1)
    let_in(live, page, cast.ana)
    page.goto("/desk/moderation")
    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(page.get_by_label("Text, as the writer sent it")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"#comment-{number}")).to_be_visible()
    assert counts(live)["approved"] == 1


def test_a_rejection_is_chosen_not_slipped_into(live, cast, page) -> None:
    """No key and no Enter rejects or approves by itself: the reason is the moderator's own."""
    first, second = waiting(live, publish(live, cast.chanthy), 2)
    let_in(live, page, cast.ana)
    page.goto("/desk/moderation")
    page.keyboard.press("j")
    page.keyboard.press("r")
    item = page.locator(f"#comment-{first}")
    reason, note = (
        item.get_by_label("Reason, told to the writer"),
        item.get_by_label("A sentence to the writer"),
    )
    expect(reason).to_be_focused()
    expect(reason).to_have_value("")
    note.press_sequentially("Not here.")
    note.press("Enter")
    expect(reason).to_be_focused()  # the browser asks for it
    assert counts(live) == {"pending": 2}
    page.keyboard.press("Escape")
    expect(item).to_be_focused()
    expect(note).to_be_hidden()
    page.keyboard.press("j")
    expect(page.locator(f"#comment-{second}")).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("r")
    reason.select_option("insult")
    note.press("Enter")
    expect(item).to_have_class(re.compile("queue-item--decided"))
    with live.app.app_context():
        assert item_by_id(first).state is State.REJECTED


def test_enter_in_a_sentence_decides_nothing_without_scripts_either(live, cast, new_page) -> None:
    waiting(live, publish(live, cast.chanthy), 1)
    page = new_page(java_script_enabled=False)
    let_in(live, page, cast.ana)
    page.goto("/desk/moderation")
    for panel in (page.locator("[data-item] details.reject"), page.locator(".bulk details.reject")):
        panel.locator("summary").click()
        panel.get_by_label("Reason").select_option("insult")
        panel.get_by_label("A sentence").press("Enter")
    assert counts(live) == {"pending": 1}


def test_a_key_with_nothing_to_do_says_so(live, cast, page) -> None:
    waiting(live, publish(live, cast.chanthy), 1)
    let_in(live, page, cast.ana)
    page.goto("/desk/moderation")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("Shift+u")
    expect(page.get_by_role("status")).to_have_text(re.compile("these comments are in this queue already"))
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_have_text(re.compile("this comment is so already"))
    page.keyboard.press("z")
    expect(page.get_by_role("status")).to_have_text(re.compile("There is nothing to take back here"))
    page.keyboard.press("Shift+r")
    panel = page.locator(".bulk details.reject")
    expect(panel.get_by_label("Reason, told to the writers")).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel.locator("summary")).to_be_focused()
    expect(panel.get_by_role("button", name="Reject the selected")).to_be_hidden()
    assert counts(live) == {"pending": 1}


def test_on_a_phone_the_bar_is_a_line_that_the_keys_reach(live, cast, new_page) -> None:
    waiting(live, publish(live, cast.chanthy), 1)
    page = new_page(viewport={"width": 360, "height": 740})
    let_in(live, page, cast.boun)
    page.goto("/desk/moderation?state=trashed")
    bar = page.locator(".desk-bar")
    assert bar.bounding_box()["height"] <= 48
    expect(page.locator(".tabs [aria-current]")).to_be_in_viewport(ratio=1)
    for link in bar.locator("a, button").all():
        link.focus()
        expect(link).to_be_in_viewport(ratio=1)
        assert link.bounding_box()["height"] >= 24
        assert link.bounding_box()["width"] >= 24
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_twenty_comments_without_the_mouse_in_a_minute(live, cast, page) -> None:
    """Thirty-two wait: the second page comes by itself, and the end is said."""
    numbers = waiting(live, publish(live, cast.chanthy), 32)
    let_in(live, page, cast.ana)
    page.goto("/desk/moderation")
    began = time.monotonic()
    page.keyboard.press("j")
    for number, key in zip(numbers[:20], itertools.cycle("asda"), strict=False):
        expect(page.locator(f"#comment-{number}")).to_be_focused()
        page.keyboard.press(key)
    expect(page.locator(f"#comment-{numbers[20]}")).to_be_focused()
    assert time.monotonic() - began < 60
    assert counts(live)["pending"] == 12
    for number in numbers[20:]:
        expect(page.locator(f"#comment-{number}")).to_be_focused()
        page.keyboard.press("a")
    expect(page.get_by_text("Every comment has been read.")).to_be_focused()
    assert counts(live) == {"approved": 22, "public": 22, "spam": 5, "trashed": 5}
    page.keyboard.press("z")
    expect(page.locator(f"#comment-{numbers[-1]}")).to_be_focused()


def test_the_key_for_next_leads_onto_the_next_page_too(live, cast, page) -> None:
    numbers = waiting(live, publish(live, cast.chanthy), 27)
    let_in(live, page, cast.ana)
    page.goto("/desk/moderation")
    page.locator(f"#comment-{numbers[24]}").focus()
    page.keyboard.press("j")
    expect(page.locator(f"#comment-{numbers[25]}")).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator(f"#comment-{numbers[26]}")).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator(f"#comment-{numbers[24]}")).to_be_focused()
    assert counts(live)["approved"] == 2


def test_twenty_comments_with_one_thumb_on_a_small_phone(live, cast, new_page) -> None:
    numbers = waiting(live, publish(live, cast.chanthy), 21)
    page = new_page(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    let_in(live, page, cast.ana)
    page.goto("/desk/moderation")
    page.locator(f"#comment-{numbers[0]}").focus()
    began = time.monotonic()
    for number in numbers[:20]:
        item = page.locator(f"#comment-{number}")
        expect(item).to_be_focused()
        for button in item.locator(".decisions > .button, .decisions summary").all():
            assert button.bounding_box()["height"] >= 44
        approve = item.get_by_role("button", name="Approve")
        expect(approve).to_be_in_viewport(ratio=1)
        approve.tap()
    expect(page.locator(f"#comment-{numbers[20]}")).to_be_focused()
    assert time.monotonic() - began < 60
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert counts(live) == {"approved": 20, "public": 20, "pending": 1}


def test_twenty_comments_without_scripts(live, cast, new_page) -> None:
    numbers = waiting(live, publish(live, cast.chanthy), 20)
    page = new_page(java_script_enabled=False)
    let_in(live, page, cast.ana)
    page.goto("/desk/moderation")
    for number in numbers:
        page.locator(f"#comment-{number}").get_by_role("button", name="Approve").press("Enter")
        expect(page.get_by_role("status").first).to_contain_text("Approved.")
    expect(page.get_by_text("Every comment has been read.")).to_be_visible()
    assert counts(live) == {"approved": 20, "public": 20}


def test_the_end_of_what_fits_a_filter_is_not_the_end_of_the_queue(live, cast, page) -> None:
    number, *_others = waiting(live, publish(live, cast.chanthy), 3)
    let_in(live, page, cast.ana)
    with live.app.app_context():
        make_comment(item_by_id(number).post_id, body="Of a dam.", now=clock.now())
    page.goto("/desk/moderation?q=dam")
    page.keyboard.press("j")
    page.keyboard.press("a")
    said = page.get_by_text("None is left that fits the filter")
    expect(page.get_by_role("status").filter(has=said)).to_be_focused()
    expect(page.get_by_role("status").filter(has=said)).to_contain_text("without the filter: 3.")
    page.get_by_role("main").get_by_role("link", name="Clear the filter").click()
    expect(page.locator("[data-item]")).to_have_count(3)
