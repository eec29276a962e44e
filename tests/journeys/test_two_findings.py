"""A text in which two rules find something: its writer is asked, told why it was rejected, mends it, and is read."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.test_the_main_job import number_of
from tests.journeys.world import SLUG, is_read_anywhere, let_in, publish, reject

pytestmark = pytest.mark.browser

LINKS = "\n".join(f"https://help-{n}.example/" for n in range(3))
GIVES_AWAY = f"My sister answers on 081 234 5678.\n\n{LINKS}"
MENDED = "My sister answers whoever asks at the temple."


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_held_by_two_rules_rejected_mended_and_read(live, cast, new_page, scripts) -> None:
    publish(live, cast.chanthy)
    reader = new_page(java_script_enabled=scripts)
    reader.goto(f"/posts/{SLUG}/comments/new")
    reader.get_by_label("Your comment").fill(GIVES_AWAY)
    reader.get_by_label("Name shown with it").fill("Soe")
    reader.get_by_role("button", name="Send for review").click()
    # The form is back, the number is marked, nothing has been sent.
    links = [f"https://help-{n}.example/" for n in range(3)]
    expect(reader.locator(".nudge mark")).to_have_text([*links, "081 234 5678"])
    reader.get_by_role("button", name="Send it as it is").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Your comment is waiting for review")
    why = reader.get_by_role("main")
    expect(why).to_contain_text("phone number")
    expect(why).to_contain_text("links")
    number = number_of(reader)

    moderator = new_page(java_script_enabled=scripts)
    let_in(live, moderator, cast.ana)
    moderator.goto("/desk/moderation")
    item = moderator.locator(f"#comment-{number}")
    found = item.get_by_role("list", name="Findings")
    expect(found).to_contain_text("081 234 5678")
    expect(found).to_contain_text("3 links, 2 are allowed")
    reject(
        moderator,
        number,
        reason="personal_data",
        sentence="Please leave out the number.",
        scripts=scripts,
    )

    reader.reload()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Your comment was not published")
    expect(why).to_contain_text("Please leave out the number.")
    reader.get_by_role("link", name="Correct and send again").click()
    reader.get_by_label("Your comment").fill(MENDED)
    reader.get_by_role("button", name="Send again").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Your comment is waiting for review")

    moderator.goto("/desk/moderation")
    expect(item).to_contain_text(MENDED)
    if scripts:
        moderator.keyboard.press("j")
        moderator.keyboard.press("a")
        expect(item).to_have_class(re.compile("queue-item--decided"))
    else:
        item.get_by_role("button", name=re.compile("^Approve")).click()
        expect(moderator.get_by_role("status").first).to_contain_text("Approved.")
    assert f"/posts/{SLUG}" in is_read_anywhere(live, MENDED)
    assert is_read_anywhere(live, "081 234 5678") == []
