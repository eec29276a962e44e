"""The palette: everything at the desk by a few letters, on every page of it."""

import re

import pytest
from playwright.sync_api import Page, expect

from forum.adapters import clock
from forum.domain.comment_states import Decision, State
from forum.operations.moderation.deciding import Choice, decide
from forum.queries.moderation.queue import item_by_id
from tests.factories.comments import make_comment
from tests.journeys.obstacles import dress, problems_here
from tests.journeys.world import let_in, publish

pytestmark = pytest.mark.browser


@pytest.fixture
def numbers(live, cast) -> list[int]:
    """Three comments that wait."""
    post = publish(live, cast.chanthy)
    with live.app.app_context():
        return [make_comment(post, name=name, now=clock.now()).id for name in ("Mali", "Soe", "Somchai")]


@pytest.fixture
def ana(live, cast, page, numbers) -> Page:
    """At the queue, with the focus on the first comment."""
    let_in(live, page, cast.ana)
    page.goto("/desk/moderation")
    page.keyboard.press("j")
    expect(page.locator(f"#comment-{numbers[0]}")).to_be_focused()
    return page


def field(page: Page):
    return page.get_by_role("combobox", name="Find a command")


def chosen(page: Page):
    return page.locator("#palette [aria-selected=true]")


def states(live, numbers: list[int]) -> list[State]:
    with live.app.app_context():
        return [item_by_id(number).state for number in numbers]


def test_a_few_letters_and_enter_approve_the_comment_in_focus(live, ana, numbers) -> None:
    ana.keyboard.press("/")
    expect(field(ana)).to_be_focused()
    expect(ana.get_by_role("group", name="The comment in focus: Mali")).to_be_visible()
    ana.keyboard.type("APPR")
    expect(chosen(ana)).to_have_text(re.compile(r"^\s*Approve\s+a\s*$"))
    assert field(ana).get_attribute("aria-activedescendant") == chosen(ana).get_attribute("id")
    ana.keyboard.press("Enter")
    expect(ana.locator(f"#comment-{numbers[0]}")).to_have_class(re.compile("queue-item--decided"))
    expect(ana.locator(f"#comment-{numbers[1]}")).to_be_focused()
    assert states(live, numbers) == [State.APPROVED, State.PENDING, State.PENDING]
    ana.keyboard.press("Control+k")
    ana.keyboard.type("undo")
    ana.keyboard.press("Enter")
    expect(ana.locator(f"#comment-{numbers[0]}")).to_be_focused()
    assert states(live, numbers) == [State.PENDING] * 3


def test_what_is_typed_at_once_is_typed_into_it(live, ana, numbers) -> None:
    """The list comes from the site; letters that come before it are no keys of the queue."""
    ana.route("**/desk/commands", lambda route: (ana.wait_for_timeout(500), route.continue_()))
    ana.keyboard.type("/against")
    ana.keyboard.press("Enter")
    expect(ana.locator(f"#comment-{numbers[0]}")).to_have_class(re.compile("queue-item--decided"))
    assert states(live, numbers) == [State.REJECTED, State.PENDING, State.PENDING]


def test_it_leads_to_another_queue_and_to_what_was_searched_for(ana) -> None:
    ana.keyboard.press("Control+k")
    ana.keyboard.type("queue tra")
    expect(chosen(ana)).to_have_text(re.compile("Trash"))
    ana.keyboard.press("Enter")
    ana.wait_for_url("**/desk/moderation?state=trashed")
    ana.keyboard.press("Control+k")
    ana.keyboard.type("fast & visa?")
    expect(ana.get_by_role("group", name="Search comments for “fast & visa?”")).to_be_visible()
    expect(chosen(ana)).to_have_text("in the queue “Trash”")  # the one that is open comes first
    expect(chosen(ana)).to_have_accessible_name("Search comments for “fast & visa?” in the queue “Trash”")
    ana.keyboard.press("Home")
    ana.keyboard.press("ArrowDown")
    expect(chosen(ana)).to_have_text("in the queue “Waiting”")
    ana.keyboard.press("Enter")
    ana.wait_for_url("**/desk/moderation?state=pending&q=*")
    expect(ana.get_by_label("Words", exact=True)).to_have_value("fast & visa?")


