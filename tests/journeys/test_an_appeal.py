"""A rejected writer asks once more, and somebody else decides, with an answer that the writer reads."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_the_main_job import number_of
from tests.journeys.world import SLUG, is_read_anywhere, let_in, publish, reject

pytestmark = pytest.mark.browser

WORDS = "The cook told us, and she agreed to it."
PLEA = "She has read it herself. Please ask her."


def written(reader: Page) -> int:
    reader.goto(f"/posts/{SLUG}/comments/new")
    reader.get_by_label("Your comment").fill(WORDS)
    reader.get_by_label("Name shown with it").fill("Soe")
    reader.get_by_role("button", name="Send for review").click()
    return number_of(reader)


def decide_with(moderator: Page, number: int, answer: str, *, outcome: str, scripts: bool) -> None:
    """Answers the appeal at its own queue: with the words first, then with the button."""
    item = moderator.locator(f"#comment-{number}")
    item.get_by_label("Answer to the writer").fill(answer)
    if outcome == "overturned":
        item.get_by_role("button", name=re.compile("^Approve")).click()
    else:
        item.locator("details.reject summary").click()
        item.get_by_label("Reason, told to the writer").select_option("personal_data")
        item.get_by_role("button", name="Send the rejection").click()
    if scripts:
        expect(item).to_have_class(re.compile("queue-item--decided"))
    else:
        expect(moderator.get_by_role("status").first).to_contain_text(re.compile("Approved|Rejected"))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("outcome", ["overturned", "upheld"])
def test_it_is_decided_by_another_and_answered_once(live, cast, new_page, scripts, outcome) -> None:
    publish(live, cast.chanthy)
    reader = new_page(java_script_enabled=scripts)
    number = written(reader)
    ana = new_page(java_script_enabled=scripts)
    let_in(live, ana, cast.ana)
    ana.goto("/desk/moderation")
    reject(ana, number, reason="personal_data", sentence="Please leave out the cook.", scripts=scripts)

    # From the list of the own comments, in one press.
    reader.goto("/my-comments")
    expect(reader.get_by_role("listitem").filter(has_text=WORDS)).to_contain_text(
        "Please leave out the cook."
    )
    reader.get_by_role("link", name="Ask another moderator").click()
    reader.get_by_label("Why should it be published?").fill(PLEA)
    reader.get_by_role("main").get_by_role("button").first.click()
    receipt = reader.get_by_role("main")
    expect(receipt).to_contain_text("You asked for another decision on")
    expect(reader.get_by_role("link", name="Ask another moderator")).to_have_count(0)

    # Whoever rejected it is told that it is for somebody else, and has no buttons.
    ana.goto("/desk/moderation?state=appeals")
    hers = ana.locator(f"#comment-{number}")
    expect(hers).to_contain_text("somebody else will answer")
    expect(hers.get_by_role("button", name=re.compile("^Approve"))).to_have_count(0)

    boun = new_page(java_script_enabled=scripts)
    let_in(live, boun, cast.boun)
    boun.goto("/desk/moderation?state=appeals")
    theirs = boun.locator(f"#comment-{number}")
    expect(theirs).to_contain_text(PLEA)
    # Without an answer nothing is decided.
    theirs.get_by_role("button", name=re.compile("^Approve")).click()
    expect(boun.get_by_text("please write an answer to them first").first).to_be_visible()
    answer = (
        "We asked her: you are right." if outcome == "overturned" else "We asked her: she would rather not."
    )
    decide_with(boun, number, answer, outcome=outcome, scripts=scripts)

    reader.goto(f"/comments/{number}/receipt")
    expect(receipt).to_contain_text(answer)
    if outcome == "overturned":
        expect(receipt).to_contain_text("A moderator looked again and agreed with you")
        assert f"/posts/{SLUG}" in is_read_anywhere(live, WORDS)
        return
    expect(receipt).to_contain_text("A moderator looked again; the decision stands")
    assert is_read_anywhere(live, WORDS) == []
    # Once: what is left is to send a better text.
    expect(reader.get_by_role("link", name="Ask another moderator")).to_have_count(0)
    reader.goto(f"/comments/{number}/appeals/new")
    expect(reader).to_have_url(re.compile(f"/comments/{number}/receipt$"))
    expect(reader.get_by_role("link", name="Correct and send again")).to_be_visible()
