"""The product's main job, on a real server in a real browser: write, wait, decide, read."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.world import SLUG, anonymous, is_read_anywhere, let_in, publish, reject

pytestmark = pytest.mark.browser

WORDS = "Somebody did ask in Ruili, once."


def number_of(page: Page) -> int:
    found = re.search(r"/comments/(\d+)/", page.url)
    assert found is not None, page.url
    return int(found[1])


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_comment_waits_is_approved_and_hidden_again(live, cast, new_page, scripts) -> None:
    publish(live, cast.chanthy)
    reader = new_page(java_script_enabled=scripts)
    reader.goto(f"/posts/{SLUG}")
    reader.get_by_role("link", name="Write a comment").click()
    reader.get_by_label("Your comment").fill(f"{WORDS}\n\nขอบคุณค่ะ")
    reader.get_by_label("Name shown with it").fill("Soe")
    reader.get_by_role("button", name="Preview").click()
    expect(reader.locator(".preview")).to_contain_text(WORDS)
    reader.get_by_role("button", name="Send for review").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Your comment is waiting for review")
    expect(reader.get_by_label("Your edit code")).to_have_value(re.compile(r"^(\w{4}-){3}\w{4}$"))
    number = number_of(reader)
    assert is_read_anywhere(live, WORDS) == []
    assert anonymous(live, f"/comments/{number}")[0] == 404

    moderator = new_page(java_script_enabled=scripts)
    let_in(live, moderator, cast.ana)
    moderator.get_by_role("link", name=re.compile("Comments wait for review")).click()
    item = moderator.locator(f"#comment-{number}")
    expect(item).to_contain_text(WORDS)
    if scripts:
        moderator.keyboard.press("j")
        moderator.keyboard.press("a")
        expect(item).to_have_class(re.compile("queue-item--decided"))
    else:
        item.get_by_role("button", name=re.compile("Approve")).click()
        expect(moderator.get_by_role("status")).to_contain_text("Approved.")
    assert is_read_anywhere(live, WORDS) == [
        f"/posts/{SLUG}",
        "/comments.atom",
        f"/posts/{SLUG}/comments.atom",
    ]
    assert "One comment" in anonymous(live, "/")[1] or "1 comment" in anonymous(live, "/")[1]
    assert anonymous(live, f"/comments/{number}")[0] == 200

    if scripts:
        moderator.keyboard.press("z")
        expect(item.get_by_role("button", name=re.compile("Approve"))).to_be_visible()
    else:
        moderator.get_by_role("button", name=re.compile("Undo")).click()
        expect(moderator.get_by_role("status")).to_contain_text("taken back")
    assert is_read_anywhere(live, WORDS) == []
    assert anonymous(live, f"/comments/{number}")[0] == 404


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_rejected_writer_is_told_why_and_writes_again(live, cast, new_page, scripts) -> None:
    publish(live, cast.chanthy)
    reader = new_page(java_script_enabled=scripts)
    reader.goto(f"/posts/{SLUG}/comments/new")
    reader.get_by_label("Your comment").fill("The cook, Mrs N., told us.")
    reader.get_by_label("Name shown with it").fill("Soe")
    reader.get_by_role("button", name="Send for review").click()
    number = number_of(reader)

    moderator = new_page(java_script_enabled=scripts)
    let_in(live, moderator, cast.ana)
    moderator.goto("/desk/moderation")
    reject(moderator, number, reason="personal_data", sentence="Please leave out the name.", scripts=scripts)

    reader.reload()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Your comment was not published")
    main = reader.get_by_role("main")
    expect(main).to_contain_text("it names a private person")
    expect(main).to_contain_text("Please leave out the name.")
    reader.get_by_role("link", name="Correct and send again").click()
    reader.get_by_label("Your comment").fill("The cook told us.")
    reader.get_by_role("button", name="Send again").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("Your comment is waiting for review")
    moderator.goto("/desk/moderation")
    expect(moderator.locator(f"#comment-{number}")).to_contain_text("The cook told us.")