def test_escape_gives_the_focus_back(live, ana, numbers) -> None:
    ana.keyboard.press("/")
    ana.keyboard.press("Escape")
    expect(field(ana)).to_be_hidden()
    expect(ana.locator(f"#comment-{numbers[0]}")).to_be_focused()
    ana.keyboard.press("n")
    note = ana.locator(f"#comment-{numbers[0]}").get_by_label("Note for moderators")
    ana.keyboard.type("a / b")
    ana.keyboard.press("Control+k")
    expect(field(ana)).to_be_focused()
    ana.keyboard.press("Control+k")
    expect(note).to_be_focused()
    expect(note).to_have_value("a / b")
    assert states(live, numbers) == [State.PENDING] * 3


def test_the_arrows_go_round(ana) -> None:
    ana.keyboard.press("/")
    options = ana.locator("#palette [role=option]:not([hidden])")
    expect(chosen(ana)).to_have_text(re.compile("Approve"))
    for key, n in (("ArrowUp", -1), ("ArrowDown", 0), ("ArrowDown", 1), ("End", -1), ("Home", 0)):
        ana.keyboard.press(key)
        expect(options.nth(n)).to_have_attribute("aria-selected", "true")
        expect(options.nth(n)).to_be_in_viewport()
    expect(chosen(ana)).to_have_count(1)
    ana.keyboard.type("qqq")
    expect(ana.locator("#palette").get_by_role("group")).to_have_count(1)  # the search
    expect(ana.get_by_text("Nothing fits.")).to_be_hidden()


def test_only_what_can_be_done_is_offered(ana, numbers) -> None:
    ana.keyboard.press("/")
    expect(chosen(ana)).to_be_visible()
    for absent in (
        "Hold",
        "Redact and approve",
        "Approve the selected",
        "Undo the last decision",
        "Settings",
    ):
        expect(ana.get_by_role("option", name=absent, exact=True)).to_have_count(0)
    ana.keyboard.type("select")
    ana.keyboard.press("Enter")
    expect(ana.locator("[data-count]")).to_have_text("1")
    ana.keyboard.press("/")
    ana.keyboard.type("the selected as spam")
    ana.keyboard.press("Enter")
    expect(ana.get_by_role("status").first).to_contain_text("One comment marked as spam.")


def test_what_somebody_else_decided_meanwhile_is_shown_and_not_decided(live, cast, ana, numbers) -> None:
    ana.keyboard.press("/")
    expect(chosen(ana)).to_have_text(re.compile("Approve"))
    with live.app.app_context():
        decide(numbers[0], Choice(Decision.SPAM), seen=1, by=cast.boun.actor, now=clock.now())
    row = ana.locator(f"#comment-{numbers[0]}")
    ana.evaluate(
        """number => {
        const row = document.getElementById(`comment-${number}`);
        const other = row.cloneNode(true);
        other.removeAttribute('data-item');
        row.replaceWith(other);
    }""",
        numbers[0],
    )
    ana.keyboard.press("Enter")
    expect(row).to_be_focused()
    assert states(live, numbers) == [State.SPAM, State.PENDING, State.PENDING]


def test_the_switch_for_single_keys_holds_for_the_slash_too(ana) -> None:
    ana.goto("/desk/commands")
    ana.get_by_label("Use the keys of one letter or sign").uncheck()
    ana.goto("/desk/log")
    ana.keyboard.press("/")
    expect(field(ana)).to_be_hidden()
    ana.keyboard.press("Control+k")
    expect(field(ana)).to_be_focused()


