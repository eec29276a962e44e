"""A post is read before it is public, by somebody without an account, as long as its author lets them."""

import re

import pytest
from playwright.sync_api import Page, expect

from forum.adapters import clock
from tests.factories.posts import make_post
from tests.journeys.obstacles import TWO_DRESSES, problems_here
from tests.journeys.world import let_in

pytestmark = pytest.mark.browser


@pytest.fixture
def draft(live, cast) -> int:
    with live.app.app_context():
        return make_post(
            cast.chanthy.actor,
            title="ข่าวจากแม่น้ำ",
            language="th",
            body="ไม่มีใครถาม [the report](https://example.org/report)",
            published_at=None,
            now=clock.now(),
        ).id


def link_on(author: Page, days: str) -> str:
    """Makes a link on the page that is open; its address."""
    author.get_by_label("How long it works").select_option(days)
    author.get_by_role("button", name="Make the link").click()
    expect(author.get_by_role("status").first).to_contain_text("The link is made.")
    return author.locator("input[readonly]").first.input_value()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_desk_to_a_friend_and_to_its_end(live, cast, draft, new_page, scripts) -> None:
    author, friend = new_page(java_script_enabled=scripts), new_page(java_script_enabled=scripts)
    let_in(live, author, cast.chanthy)
    author.goto(f"/desk/posts/{draft}/edit")
    author.get_by_role("link", name="Preview links").click()
    address = link_on(author, "7 days")
    copy = author.get_by_role("button", name=re.compile("^Copy"))
    if scripts:
        copy.click()
        expect(author.get_by_text("Copied", exact=True)).to_be_visible()
    else:
        expect(copy).to_have_count(0)

    answer = friend.goto(address)
    assert answer is not None
    assert (answer.status, answer.headers["x-robots-tag"]) == (200, "noindex, nofollow")
    expect(friend.get_by_role("heading", level=1)).to_have_text("ข่าวจากแม่น้ำ")
    expect(friend.get_by_role("complementary", name="Preview")).to_contain_text("not published")
    expect(friend.get_by_role("link", name="the report")).to_be_visible()
    expect(friend.get_by_role("heading", name="Comments")).to_have_count(0)
    assert friend.context.cookies() == []

    author.get_by_role("button", name=re.compile("^Take back")).click()
    expect(author.get_by_role("status").first).to_contain_text("The link is taken back.")
    answer = friend.reload()
    assert answer is not None
    assert answer.status == 410
    expect(friend.get_by_role("heading", level=1)).to_have_text("This preview has ended")
    expect(friend.get_by_text("ข่าวจากแม่น้ำ")).to_have_count(0)


def test_a_link_that_is_too_old_says_so(live, cast, draft, new_page) -> None:
    import sqlalchemy as sa

    from forum.db import transaction
    from forum.models import PreviewLink

    author, friend = new_page(), new_page()
    let_in(live, author, cast.chanthy)
    author.goto(f"/desk/posts/{draft}/previews")
    address = link_on(author, "1 day")
    expect(author.get_by_label("How long it works")).to_have_value("7")
    with live.app.app_context(), transaction() as session:
        past = clock.now().replace(year=2020)
        session.execute(sa.update(PreviewLink).values(created_at=past, expires_at=past.replace(year=2021)))
    answer = friend.goto(address)
    assert answer is not None
    assert answer.status == 410
    expect(friend.get_by_role("heading", level=1)).to_have_text("This preview has ended")
    author.reload()
    expect(author.get_by_text(re.compile("^Ended on"))).to_be_visible()


@TWO_DRESSES
def test_nothing_is_in_the_way(live, cast, draft, window) -> None:
    author, friend = window(), window()
    let_in(live, author, cast.chanthy)
    author.goto(f"/desk/posts/{draft}/previews")
    address = link_on(author, "30 days")
    friend.goto(address)
    found = problems_here(author, "links") + problems_here(friend, "preview")
    author.get_by_role("button", name=re.compile("^Take back")).click()
    friend.goto(address)
    found += problems_here(author, "links that have ended") + problems_here(friend, "ended")
    assert found == []
