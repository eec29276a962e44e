"""What others do at the desk moves nothing of what a person reads there, whether or not the browser keeps places."""

import pytest
from playwright.sync_api import Page, expect

from forum.adapters import clock
from forum.domain.comment_states import Decision
from forum.operations.moderation.claiming import claim_comment, release_comment
from forum.operations.moderation.deciding import Choice, decide
from tests.factories.comments import make_comment
from tests.journeys.test_two_at_the_desk import at_the_queue, look
from tests.journeys.world import publish

pytestmark = pytest.mark.browser
TOP = "id => document.getElementById(id).getBoundingClientRect().top"
PUT = "([id, y]) => scrollBy(0, document.getElementById(id).getBoundingClientRect().top - y)"

NO_ANCHORS = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { overflow-anchor: none !important }");
  document.adoptedStyleSheets = [sheet];
}"""


@pytest.fixture(params=[True, False], ids=["anchored", "not anchored"])
def anchors(request) -> bool:
    return request.param


class Reader:
    """Ana, who reads one item while the others work."""

    def __init__(self, page: Page, number: int) -> None:
        self.page, self.id, self.moved = page, f"comment-{number}", {}
        self.item = page.locator(f"#{self.id}")

    def reads(self, what: str, do) -> None:
        """Notes how far the item moved while others did that."""
        self.page.wait_for_timeout(300)
        before = self.page.evaluate(TOP, self.id)
        do()
        look(self.page)
        self.page.wait_for_timeout(300)
        self.moved[what] = abs(self.page.evaluate(TOP, self.id) - before)


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("n", [3, 12], ids=["few", "many"])
def test_what_is_read_stays_where_it_is(live, cast, new_page, anchors, width, n) -> None:
    post = publish(live, cast.chanthy)
    boun = cast.boun.actor
    with live.app.app_context():
        first, second, *rest = [
            make_comment(post, body=f"Thought {i}. " * 12, now=clock.now()).id for i in range(n)
        ]
    page = at_the_queue(
        live, new_page(viewport={"width": width, "height": 800}, reduced_motion="reduce"), cast.ana
    )
    if not anchors:
        page.evaluate(NO_ANCHORS)

    def by_boun(do, *args, **more):
        def act() -> None:
            with live.app.app_context():
                do(*args, by=boun, **more)

        return act

    def arrive() -> None:
        with live.app.app_context():
            make_comment(post, body="A new one.", now=clock.now())

    def approved(number: int):
        return by_boun(decide, number, Choice(Decision.APPROVE), seen=1, now=clock.now())

    ana = Reader(page, second)
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(ana.item).to_be_focused()
    ana.reads("claimed", by_boun(claim_comment, first, now=clock.now()))
    expect(page.locator(f"#comment-{first} .claim")).to_have_text("Boun is looking at this")
    ana.reads("released", by_boun(release_comment, first))
    ana.reads("arrived", arrive)
    notice = page.locator("[data-arrived]")
    expect(notice).to_be_in_viewport(ratio=1)
    head, said = page.locator(f"#by-{second}").bounding_box(), notice.bounding_box()
    assert said["y"] + said["height"] <= head["y"] or said["y"] >= head["y"] + head["height"]
    ana.reads("decided above", approved(first))
    expect(page.locator(f"#comment-{first}")).to_have_class("queue-item queue-item--decided")
    expect(ana.item).to_be_focused()
    ana.reads("decided itself", approved(second))
    expect(ana.item).to_be_focused()
    ana.reads("decided below", approved(rest[0]))
    for above, here, y in zip(rest[1::2], rest[2::2], (100, 380, 450), strict=False):
        ana.id = f"comment-{here}"
        page.locator(f"#{ana.id}").focus()
        page.evaluate(PUT, [ana.id, y])
        ana.reads(f"decided above, {y} px from the top", approved(above))
    assert max(ana.moved.values()) <= 1, ana.moved
    if n > 3:
        # Once nobody sees them, the rows give the room back, and still nothing moves.
        page.evaluate("scrollTo(0, 99999)")
        expect(page.locator(f"#comment-{first}")).to_have_attribute("style", "")
        assert page.locator(f"#comment-{first}").bounding_box()["height"] < 100
