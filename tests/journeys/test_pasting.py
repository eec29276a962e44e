"""An author pastes from Word in a real browser: Markdown, undone by one key, and plain text where nobody answers."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from forum.adapters import clock
from forum.domain.markup import render_post
from forum.importers.demo.reading import post_files
from tests.factories.posts import make_post
from tests.journeys.obstacles import TWO_DRESSES, problems_here
from tests.journeys.world import let_in

pytestmark = pytest.mark.browser

CLIPBOARD = Path(__file__).parents[1] / "data" / "clipboard"
HTML = (CLIPBOARD / "word.html").read_text(encoding="utf-8")
MARKDOWN = (CLIPBOARD / "word.md").read_text(encoding="utf-8").rstrip("\n")
PLAIN = "Who is on the ferry\n\nThe ferry leaves twice a day."
SAID = "What you pasted kept its formatting"

# As the browser tells a page of a paste. Where the page does not take it over, nothing would be typed by that.
PASTE = """([html, plain, files]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  if (plain) data.setData("text/plain", plain);
  if (files) data.items.add(new File(["x"], "boat.png", { type: "image/png" }));
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  return document.activeElement.dispatchEvent(event);
}"""


def paste(page: Page, html: str, plain: str, *, files: bool = False) -> bool:
    """Whether the browser is left to paste by itself."""
    left: bool = page.evaluate(PASTE, [html, plain, files])
    return left


@pytest.fixture
def author(live, cast, new_page) -> Page:
    page = new_page()
    let_in(live, page, cast.chanthy)
    page.goto("/desk/posts/new")
    page.get_by_label("Text", exact=True).fill("Before.\n\n\n\nBehind.")
    page.evaluate("document.getElementById('body').setSelectionRange(9, 9)")
    page.get_by_label("Text", exact=True).focus()
    return page


def test_word_becomes_markdown_and_one_key_makes_it_plain_again(author: Page) -> None:
    text = author.get_by_label("Text", exact=True)
    assert not paste(author, HTML, PLAIN)
    expect(text).to_have_value(f"Before.\n\n{MARKDOWN}\n\nBehind.")
    expect(author.get_by_text(SAID)).to_be_visible()
    author.keyboard.type("!")
    expect(text).to_have_value(f"Before.\n\n{MARKDOWN}!\n\nBehind.")
    author.keyboard.press("Control+z")
    author.keyboard.press("Control+z")
    expect(text).to_have_value(f"Before.\n\n{PLAIN}\n\nBehind.")
    author.keyboard.press("Control+z")
    expect(text).to_have_value("Before.\n\n\n\nBehind.")
    expect(author.locator("[data-unsaved]")).to_be_visible()


def test_what_was_pasted_is_what_readers_see(author: Page) -> None:
    paste(author, HTML, PLAIN)
    expect(author.get_by_text(SAID)).to_be_visible()
    author.get_by_label("Title", exact=True).first.fill("From Word")
    author.get_by_role("button", name="Preview").click()
    shown = author.locator("#preview .prose")
    expect(shown.get_by_role("heading", name="Who is on the ferry")).to_be_visible()
    expect(shown.locator("ol > li > ol > li")).to_have_text(["in the person’s own language", "မြန်မာဘာသာနဲ့"])
    expect(shown.get_by_role("cell", name="boats | ferries")).to_be_visible()
    expect(shown.locator("#fn-1")).to_contain_text("Said at the pier")


def test_without_an_answer_the_plain_text_stays(author: Page) -> None:
    author.route("**/desk/posts/pasted", lambda route: route.fulfill(status=503))
    paste(author, HTML, PLAIN)
    expect(author.get_by_label("Text", exact=True)).to_have_value(f"Before.\n\n{PLAIN}\n\nBehind.")
    expect(author.get_by_text(SAID)).to_be_hidden()


def test_what_is_typed_meanwhile_is_not_lost(author: Page) -> None:
    held = []
    author.route("**/desk/posts/pasted", lambda route: held.append(route))
    paste(author, HTML, PLAIN)
    text = author.get_by_label("Text", exact=True)
    expect(text).to_have_value(f"Before.\n\n{PLAIN}\n\nBehind.")
    author.keyboard.type(" And on.")
    author.wait_for_timeout(100)
    held[0].continue_()
    expect(text).to_have_value(f"Before.\n\n{MARKDOWN} And on.\n\nBehind.")
    author.keyboard.type(" Still here.")
    expect(text).to_have_value(f"Before.\n\n{MARKDOWN} And on. Still here.\n\nBehind.")


def test_plain_text_is_the_browsers_and_a_picture_is_asked_what_it_shows(author: Page) -> None:
    assert paste(author, "", PLAIN)
    assert not paste(author, "<img src='file:///boat.png'>", "", files=True)
    expect(author.locator("[data-file-panel]")).to_contain_text("boat.png")
    expect(author.get_by_label("Text", exact=True)).to_have_value("Before.\n\n\n\nBehind.")


def test_words_with_a_picture_of_them_are_pasted_as_words(author: Page) -> None:
    """So does Word."""
    paste(author, HTML, PLAIN, files=True)
    expect(author.get_by_label("Text", exact=True)).to_have_value(f"Before.\n\n{MARKDOWN}\n\nBehind.")
    expect(author.locator("[data-file-panel]")).to_be_hidden()


def test_a_post_that_is_copied_and_pasted_is_the_post(live, cast, new_page) -> None:
    """By the keys of the browser and its own clipboard: headings, lists, table, quote, code and notes come along."""
    body = demo_body("before-you-leave-for-work")
    with live.app.app_context():
        at = clock.now() - timedelta(days=1)
        make_post(cast.chanthy.actor, slug="long", title="Long", body=body, published_at=at)
    page = new_page()
    let_in(live, page, cast.chanthy)
    page.goto("/posts/long")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.prose'))")
    page.keyboard.press("Control+c")
    page.goto("/desk/posts/new")
    text = page.get_by_label("Text", exact=True)
    text.focus()
    page.keyboard.press("Control+v")
    expect(page.get_by_text(SAID)).to_be_visible()
    assert shown(text.input_value()) == shown(body)


def demo_body(slug: str) -> str:
    """What the post of the demo says, without its pictures: they have other addresses on each site."""
    (post,) = (one for one in post_files() if one.facts["slug"] == slug)
    blocks = post.body.split("\n\n")
    return "\n\n".join(block for block in blocks if "picture:" not in block)


def shown(markdown: str) -> list[str]:
    """The HTML that readers get of it, by words: a line's end in the source is a space."""
    return render_post(markdown).html.split()


@TWO_DRESSES
def test_nothing_is_in_the_way(live, cast, window) -> None:
    page = window()
    let_in(live, page, cast.chanthy)
    page.goto("/desk/posts/new")
    page.get_by_label("Text", exact=True).focus()
    paste(page, HTML, PLAIN)
    expect(page.get_by_text(SAID)).to_be_visible()
    assert problems_here(page, "pasted") == []
