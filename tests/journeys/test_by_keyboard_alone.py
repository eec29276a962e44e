"""Reporting, appealing and deciding without a mouse: one sees where one is, and gets where one wants."""

import pytest
from playwright.sync_api import Page, expect

from forum.adapters import clock
from forum.domain.comment_states import State
from forum.operations.moderation.noting import add_note
from tests.factories.comments import make_comment
from tests.journeys.obstacles import BURMESE, LONG, THAI, dress
from tests.journeys.world import SLUG, let_in, publish

pytestmark = pytest.mark.browser

# Whether the middle of what has the focus, or one of its corners, is seen; None where nothing on the page has it.
IS_SEEN = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return null;
  const { left, right, top, bottom } = it.getBoundingClientRect();
  const seen = (x, y) => {
    const at = document.elementFromPoint(x, y);
    return at && (it.contains(at) || at.contains(it));
  };
  const inset = 3;
  return [[(left + right) / 2, (top + bottom) / 2], [left + inset, top + inset], [right - inset, bottom - inset]]
    .some(([x, y]) => seen(x, y));
}"""


def hidden_on_the_way(page: Page, path: str, *, key: str = "Tab", most: int = 120) -> list[str]:
    """Walks through the page by ``key``; what had the focus and could not be seen."""
    page.goto(path)
    hidden = []
    for _step in range(most):
        page.keyboard.press(key)
        seen = page.evaluate(IS_SEEN)
        if seen is None:
            break
        if not seen:
            hidden.append(f"{path}: {page.evaluate('document.activeElement.outerHTML.slice(0, 90)')}")
    return hidden


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_what_has_the_focus_is_seen_on_a_phone(live, cast, new_page, key) -> None:
    """Nothing that sticks to an edge of the screen lies over it (WCAG 2.2, 2.4.11)."""
    post = publish(live, cast.chanthy)
    with live.app.app_context():
        facts = {"name": LONG[:40], "now": clock.now()}
        shown = make_comment(
            post, body=f"{THAI} {LONG}", state=State.APPROVED, moderator=cast.ana.actor, **facts
        ).id
        number = make_comment(post, body=f"{BURMESE} {LONG}", reply_to=shown, **facts).id
        add_note(f"{THAI} {LONG}", about=number, by=cast.ana.actor, now=clock.now())
    ana, reader = new_page(**dress(360, "light")), new_page(**dress(360, "light"))
    let_in(live, ana, cast.ana)
    hidden = [
        *hidden_on_the_way(ana, f"/desk/comments/{number}", key=key),
        *hidden_on_the_way(reader, f"/posts/{SLUG}", key=key),
    ]
    assert hidden == [], "\n".join(hidden)


def test_a_report(live, cast, new_page) -> None:
    post, reader = publish(live, cast.chanthy), new_page()
    with live.app.app_context():
        number = make_comment(post, state=State.APPROVED, moderator=cast.ana.actor, now=clock.now()).id
    reader.goto(f"/posts/{SLUG}")
    reader.locator(f"#comment-{number}").get_by_role("link", name="Report").focus()
    reader.keyboard.press("Enter")
    first = reader.get_by_label("It attacks a person")
    expect(first).to_be_focused()
    reader.keyboard.press("ArrowDown")
    expect(reader.get_by_label("It names a private person")).to_be_checked()
    reader.keyboard.press("Tab")
    reader.keyboard.type("She lives near by.")
    reader.keyboard.press("Tab")
    reader.keyboard.press("Space")
    reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Thank you for telling us")


def test_a_rejection_of_many(live, cast, new_page) -> None:
    """Enter in the sentence's field decides nothing; the button does."""
    post, ana = publish(live, cast.chanthy), new_page()
    with live.app.app_context():
        for _n in range(2):
            make_comment(post, now=clock.now())
    let_in(live, ana, cast.ana)
    ana.goto("/desk/batches/new")
    ana.locator("details.reject summary").focus()
    ana.keyboard.press("Enter")
    ana.keyboard.press("Tab")
    expect(ana.get_by_label("Reason, told to the writers")).to_be_focused()
    ana.keyboard.press("ArrowDown")
    ana.keyboard.press("Tab")
    ana.keyboard.type("Please stay with the ferry.")
    ana.keyboard.press("Enter")
    expect(ana).to_have_url(f"{live.url}/desk/batches/new")
    ana.keyboard.press("Tab")
    ana.keyboard.press("Enter")
    expect(ana.get_by_role("status").first).to_contain_text("2 comments rejected.")