def test_on_a_thai_keyboard_the_slash_is_no_digit(live, ana, numbers) -> None:
    """There it stands where 2 does, which rejects. With control, the place of the key counts."""
    press = """facts => document.activeElement.dispatchEvent(
        new KeyboardEvent('keydown', { ...facts, bubbles: true, cancelable: true }))"""
    ana.evaluate(press, {"key": "/", "code": "Digit2"})
    expect(field(ana)).to_be_focused()
    ana.keyboard.press("Escape")
    ana.evaluate(press, {"key": "า", "code": "KeyK", "ctrlKey": True})
    expect(field(ana)).to_be_focused()
    assert states(live, numbers) == [State.PENDING] * 3


def test_in_the_editor_of_posts_it_does_not_take_the_key_for_a_link(live, cast, page) -> None:
    let_in(live, page, cast.chanthy)
    page.goto("/desk/posts/new")
    page.get_by_label("Text", exact=True).focus()
    page.evaluate("document.addEventListener('keydown', event => { event.preventDefault(); }, {once: true})")
    page.keyboard.press("Control+k")
    expect(field(page)).to_be_hidden()
    page.get_by_label("Title", exact=True).focus()
    page.keyboard.press("Control+k")
    expect(field(page)).to_be_focused()
    page.keyboard.type("queue")
    expect(page.get_by_text("Nothing fits.")).to_be_visible()


def test_the_comment_on_its_own_page_is_the_one_meant(live, ana, numbers) -> None:
    ana.goto(f"/desk/comments/{numbers[2]}")
    ana.get_by_role("link", name="Commands").click()
    ana.keyboard.type("trash")
    ana.keyboard.press("Enter")
    expect(ana.locator(f"#comment-{numbers[2]}")).to_have_class(re.compile("queue-item--decided"))
    assert states(live, numbers) == [State.PENDING, State.PENDING, State.TRASHED]


def test_where_the_list_does_not_come_it_says_so_and_tries_again(ana) -> None:
    ana.route("**/desk/commands", lambda route: route.fulfill(status=503))
    ana.keyboard.press("/")
    expect(ana.get_by_role("alert").filter(has_text="could not be fetched")).to_be_visible()
    ana.keyboard.press("Escape")
    ana.unroute("**/desk/commands")
    ana.keyboard.press("/")
    expect(chosen(ana)).to_have_text(re.compile("Approve"))
    expect(ana.get_by_role("alert").filter(has_text="could not be fetched")).to_be_hidden()


def test_without_scripts_the_link_leads_to_the_page(live, cast, new_page) -> None:
    page = new_page(java_script_enabled=False)
    let_in(live, page, cast.ana)
    page.get_by_role("link", name="Commands").click()
    page.wait_for_url("**/desk/commands")
    page.get_by_role("link", name="Second look").click()
    page.wait_for_url("**/desk/moderation?state=second_look")


def test_with_a_thumb_on_a_small_phone(live, cast, new_page, numbers) -> None:
    phone = dress(320, "dark") | {"has_touch": True, "is_mobile": True}
    page = new_page(**phone)
    let_in(live, page, cast.ana)
    page.goto("/desk/moderation")
    page.locator(f"#comment-{numbers[1]}").focus()
    page.evaluate("scrollTo(0, 0)")
    link = page.get_by_role("link", name="Commands")
    expect(link).to_be_in_viewport(ratio=1)
    assert min(link.bounding_box()["width"], link.bounding_box()["height"]) >= 40
    link.tap()
    expect(chosen(page)).to_have_text(re.compile("Approve"))
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert problems_here(page, "the palette on a phone") == []
    page.get_by_role("button", name="Close").tap()
    expect(field(page)).to_be_hidden()
    link.tap()
    page.locator("#palette").get_by_role("option", name="Spam s").tap()
    expect(page.locator(f"#comment-{numbers[1]}")).to_have_class(re.compile("queue-item--decided"))
    assert states(live, numbers) == [State.PENDING, State.SPAM, State.PENDING]
    # A link that is half in sight does not move away under the finger either.
    page.evaluate("scrollTo(0, 0)")
    page.locator(".desk-nav").get_by_role("link", name="Log").tap()
    page.wait_for_url("**/desk/log")
