"""Somebody reads while others write: the bar comes by itself, and nothing that is being read moves."""

import re
import time

import pytest
from playwright.sync_api import expect

from forum.adapters import clock
from forum.domain.comment_states import Decision
from forum.operations.moderation.deciding import Choice, decide
from tests.factories.comments import make_comment
from tests.journeys.obstacles import problems_here
from tests.journeys.world import SLUG, publish

pytestmark = pytest.mark.browser

SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) window.shifted += one.value; })
  .observe({ type: "layout-shift", buffered: true });
"""
PLACES = "[...document.querySelectorAll('article.comment')].map((one) => one.getBoundingClientRect().top)"


def approve(live, cast, number: int) -> None:
    with live.app.app_context():
        decide(number, Choice(Decision.APPROVE), seen=1, by=cast.ana.actor, now=clock.now())


def pass_time(page, seconds: int) -> None:
    """So long on the page's clock, with breaks in which real answers arrive."""
    for _ in range(0, seconds, 5):
        page.clock.run_for(5_000)
        time.sleep(0.06)


def test_a_new_comment_is_announced_and_shown_and_nothing_moves(live, cast, new_page) -> None:
    post_id = publish(live, cast.chanthy)
    with live.app.app_context():
        for n in range(12):
            make_comment(post_id, body=f"Thought {n}. " * 30, by=cast.ana.actor, now=clock.now())
        first, second = (make_comment(post_id, body=f"News {n}.", now=clock.now()).id for n in range(2))
    page = new_page(viewport={"width": 360, "height": 640})
    page.clock.install()
    page.add_init_script(SHIFTS)
    cookies: list[str] = []
    page.on(
        "request", lambda one: cookies.append(one.headers.get("cookie", "")) if "/news?" in one.url else None
    )
    page.goto(f"/posts/{SLUG}")
    page.locator("article.comment").nth(6).scroll_into_view_if_needed()
    page.evaluate("window.shifted = 0")
    height, places = page.evaluate("[scrollY, document.body.scrollHeight]"), page.evaluate(PLACES)
    bar = page.get_by_role("status")
    pass_time(page, 31)
    expect(bar).to_be_empty()

    approve(live, cast, first)
    pass_time(page, 60)
    expect(bar).to_contain_text("1 new comment – show")
    approve(live, cast, second)
    pass_time(page, 60)
    expect(bar).to_contain_text("2 new comments – show")
    assert page.evaluate("[scrollY, document.body.scrollHeight]") == height
    assert page.evaluate(PLACES) == places
    assert page.evaluate("window.shifted") == 0
    assert set(cookies) == {""}
    assert problems_here(page, "the bar") == []

    bar.get_by_role("link").click()
    page.wait_for_url(re.compile(f"#comment-{first}$"))
    shown = page.locator(f"#comment-{first}")
    expect(shown).to_be_in_viewport()
    expect(shown).to_be_focused()
    expect(shown).to_contain_text("New")
    expect(page.locator(".comment--new")).to_have_count(2)
    pass_time(page, 60)
    expect(page.get_by_role("status")).to_be_empty()


def test_a_page_that_nobody_sees_asks_nothing_and_later_means_later(live, cast, page) -> None:
    post_id = publish(live, cast.chanthy)
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "/news?" in one.url else None)
    page.clock.install()
    page.goto(f"/posts/{SLUG}", wait_until="networkidle")  # all that the page needs has come
    page.context.set_offline(True)
    page.wait_for_function("!navigator.onLine")
    pass_time(page, 600)
    assert asked == []
    with live.app.app_context():
        make_comment(post_id, by=cast.ana.actor, now=clock.now())
    page.context.set_offline(False)
    page.wait_for_function("navigator.onLine")
    bar = page.get_by_role("status")
    pass_time(page, 1)
    expect(bar).to_contain_text("1 new comment")
    bar.get_by_role("button", name="Later").click()
    expect(bar).to_be_empty()
    pass_time(page, 300)
    expect(bar).to_be_empty()
    with live.app.app_context():
        make_comment(post_id, by=cast.ana.actor, now=clock.now())
    pass_time(page, 200)
    expect(bar).to_contain_text("2 new comments")
