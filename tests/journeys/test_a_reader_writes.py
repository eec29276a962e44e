"""A reader at the form, on a real server in a real browser: back and again, two drafts, a post that goes away."""

import re

import pytest
from playwright.sync_api import Page, expect

from forum.adapters import clock
from forum.domain.post_states import PostMove
from forum.domain.sanctions import SanctionKind, Writer
from forum.domain.screening import Mode
from forum.operations.posts.moving import move_post
from forum.operations.sanctions import impose_sanction
from forum.operations.settings import change_settings
from tests.factories.comments import make_comment
from tests.journeys.world import SLUG, let_in, publish

pytestmark = pytest.mark.browser

POST = f"/posts/{SLUG}"
WAITING = "Your comment is waiting for review"


@pytest.fixture
def post(live, cast) -> int:
    return publish(live, cast.chanthy)


@pytest.fixture
def answered(live, cast, post) -> int:
    """A comment of Ana's that can be answered."""
    with live.app.app_context():
        return make_comment(post, body="Who was there?", by=cast.ana.actor, now=clock.now()).id


def text(page: Page):
    return page.get_by_label("Your comment")


def send(page: Page) -> None:
    page.get_by_role("button", name="Send for review").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(WAITING)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_back_and_corrected_is_another_comment(live, post, new_page, scripts) -> None:
    page = new_page(java_script_enabled=scripts)
    page.goto(POST)
    page.get_by_role("link", name="Write a comment").click()
    text(page).fill("The ferry leaves at five.")
    page.get_by_label("Name shown with it").fill("Soe")
    send(page)
    first = page.url
    page.go_back()
    if text(page).count() == 0:
        page.get_by_role("link", name="Write a comment").click()
        page.get_by_label("Name shown with it").fill("Soe")
    text(page).fill("The ferry leaves at six.")
    send(page)
    assert page.url != first
    expect(page.locator(".preview")).to_contain_text("The ferry leaves at six.")
    page.goto("/my-comments")
    expect(page.get_by_role("link", name="On “The ferry”")).to_have_count(2)


@pytest.mark.parametrize("why", ["banned", "closed"])
def test_what_was_begun_is_shown_where_no_form_is_given_any_more(live, cast, post, new_page, why) -> None:
    page = new_page()
    let_in(live, page, cast.elin)
    page.goto(POST)
    page.get_by_role("link", name="Write a comment").click()
    text(page).press_sequentially("Typed for an hour.")
    with live.app.app_context():
        now = clock.now()
        if why == "banned":
            elin = Writer(user_id=cast.elin.id)
            impose_sanction(elin, SanctionKind.BAN, "No.", until=None, by=cast.ana.actor, now=now)
        else:
            change_settings({"comments_mode": Mode.CLOSED}, by=cast.boun.actor, now=now)
    page.goto(f"{POST}/comments/new")
    expect(text(page)).to_have_count(0)
    begun = page.get_by_label("What you had begun to write, for you to copy")
    expect(begun).to_have_value("Typed for an hour.")
    # Nothing is there where nothing was begun.
    page.evaluate("sessionStorage.clear()")
    page.reload()
    expect(page.get_by_role("main")).to_be_visible()
    expect(begun).to_be_hidden()


def test_only_the_draft_that_was_sent_is_forgotten(live, post, answered, new_page) -> None:
    page = new_page()
    page.goto(f"{POST}/comments/new")
    text(page).fill("Half a thought")
    page.goto(f"{POST}/comments/new?reply_to={answered}")
    expect(text(page)).to_have_value("")
    text(page).fill("I was there.")
    page.get_by_label("Name shown with it").fill("Soe")
    send(page)
    receipt = page.url
    page.goto(f"{POST}/comments/new?reply_to={answered}")
    expect(text(page)).to_have_value("")
    text(page).fill("And so was she")
    page.goto(receipt)
    expect(page.get_by_role("heading", level=1)).to_have_text(WAITING)
    page.goto(f"{POST}/comments/new")
    expect(text(page)).to_have_value("Half a thought")
    page.goto(f"{POST}/comments/new?reply_to={answered}")
    expect(text(page)).to_have_value("And so was she")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_edit_code_stays_until_it_is_kept(live, post, new_page, scripts) -> None:
    page = new_page(java_script_enabled=scripts)
    page.goto(f"{POST}/comments/new")
    text(page).fill("The ferry leaves at five.")
    page.get_by_label("Name shown with it").fill("Soe")
    send(page)
    field = page.get_by_label("Your edit code")
    code = field.input_value()
    page.reload()
    expect(field).to_have_value(code)
    page.get_by_role("button", name="I have kept it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(WAITING)
    expect(field).to_have_count(0)


@pytest.mark.parametrize("button", ["Preview", "Send for review"])
def test_a_post_that_goes_away_gives_the_text_back(live, cast, post, new_page, button) -> None:
    page = new_page()
    page.goto(POST)
    page.get_by_role("link", name="Write a comment").click()
    text(page).fill("The ferry leaves at five.")
    page.get_by_label("Name shown with it").fill("Soe")
    with live.app.app_context():
        move_post(post, PostMove.UNPUBLISH, by=cast.chanthy.actor, now=clock.now())
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This is gone")
    expect(page.get_by_label("Your text")).to_have_value("The ferry leaves at five.")
    expect(page.get_by_label("Name shown with it")).to_have_value("Soe")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_form_from_before_the_post_moved_is_sent(live, cast, post, new_page, scripts) -> None:
    page, author = new_page(java_script_enabled=scripts), new_page()
    page.goto(POST)
    page.get_by_role("link", name="Write a comment").click()
    text(page).fill("The ferry leaves at five.")
    page.get_by_label("Name shown with it").fill("Soe")
    let_in(live, author, cast.chanthy)
    author.goto(f"/desk/posts/{post}/edit")
    author.get_by_label("Address", exact=True).fill("of-ferries")
    author.get_by_role("button", name="Save").click()
    expect(author.get_by_role("status")).to_contain_text("Saved.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview")).to_contain_text("The ferry leaves at five.")
    send(page)
    page.get_by_role("link", name="Back to “The ferry”").click()
    expect(page).to_have_url(re.compile("/posts/of-ferries$"))
