"""A reader searches: while typing, by keyboard alone, and without scripts."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from forum.adapters import clock
from forum.domain.comment_states import State
from tests.factories.comments import make_comment
from tests.factories.posts import make_post
from tests.journeys.world import publish

pytestmark = pytest.mark.browser


@pytest.fixture
def river(live, cast):
    """Twelve posts about a dam, one of them in Khmer, and a comment."""
    post_id = publish(live, cast.chanthy)
    with live.app.app_context():
        for n in range(11):
            at = clock.now() - timedelta(days=n + 2)
            make_post(cast.chanthy.actor, title=f"The dam, part {n}", published_at=at)
        make_post(cast.chanthy.actor, title="សំបុត្រ", body="ទំនប់បានបាក់ The dam.", language="km")
        make_comment(
            post_id, body="No dam here.", state=State.APPROVED, moderator=cast.ana.actor, now=clock.now()
        )
    return live


def test_finds_come_while_somebody_types_and_the_field_keeps_the_focus(river, new_page) -> None:
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/search?" in request.url else None)
    page.goto("/search")
    field = page.get_by_label("Words")
    field.press_sequentially("ទំនប់", delay=20)
    count = page.locator("#finds-count")
    expect(count).to_have_text("1 result")
    expect(page.locator(".finds mark").first).to_have_text("ទំនប់")
    expect(page.locator(".find__title")).to_have_attribute("lang", "km")
    expect(field).to_be_focused()
    expect(page).to_have_url(re.compile(r"/search\?q=[^&]+$"))
    assert len(asked) < 4  # not one for each letter
    field.fill("dam")
    expect(count).to_have_text("The first 10 results")
    expect(page).to_have_url(re.compile(r"/search\?q=dam$"))
    page.get_by_label("Kind").select_option("comment")
    expect(count).to_have_text("1 result")
    expect(page).to_have_url(re.compile(r"/search\?q=dam&kind=comment$"))
    field.fill("!!")
    expect(count).to_contain_text("a letter or a digit")
    expect(page.locator(".finds")).to_have_count(0)
    page.reload()  # the address is that of what was shown
    expect(page.get_by_role("alert").or_(page.locator(".field__error"))).to_contain_text(
        ["a letter or a digit"]
    )


def test_an_older_answer_never_covers_a_newer_one(river, new_page) -> None:
    """The network gives the answer to the first question last."""
    page = new_page()
    page.goto("/search")
    page.route("**/search?q=ferry*", lambda route: (page.wait_for_timeout(1500), route.continue_()))
    field = page.get_by_label("Words")
    field.fill("ferry")
    page.wait_for_timeout(500)
    field.fill("dam")
    expect(page.locator("#finds-count")).to_have_text("The first 10 results")
    page.wait_for_timeout(2000)
    expect(page.locator("#finds-count")).to_have_text("The first 10 results")


def test_by_keyboard_alone_from_the_front_page_to_a_find(river, new_page) -> None:
    page = new_page()
    page.goto("/")
    page.get_by_role("link", name="Search").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    page.keyboard.type("dam part")
    page.keyboard.press("Enter")
    expect(page.locator("#finds-count")).to_have_text("The first 10 results")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.find__title') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/posts/the-dam-part-0")


def test_without_scripts_the_form_does_the_same(river, new_page) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/search")
    page.get_by_label("Words").fill("dam")
    page.get_by_label("Kind").select_option("post")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#finds-count")).to_have_text("The first 10 results")
    page.get_by_role("link", name="More results").click()
    expect(page.locator("#finds-count")).to_have_text("2 more results")
    expect(page.get_by_label("Words")).to_have_value("dam")
