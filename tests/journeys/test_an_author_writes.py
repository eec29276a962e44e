"""An author at work, on a real server in a real browser: write, preview, publish, move, collide, take down."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from forum.adapters import clock
from forum.operations.categories import CategoryDraft, save_category
from tests.factories.posts import make_post
from tests.journeys.world import anonymous, let_in

pytestmark = pytest.mark.browser

TITLE = "Ferries at dawn — ຂ່າວ"
SLUG = "ferries-at-dawn-ຂ່າວ"
WRITTEN = """The ferry leaves **twice** a day, says [the report](https://example.org/report).

<!--more-->

## Who is on it

- Cooks
- Weavers

ไม่มีใครถามว่าใครอยู่บนเรือ"""
PROMPT = "Who have <you> met on a ferry?"


def write_by_toolbar(page: Page) -> None:
    """Types ``WRITTEN`` with the buttons above the text, now by mouse, now by keys."""
    keys, text = page.keyboard, page.get_by_label("Text", exact=True)
    text.click()
    keys.type("The ferry leaves twice")
    keys.press("Control+Shift+ArrowLeft")
    page.get_by_role("button", name="Bold").click()
    expect(text).to_be_focused()
    keys.press("End")
    keys.type(" a day, says the report")
    for _word in ("report", "the"):
        keys.press("Control+Shift+ArrowLeft")
    keys.press("Shift+Tab")
    expect(page.get_by_role("button", name="Heading")).to_be_focused()
    for _button in range(5):
        keys.press("ArrowRight")
    expect(page.get_by_role("button", name="Link")).to_be_focused()
    keys.press("Enter")
    keys.type("https://example.org/report")
    keys.press("End")
    keys.type(".")
    keys.press("Shift+Tab")
    keys.press("End")
    expect(page.get_by_role("button", name="“Read more” mark")).to_be_focused()
    for _again in range(2):  # one is enough: the second press shows where it stands
        keys.press("Enter")
        expect(text).to_be_focused()
        expect(text).to_have_value(re.compile(r"report\)\.\n\n<!--more-->\n\n$"))
        keys.press("Shift+Tab")
    keys.press("Tab")
    keys.press("Control+End")
    page.get_by_role("button", name="Heading").click()
    keys.type("Who is on it\n\n")
    page.get_by_role("button", name="List", exact=True).click()
    keys.type("Cooks\n- Weavers\n\n")
    keys.insert_text("ไม่มีใครถามว่าใครอยู่บนเรือ")


def fill_in_what_stands_beside(page: Page) -> None:
    page.get_by_label("Category").select_option("Stories")
    page.get_by_label("Tags").fill("Boats, แม่น้ำ")
    page.get_by_label("Excerpt").fill("Short: the ferry & its people.")
    page.get_by_label("Question to the readers").fill(PROMPT)
    page.locator("#byline-1-name").fill("Amara Lindqvist")
    page.locator("[data-byline]").nth(1).locator("summary").click()
    page.locator("#byline-1-title").fill("Secretary")
    page.locator("#byline-1-role").select_option("Editor")


def shown_by(article: Locator) -> list[str]:
    """All that a post says below its title and above its comments, as the browser has it."""
    return article.evaluate(
        "post => [post.querySelector('.bylines'), ...post.querySelectorAll(':scope > :not(header, .thread)')]"
        ".map((part) => part.outerHTML)"
    )


def in_place(page: Page, scripts: bool) -> None:
    """Without scripts a preview is a page of its own; with them the text stays where it is."""
    if scripts:
        expect(page.locator("#preview")).to_be_focused()
        expect(page.locator("[data-unsaved]")).to_be_visible()


@pytest.fixture
def stories(live, cast):
    with live.app.app_context():
        save_category(None, CategoryDraft("Stories"), by=cast.boun.actor, now=clock.now())


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_post_from_the_first_word_to_the_last_reader(live, cast, stories, new_page, scripts) -> None:
    author, reader = new_page(java_script_enabled=scripts), new_page(java_script_enabled=scripts)
    let_in(live, author, cast.chanthy)
    author.get_by_role("link", name="Posts", exact=True).click()
    author.get_by_role("link", name="Write a post").first.click()
    author.get_by_label("Title", exact=True).first.fill(TITLE)
    if scripts:
        expect(author.locator("[data-slug-hint]")).to_have_text(SLUG)
        write_by_toolbar(author)
        expect(author.get_by_label("Text", exact=True)).to_have_value(WRITTEN)
    else:
        expect(author.get_by_role("toolbar")).to_have_count(0)
        author.get_by_label("Text", exact=True).fill(WRITTEN)
    fill_in_what_stands_beside(author)
    author.get_by_role("button", name="Preview").click()
    preview = author.locator("#preview article")
    expect(preview.get_by_role("heading", name="Who is on it")).to_be_visible()
    in_place(author, scripts)
    previewed = shown_by(preview)
    assert len(previewed) == 4, "names, text, topics and question"
    assert anonymous(live, "/feed.atom")[1].count(TITLE) == 0, "nothing is stored"
    author.get_by_role("button", name="Publish").click()
    expect(author.get_by_role("status")).to_contain_text("The post is published.")

    author.get_by_role("status").get_by_role("link", name="See it on the site").click()
    expect(author.get_by_role("heading", level=1)).to_have_text(TITLE)
    reader.goto("/")
    card = reader.get_by_role("article").filter(has_text=TITLE)
    expect(card).to_contain_text("Short: the ferry & its people.")
    expect(card).to_contain_text("By Chanthy")
    expect(card).to_contain_text("Stories")
    card.get_by_role("link", name=TITLE).first.click()
    expect(reader).to_have_title(re.compile(f"^{TITLE} – "))
    assert shown_by(reader.locator("article.post")) == previewed
    expect(reader.locator(".bylines")).to_contain_text("Edited by Amara Lindqvist, Secretary")
    expect(reader.locator(".prompt")).to_contain_text(PROMPT)
    for address in ("/categories/stories", "/tags/boats", "/people/amara-lindqvist", "/people/chanthy"):
        reader.goto(address)
        expect(reader.get_by_role("link", name=TITLE).first).to_be_visible()
    for feed in ("/feed.atom", "/categories/stories/feed.rss"):
        assert TITLE in anonymous(live, feed)[1], feed


@pytest.fixture
def post(live, cast) -> int:
    with live.app.app_context():
        return make_post(
            cast.chanthy.actor, title="Nets", body="A net of knots.", published_at=clock.now()
        ).id


def status_of(page: Page, path: str) -> tuple[int, str | None]:
    """What this person's browser is answered at ``path``, and where it would be sent."""
    answer = page.request.get(path, max_redirects=0)
    return answer.status, answer.headers.get("location")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_post_moves_and_is_taken_down(live, cast, post, new_page, scripts) -> None:
    author, reader = new_page(java_script_enabled=scripts), new_page(java_script_enabled=scripts)
    let_in(live, author, cast.chanthy)
    author.goto(f"/desk/posts/{post}/edit")
    author.get_by_label("Address", exact=True).fill("of-nets")
    author.get_by_role("button", name="Save").click()
    expect(author.get_by_role("status")).to_contain_text("Saved.")
    assert status_of(reader, "/posts/nets") == (301, "/posts/of-nets")
    reader.goto("/posts/nets")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Nets")

    author.get_by_role("button", name="Unpublish").click()
    expect(author.get_by_role("status")).to_contain_text("Readers do not see it any more.")
    for path in ("/posts/of-nets", "/posts/nets", f"/p/{post}"):
        assert status_of(reader, path) == (410, None), "readers knew it: it is gone, not unheard of"
    reader.goto("/")
    expect(reader.get_by_text("The first post will appear here.")).to_be_visible()
    assert "Nets" not in anonymous(live, "/feed.atom")[1]

    author.get_by_role("button", name="Move to the trash").click()
    author.get_by_role("button", name="Restore").click()
    author.get_by_role("button", name="Publish").click()
    assert status_of(reader, "/posts/of-nets") == (200, None)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_nothing_typed_is_lost_to_another_editor(live, cast, post, new_page, scripts) -> None:
    author, editor = new_page(java_script_enabled=scripts), new_page(java_script_enabled=scripts)
    let_in(live, author, cast.chanthy)
    let_in(live, editor, cast.boun)
    for page in (author, editor):
        page.goto(f"/desk/posts/{post}/edit")
    editor.get_by_label("Text", exact=True).fill("A net of many knots.")
    editor.get_by_role("button", name="Save").click()
    expect(editor.get_by_role("status")).to_contain_text("Saved.")

    typed = {"Text": "A torn net.\n\nဆောင်းပါး", "Tags": "boats", "Question to the readers": "Who mends it?"}
    for label, words in typed.items():
        author.get_by_label(label, exact=label == "Text").fill(words)
    author.locator("#byline-1-name").fill("Amara Lindqvist")
    with author.expect_response(lambda answer: answer.request.method == "POST") as answered:
        author.get_by_role("button", name="Save").click()
    assert answered.value.status == 409
    theirs = author.get_by_role("region", name=re.compile("^Boun saved this post on"))
    expect(theirs.locator("ins")).to_have_text(re.compile("many"))
    for label, words in typed.items():
        expect(author.get_by_label(label, exact=label == "Text")).to_have_value(words)
    expect(author.locator("#byline-1-name")).to_have_value("Amara Lindqvist")
    if scripts:
        expect(author.locator("[data-unsaved]")).to_be_visible()
    assert "A net of many knots." in anonymous(live, "/posts/nets")[1]

    author.get_by_role("button", name="Save").click()
    expect(author.get_by_role("status")).to_contain_text("Saved.")
    assert "A torn net." in anonymous(live, "/posts/nets")[1]


def test_the_keyboard_saves_and_unsaved_words_are_not_left_behind_unasked(live, cast, new_page) -> None:
    author = new_page()
    let_in(live, author, cast.chanthy)
    author.goto("/desk/posts/new")
    asked: list[str] = []
    author.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    author.get_by_label("Title", exact=True).first.fill("Twice")
    author.get_by_label("Text", exact=True).fill("Words.")
    author.get_by_role("link", name="See the site").click()
    expect(author).to_have_url(f"{live.url}/desk/posts/new")
    assert asked == ["beforeunload"]
    author.get_by_label("Text", exact=True).focus()
    author.keyboard.press("Control+s")
    author.keyboard.press("Control+s")
    expect(author.get_by_role("status")).to_contain_text("Saved.")
    author.get_by_role("link", name="Posts", exact=True).click()
    expect(author.get_by_role("link", name="Twice")).to_have_count(1)
    assert asked == ["beforeunload"]
    author.get_by_role("link", name="Twice").click()
    author.get_by_label("Title", exact=True).first.fill("Once")
    author.keyboard.press("Enter")
    expect(author.get_by_role("status")).to_contain_text("Saved.")
    expect(author.get_by_label("Title", exact=True).first).to_have_value("Once")


def test_a_preview_tells_what_is_wrong_and_an_expired_form_is_renewed(live, cast, new_page) -> None:
    author = new_page()
    let_in(live, author, cast.chanthy)
    author.goto("/desk/posts/new")
    author.get_by_label("Text", exact=True).fill("Words.")
    author.get_by_role("button", name="Preview").click()
    pane = author.get_by_role("region", name="Preview")
    expect(pane.get_by_role("alert")).to_contain_text("There is no preview")
    pane.get_by_role("alert").get_by_role("link").click()
    expect(author.get_by_label("Title", exact=True).first).to_be_focused()
    author.keyboard.type("Words")
    author.evaluate("document.getElementById('editor-token').value = 'of yesterday'")
    author.get_by_role("button", name="Preview").click()
    expect(pane.get_by_role("alert")).to_contain_text("There is no preview")
    expect(author.locator("#editor-token")).not_to_have_value("of yesterday")
    author.get_by_role("button", name="Preview").click()
    expect(pane.locator(".prose")).to_have_text("Words.")
    expect(author.get_by_label("Text", exact=True)).to_have_value("Words.")
