"""What people are sent letters about, switched on and off by themselves, on pages that are in nobody's way."""

import pytest
from playwright.sync_api import expect

from tests.journeys.obstacles import dress, problems_here
from tests.journeys.world import let_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")]),
]


def test_an_account_ends_its_letters_and_wants_them_again(live, cast, new_page, width, scheme) -> None:
    found, elin, program = [], new_page(**dress(width, scheme)), new_page(**dress(width, scheme))
    let_in(live, elin, cast.elin)
    elin.goto("/account")
    elin.get_by_label("Write to me about my comments").uncheck()
    elin.get_by_role("button", name="Save").click()
    expect(elin.get_by_role("status")).to_contain_text("No letters about your comments come any more.")
    expect(elin.get_by_label("Write to me about my comments")).not_to_be_checked()
    found += problems_here(elin, "an account that wants no letters")
    elin.get_by_label("Write to me about my comments").check()
    elin.get_by_role("button", name="Save").click()
    expect(elin.get_by_label("Write to me about my comments")).to_be_checked()
    with live.app.app_context():
        token = live.app.extensions["outside"].seals.account_token(cast.elin.id)
    program.goto(f"/letters/{token}")
    expect(program.get_by_role("heading", name="Letters about your comments")).to_be_visible()
    found += problems_here(program, "the page behind a letter's link")
    program.get_by_role("main").get_by_role("button", name="No more letters").click()
    expect(program.get_by_role("heading", name="No more letters")).to_be_visible()
    found += problems_here(program, "no more letters")
    elin.reload()
    expect(elin.get_by_label("Write to me about my comments")).not_to_be_checked()
    assert found == [], "\n".join(found)
